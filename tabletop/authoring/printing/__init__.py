"""On paper: a deck's cards, boards, aids and briefs, set by a real typesetter."""
