"""The rule language: rule text read into rules, and rules said in words."""
