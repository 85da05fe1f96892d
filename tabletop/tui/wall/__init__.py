"""A session on a second screen or a projector, followed while it is played."""
