"""What stands where in a deck, told from its lines, whole or full of mistakes."""

from pathlib import Path

import pytest

from tabletop.authoring.edit.outline import ids, outline, owned, part_at
from tabletop.authoring.library import load
from tabletop.authoring.shelves import found

DECK = """\
# a remark
deck: strait
title: Strait

actors:
  red: Red
  blue: {name: Blue, brief: "title: not this"}

tracks:
  trust: {name: Trust, range: 0 to 10, start: 3}
  money:
    name: Money
    each: actor

cards:
  # --- Red
  push:
    kind: deploy
    title: "A Push"
    text: |
      title: no field of a card

  pull:
    kind: deploy
""".split("\n")


def test_every_part_has_its_lines_and_its_title():
    """
    The outline lists what an author calls things, and where they begin and end.
    """
    parts = [p for p in outline(DECK) if p.id]

    assert [
        ("actors", "red", 6, 6, "Red"),
        ("actors", "blue", 7, 7, "Blue"),
        ("tracks", "trust", 10, 10, "Trust"),
        ("tracks", "money", 11, 13, "Money"),
        ("cards", "push", 17, 21, "A Push"),
        ("cards", "pull", 23, 24, ""),
    ] == [(p.section, p.id, p.first, p.last, p.title) for p in parts]
    assert ("money",) == owned(DECK, parts)


@pytest.mark.parametrize(
    ("line", "id"), [(1, None), (3, ""), (6, "red"), (15, ""), (17, "push"), (22, "push"), (24, "pull")]
)  # fmt: skip
def test_the_part_around_a_line(line: int, id: str | None):
    """
    A blank line after a card is where its author writes on in it.
    """
    part = part_at(outline(DECK), line)

    assert id == (part.id if part else None)


@pytest.mark.parametrize("name", ["quiet_signals", "goofspiel", "island_chain", "calm"])
def test_the_outline_of_a_good_deck_is_what_is_read_from_it(name: str):
    """
    Lines and YAML tell of the same cards, tracks and actors.
    """
    loaded = load(name)
    deck, path = loaded.deck, found(name)
    lines = Path(path).read_text("utf-8").split("\n")
    parts = outline(lines)

    if loaded.seed is not None:
        assert tuple(loaded.seed.seats) == ids(parts, "seats")
        return
    assert deck is not None
    assert tuple(card.id for card in deck.cards) == ids(parts, "cards")
    assert tuple(track.id for track in deck.tracks) == ids(parts, "tracks")
    assert {t.id for t in deck.tracks if t.starts} == set(owned(lines, parts))
    assert [c.title for c in deck.cards] == [
        p.title for p in parts if p.section == "cards" and p.id
    ]


def test_a_line_without_end_costs_no_more_than_its_length():
    """
    A file that is one long line is looked over at once.
    """
    assert () == outline(["a" + " " * 200_000 + "b"])
