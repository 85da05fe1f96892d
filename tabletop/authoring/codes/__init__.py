"""The catalogue of diagnostics: every code, what it is about, and its page."""
