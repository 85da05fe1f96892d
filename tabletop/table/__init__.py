"""A session being played: the one mutable object, its seats and its feed."""
