"""What play brings to light, told to the author."""

from bisect import bisect_right
from typing import Final

import attrs

from tabletop.authoring.check.goals import goals, play_towards
from tabletop.authoring.check.plays_every import every_play
from tabletop.authoring.check.plays_sample import Sampler
from tabletop.authoring.check.plays_seen import Seen
from tabletop.authoring.deck.desk import SECTIONS, Desk
from tabletop.authoring.deck.rules import expressions
from tabletop.authoring.text.findings import Confidence
from tabletop.game.deck import Deck
from tabletop.language.check import weight, weights

MESSAGES: Final = {
    "card": ("M341", 'no play lets anybody play the card "{}"', "never playable"),
    "offer": ("M342", 'no play lets anybody accept the offer of card "{}"', "never acceptable"),
    "hedge": ("M343", 'the hedge of card "{}" pays in no play', "never pays"),
    "inject": ("M344", 'inject "{}" comes in no play', "never comes"),
    "objective": ("M345", 'no play reaches the objective "{}"', "never met"),
    "failure": ("M346", 'every play meets the objective "{}"', "cannot be missed"),
    "ending": ("M347", 'no play comes to the ending "{}"', "never reached"),
}

HELP: Final = {
    "card": "look at what it needs, what it costs and what unlocks it",
    "offer": "look at what it needs and what it asks for",
    "hedge": "choose a level that the table comes to while the piece stands",
    "inject": "look at when it comes",
    "objective": "ask for less, or let more cards lead there",
    "failure": "ask for more, or let others stand in its way",
    "ending": "choose a level that the table comes to",
}

MANY: Final = 1_000_000
"""More lines than a file has."""


HEAVY: Final = 500
"""Names, numbers and signs of one rule, its tests written out, with which no deck is played."""


@attrs.frozen
class Played:
    """
    What the plays of one deck have shown.

    Attributes:
        unseen: What was never seen, by kind of part and id.
        is_exact: Whether these were all plays there are.
    """

    seen: Seen
    unseen: frozenset[tuple[str, str]]
    is_exact: bool

    @property
    def how(self) -> str:
        """In how many plays, and how they were chosen."""
        if self.is_exact:
            return "in every play there is"
        return f"in {self.seen.games:,} plays, some at random and some towards it"


def is_heavy(desk: Desk, deck: Deck) -> bool:
    """Return whether rules of *deck* are so large that to play it would take for ever."""
    known = weights(deck.tests)
    rules = (rule for written in desk.rules.all for rule in expressions(written.value))
    return any(weight(rule, known).nodes > HEAVY for rule in rules)


class Doubted:
    """The lines of the parts of which something was told before the deck was played."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told = sorted(d.span.line for d in desk.findings.found if d.code.startswith("M"))
        keys = [desk.top.key(name) for name in SECTIONS if name in desk.top]
        spans = [*keys, *(declared.span for declared in desk.names.by_id.values())]
        self.begins = sorted({span.line for span in spans})

    def already(self, id: str) -> bool:
        """Return whether something was told of the part called *id*."""
        first = self.desk.names.by_id[id].span.line
        after = bisect_right(self.begins, first)
        end = self.begins[after] if after < len(self.begins) else first + MANY
        return any(first <= line < end for line in self.told)


def played(deck: Deck) -> Played:
    """Return what all plays of *deck* show, or where there are too many, some of them."""
    seen = every_play(deck)
    if seen is not None:
        return Played(seen, frozenset((goal.what, goal.id) for goal in goals(deck, seen)), True)
    sampler = Sampler(deck)
    sampler.at_random()
    unseen = play_towards(sampler)
    return Played(sampler.seen, unseen, False)


def check_play(desk: Desk, deck: Deck) -> None:
    """
    Warn of what never comes to pass when *deck*, which has no errors, is played.

    What was told of a part already is not told again in other words.
    """
    if not deck.cards or not (deck.objectives or deck.endings) or is_heavy(desk, deck):
        return
    found = played(deck)
    doubted = Doubted(desk)
    sure: Confidence = "exact" if found.is_exact else "sampled"
    for what, id in sorted(found.unseen, key=lambda one: desk.names.by_id[one[1]].span):
        code, message, label = MESSAGES[what]
        if doubted.already(id) or (what in ("offer", "hedge") and ("card", id) in found.unseen):
            continue
        desk.findings.warn(
            code,
            desk.names.by_id[id].span,
            message.format(id),
            label=f"{label} {found.how}",
            help=HELP[what],
            confidence=sure,
        )
    for actor in deck.actors:
        turns = found.seen.planned.get(actor.id, set()) - found.seen.moved.get(actor.id, set())
        if turns and any(actor.id in card.by for card in deck.cards):
            idle = f"turn {min(turns)}" if len(turns) == 1 else f"{len(turns)} turns"
            desk.findings.warn(
                "M348",
                desk.names.by_id[actor.id].span,
                f'actor "{actor.id}" has no legal move in {idle}, whatever was played',
                label=f"can only pass {found.how}",
                help="give it a card without a price or a condition, or more to pay with",
                confidence=sure,
            )
