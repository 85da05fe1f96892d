"""M, from M341: what comes to light when the deck is played."""

from typing import Final

from tabletop.authoring.codes.doubts import REST, WISH
from tabletop.authoring.codes.page import Page

BASE: Final = "turns: 3\n" + WISH + REST.replace("each_turn: ", "each_turn: everyone.capital +1, ")
RAIN: Final = "injects:\n  rain: {title: Rain, turn: 2, effects: tension -1}\n"
HOW: Final = (
    "Small decks are played in every way there is. Of larger ones some plays are tried, at random "
    "and towards what was not seen, and the message says how many."
)

PAGES: Final = (
    Page(
        "M341",
        "Each part of what the card asks for can be had, but in no play are they had together, or "
        f"not while its player holds it. {HOW}",
        f"{BASE}cards:\n  summit: {{kind: negotiate, title: Summit, by: us, needs: resolve >= 8, "
        "effects: tension -1}\n",
        f"{BASE}cards:\n  summit: {{kind: negotiate, title: Summit, by: us, needs: resolve >= 3, "
        "effects: tension -1}\n",
        "deck",
    ),
    Page(
        "M342",
        "The offer is made, and never is its recipient in a position to accept it: what it needs "
        f"is not true, or what it asks for is not there. {HOW}",
        f"{BASE}cards:\n  pact: {{kind: negotiate, title: Pact, by: us, offer: {{to: japan, needs: "
        "tension >= 5, accepted: trust +1}}\n",
        f"{BASE}cards:\n  pact: {{kind: negotiate, title: Pact, by: us, offer: {{to: japan, needs: "
        "tension <= 5, accepted: trust +1}}\n",
        "deck",
    ),
    Page(
        "M343",
        "The hedge can be played, and what it waits for does not come while its piece stands. "
        f"{HOW}",
        f"{BASE}{RAIN}cards:\n  cover: {{kind: hedge, title: Cover, by: us, cost: capital 1, "
        "lasts: 2 turns, pays_if: tension >= 8, payoff: capital +3}\n",
        f"{BASE}{RAIN}cards:\n  cover: {{kind: hedge, title: Cover, by: us, cost: capital 1, "
        "lasts: 2 turns, pays_if: tension <= 2, payoff: capital +3}\n",
        "deck",
    ),
    Page(
        "M344",
        f"What the inject waits for is never so when a turn begins. {HOW}",
        f"{BASE}injects:\n  panic: {{title: Panic, when: tension >= 8, effects: tension -1}}\n",
        f"{BASE}injects:\n  panic: {{title: Panic, when: tension >= 3, effects: tension -1}}\n",
        "deck",
    ),
    Page(
        "M345",
        "At the end of no play is the objective met, whoever wants it, so nobody has a reason to "
        f"try. {HOW}",
        BASE.replace(
            "each_turn:", "  firm: {by: us, title: Firm, test: resolve >= 8, points: 3}\neach_turn:"
        ),
        BASE.replace(
            "each_turn:", "  firm: {by: us, title: Firm, test: resolve >= 4, points: 3}\neach_turn:"
        ),
        "deck",
    ),
    Page(
        "M346",
        "At the end of every play the objective is met, whatever anybody does, so it tells nobody "
        f"apart. {HOW}",
        BASE.replace(
            "each_turn:",
            "  weary: {by: us, title: Weary, test: resolve <= 5, points: 3}\neach_turn:",
        ),
        BASE.replace(
            "each_turn:",
            "  weary: {by: us, title: Weary, test: resolve <= 4, points: 3}\neach_turn:",
        ),
        "deck",
    ),
    Page(
        "M347",
        f"The level at which the session would end is never reached. {HOW}",
        f"{BASE}{RAIN}endings:\n  war: {{title: War, when: tension >= 9}}\n",
        f"{BASE}{RAIN}endings:\n  war: {{title: Peace, when: tension <= 2}}\n",
        "deck",
    ),
    Page(
        "M348",
        "There is a turn in which this actor can do nothing in any play: it cannot pay, or its "
        f"cards are locked, gone or out of season. {HOW}",
        f"{BASE.replace('everyone.capital +1, ', '')}actors:\n  china: China\n"
        "cards:\n  fleet: {kind: deploy, title: Fleet, by: china, cost: capital 4, needs: turn >= "
        "2, effects: tension +1}\n",
        f"{BASE}actors:\n  china: China\n"
        "cards:\n  fleet: {kind: deploy, title: Fleet, by: china, cost: capital 1, effects: "
        "tension +1}\n",
        "deck",
    ),
)
