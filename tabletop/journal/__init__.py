"""Sessions on disk: the save, its frames and their tree, its reading, checking and mending."""
