"""Deck and seed text as a tree with places, and the problems found in it."""
