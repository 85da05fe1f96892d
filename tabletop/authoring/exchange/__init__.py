"""Decks as spreadsheets, out and in again."""
