"""Deck and seed text: read with its guards, checked whole, turned into game values."""
