"""What is well written in a deck and cannot be meant, told from its text and by playing it."""
