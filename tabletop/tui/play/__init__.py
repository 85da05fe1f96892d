"""A session being played on the screen, and the dialogs of those who play it."""
