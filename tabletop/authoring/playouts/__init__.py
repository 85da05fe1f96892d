"""What comes to light only when a deck is played: every play of a small one, many of a large."""
