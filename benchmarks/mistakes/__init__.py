"""Known mistakes, one after the other planted into good decks."""
