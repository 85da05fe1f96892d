"""The text of rules: read, checked, and said again in words. Pure."""
