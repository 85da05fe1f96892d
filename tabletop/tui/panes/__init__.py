"""What each pane of the table says: pure functions from a view and a width to rows."""
