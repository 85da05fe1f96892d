"""The lobby: what can be played, and what was."""
