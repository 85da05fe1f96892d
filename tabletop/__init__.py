"""A companion in the terminal for seminar wargames."""

__version__ = "0.1.0"
