"""
Bots: players that see only their own sight and answer by the entropy of their seat.

Others can be added by a package, under the entry-point group `tabletop.bots`.
"""

from tabletop.table.bots.bot import Bot
from tabletop.table.bots.cautious import CautiousBot
from tabletop.table.bots.random_bot import RandomBot
from tabletop.table.bots.steady import SteadyBot

__all__ = ["Bot", "CautiousBot", "RandomBot", "SteadyBot"]
