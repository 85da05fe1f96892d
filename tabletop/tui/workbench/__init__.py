"""The workbench: where a deck is written, with its card and its mistakes beside it."""
