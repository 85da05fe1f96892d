"""Who can do what to which track; and a deck drawn while it is full of mistakes."""

import pytest

from tabletop.authoring.edit.effects_map import glimpse, touches
from tabletop.authoring.text.source import Source
from tests.authoring.deck_texts import small


def signs(card: str, rest: str = "") -> set[tuple[str, str, str, str]]:
    """Return by whom, which track, whose and which way, as the deck with *card* moves it."""
    deck = glimpse(Source("deck.yaml", small(card=card, rest=rest)))
    assert deck is not None
    return {(t.by, t.track, t.whose, t.sign) for t in touches(deck)}


@pytest.mark.parametrize(
    ("card", "wanted"),
    [
        ("effects: trust +1", {("japan", "trust", "", "+")}),
        ("effects: trust -1", {("japan", "trust", "", "-")}),
        ("effects: trust = 3", {("japan", "trust", "", "=")}),
        ("cost: capital 2", {("japan", "capital", "own", "-")}),
        ("effects: capital +1", {("japan", "capital", "own", "+")}),
        ("effects: japan.capital +1", {("japan", "capital", "own", "+")}),
        ("effects: us.capital +1", {("japan", "capital", "other", "+")}),
        ("effects: others.capital -1", {("japan", "capital", "other", "-")}),
        (
            "effects: everyone.capital +1",
            {("japan", "capital", "own", "+"), ("japan", "capital", "other", "+")},
        ),
        (
            "offer: {to: us, give: capital 1, accepted: trust +1}",
            {
                ("japan", "capital", "own", "-"),
                ("japan", "capital", "other", "+"),
                ("japan", "trust", "", "+"),
            },
        ),
        ("chance: 50%\nsuccess: trust +1\nfailure: resolve -1",
         {("japan", "trust", "", "+"), ("japan", "resolve", "", "-")}),
    ],
)  # fmt: skip
def test_a_card_moves_what_it_says(card: str, wanted: set[tuple[str, str, str, str]]):
    """
    Effects, costs and offers, on one's own level, another's, or the table's.
    """
    assert wanted == signs(card)


def test_the_world_moves_tracks_too():
    """
    News, and what happens each turn by itself.
    """
    rest = "each_turn: trust -1\ninjects:\n  storm: {title: Storm, turn: 2, effects: resolve +1}\n"

    assert {("", "trust", "", "-"), ("", "resolve", "", "+")} == signs("", rest)


def test_a_deck_with_mistakes_is_read_as_far_as_it_goes():
    """
    A track without its range, a rule that is none: the card is there, and so is every name.
    """
    text = small(card="needs: trsut > 3\neffects: trust +1").replace(
        ", range: 0 to 8", ", range: wide"
    )

    deck = glimpse(Source("deck.yaml", text))

    assert deck is not None
    assert ["trust", "capital", "resolve"] == [t.id for t in deck.tracks]
    assert (None, 1) == (deck.cards[0].needs, len(deck.cards[0].effects))


@pytest.mark.parametrize("text", ["deck: [", "", "seed: calm\ndeck: small\n"])
def test_there_is_no_glimpse_of_what_is_no_deck(text: str):
    """
    What is no YAML, and what is a seed.
    """
    assert glimpse(Source("deck.yaml", text)) is None
