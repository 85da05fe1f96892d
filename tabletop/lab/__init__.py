"""Many playouts: what else could have come of a session, counted."""
