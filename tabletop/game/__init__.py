"""The rules of play: frozen values and pure functions, attrs alone."""
