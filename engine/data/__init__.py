"""Pictures to learn from: drawn by the engine itself, found on this machine, fetched on request, or the reader's own."""
