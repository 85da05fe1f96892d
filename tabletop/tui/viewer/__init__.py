"""A saved session on the screen, looked at frame by frame."""
