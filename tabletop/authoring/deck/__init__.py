"""The fields of decks and seeds, each declared once, and game values made of them."""
