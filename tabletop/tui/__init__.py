"""The screen: the one room that knows Textual. It knows no rules and opens no file."""
