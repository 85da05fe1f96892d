"""What is well written and cannot be meant, as far as it is known without a game."""

from tabletop.authoring.check.affordability import check_cards
from tabletop.authoring.check.bounds import LATEST, Bounding
from tabletop.authoring.check.drift import check_drift
from tabletop.authoring.check.effects import Sweep, check_all_odds, check_rules
from tabletop.authoring.check.loops import check_loops
from tabletop.authoring.check.loose_ends import check_loose_ends, check_start
from tabletop.authoring.check.value import check_worth
from tabletop.authoring.deck.desk import Desk
from tabletop.game.deck import Deck


def check_meaning(desk: Desk, deck: Deck) -> None:
    """Warn of what cannot be meant in *deck*, which has no errors."""
    latest = deck.terms.turns if "turns" in desk.top else LATEST
    sweep = Sweep(deck, Bounding(deck, latest), desk.rules.readings.judged)
    check_rules(desk, deck, sweep)
    check_all_odds(desk, deck, sweep)
    check_cards(desk, deck, sweep)
    check_worth(desk, deck, sweep)
    check_drift(desk, deck, sweep)
    check_loops(desk, deck)
    check_start(desk, deck)
    # A deck in which nobody wants anything yet is a sketch; what it lacks is still to come.
    if deck.objectives:
        check_loose_ends(desk, deck)
