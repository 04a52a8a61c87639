"""The app: pages and the widgets they share. It knows the engine; it never imports torch."""
