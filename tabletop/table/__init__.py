"""A session being played: the one mutable object, seats, bots, the facilitator."""
