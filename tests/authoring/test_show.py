"""A deck as people read it."""

import pytest

from tabletop.authoring.export.markdown import markdown, plain
from tabletop.authoring.library import load
from tests.authoring.deck_texts import read_text, small


def shown(**parts: str) -> list[str]:
    """Return the lines of the small deck with *parts*, as they are shown."""
    deck = read_text(small(**parts)).deck
    assert deck is not None
    return markdown(deck).splitlines()


OFFER = """\
copies: 2
posture: open or covert
seen_by: us
offer:
  to: us
  give: capital 2
  ask: capital 1
  needs: resolve >= 3
  accepted: trust +2
  refused: trust -2
  lapses: after 1 turn
"""
BATTERY = """\
targets: any other actor
returns: never
unlocked_by: opener
chance: 70% + 5% * (trust - 5)
success: trust +1
failure: trust -1 if turn >= 2
arrives: after 2 turns
arrival: trust +1
stands: until recalled
each_turn: us.capital -1
posture: covert
exposed: 25%
if_seen: trust -1
"""
OPENER = "  opener: {kind: signal, title: Opener, by: any actor, once: yes, effects: everyone.capital +1}\n"


@pytest.mark.parametrize(
    "line",
    [
        "## Cards of Japan",
        "*hedge* (`second_track`), open or covert, 2 copies",
        "- Seen by: United States",
        "- Offer to: United States",
        "- Gives: Political capital 2",
        "- Asks: Political capital 1",
        "- Accepting: needs US resolve at least 3",
        "- Accepted: Alliance trust +2",
        "- Refused: Alliance trust -2",
        "- Open: 1 turn after this one",
    ],
)
def test_an_offer_is_shown_with_give_and_take(line: str):
    """
    What it says, to whom, and what comes of either answer.
    """
    assert line in shown(card=OFFER)


@pytest.mark.parametrize(
    "line",
    [
        "## Cards of every actor",
        "*signal* (`opener`), once",
        "*hedge* (`second_track`), covert",
        "- At: any actor",
        "- Returns: never",
        "- Unlocked: by the first success of Opener",
        "- Odds: 70% + 5% × (Alliance trust − 5)",
        "- Success: Alliance trust +1",
        "- Failure: Alliance trust -1 if turn at least 2",
        "- Arrives: after 2 turns",
        "- Arrival: Alliance trust +1",
        "- Stands: until recalled",
        "- Each turn: Political capital of United States -1",
        "- Exposed: 25% each turn, if covert",
        "- If seen: Alliance trust -1",
    ],
)
def test_a_piece_is_shown_with_all_that_becomes_of_it(line: str):
    """
    From the roll to the day it is seen.
    """
    assert line in shown(card=BATTERY, rest=OPENER)


NEWS = """\
injects:
  rumour: {title: Rumour, chance: 10%, repeats: yes}
  storm: {title: Storm, turn: 3, for: us, effects: trust -1}
  letter: {title: Letter, by_facilitator: yes, choices: {go: {title: Go, effects: trust +1}, stay: {title: Stay}}}
  prize: {title: Prize, pile: all_prizes}
piles: {all_prizes: {draw: 1}}
tests: {very_calm: trust >= 3 and resolve >= 3}
objectives:
  keep: {by: any actor, title: Keep, points: capital, text: For all to see.}
  one: {by: us, title: One, points: 1, secret: yes}
order: in turn
moves: 1 to 3
"""


@pytest.mark.parametrize(
    "line",
    [
        "8 turns; 1 to 3 moves a turn for each seat, made in turn; outcomes by odds. "
        "The table stops at brief, plan, reveal, answer, adjudicate, aftermath.",
        "- **very calm**: Alliance trust at least 3 and US resolve at least 3",
        "(`rumour`) 10% each turn, again and again",
        "(`storm`) in turn 3, for United States",
        "(`letter`) when the facilitator releases it",
        "(`prize`) drawn from the pile all prizes",
        "- *Go*: Alliance trust +1",
        "- *Stay*: nothing changes",
        "- **Keep** (every actor): Political capital points",
        "  For all to see.",
        "- **One** (United States, secret): 1 point",
    ],
)
def test_news_and_aims_are_shown(line: str):
    """
    When it comes, for whom, and what it brings.
    """
    assert line in shown(rest=NEWS)


TRACKS = """\
tracks:
  gate: {name: Gate, range: 0 to 1, start: 0, bands: {shut: 0, open to all: 1}, text: One or the other.}
  purse: {name: Purse, range: 0 to 9, start: {us: 3, japan: 4}, each: actor, seen_by: owner}
  held: {name: Held, range: 0 to 9, start: 1, shifts_if: gate = 1}
"""


@pytest.mark.parametrize(
    "line",
    [
        "  Bands: shut 0, open to all 1.",
        "  One or the other.",
        "- **Purse** (`purse`): 0 to 9, one for each actor, starts at japan 4, us 3",
        "  Seen by its owner and the facilitator.",
        "  Moves only if Gate exactly 1.",
    ],
)
def test_tracks_are_shown_with_who_sees_them(line: str):
    """
    Where they start, what their levels are called, and what holds them.
    """
    text = f"deck: small\ntitle: Small\nactors: {{japan: Japan, us: United States}}\n{TRACKS}"

    assert line in markdown(read_text(text).deck).splitlines()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("*not* _bold_ <b> `x` [y]", r"\*not\* \_bold\_ \<b\> \`x\` \[y\]"),
        ("# no heading", r"\# no heading"),
        ("1. no list\n- nor this", "1\\. no list\n\\- nor this"),
        ("3 - 2 = 1", "3 - 2 = 1"),
    ],
)
def test_text_of_a_deck_makes_no_markdown(text: str, expected: str):
    """
    A card titled with brackets shows its brackets.
    """
    assert expected == plain(text)


@pytest.mark.parametrize("name", ["island_chain", "quiet_signals", "tutorial", "goofspiel"])
def test_what_ships_can_be_shown(name: str):
    """
    Every card by its title, and no rule in its own language.
    """
    loaded = load(name)
    assert loaded.deck is not None

    page = markdown(loaded.deck, loaded.seed)

    assert all(f"### {plain(card.title)}\n" in page for card in loaded.deck.cards)
    assert ">=" not in page
