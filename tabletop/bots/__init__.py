"""
Bots: players that see only their own sight and answer by the entropy of their seat.

Others can be added by a package, under the entry-point group `tabletop.bots`.
"""
