"""The engine: every model, every training loop, and the data they learn from. It knows no screen.

Start with `engine.catalog` (which lessons exist), then `engine.recipes` (how each one learns).
"""
