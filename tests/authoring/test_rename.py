"""Another name everywhere in a deck, and nothing else touched."""

from pathlib import Path

import pytest

from tabletop.authoring.edit.rename import elsewhere, name_at, renamed
from tabletop.authoring.library import load, loaded
from tabletop.authoring.text.fixes import edited
from tabletop.authoring.text.source import Source

DECK = """\
deck: d
title: Trust me   # trust
actors: {us: US, japan: Japan}
tracks:
  trust: {name: trust, range: 0 to 10, start: 3, shifts_if: not calm}
  capital: {name: Capital, range: 0 to 8, start: {us: 4, japan: 3}, each: actor}
tests:
  calm: trust >= 3
cards:
  push:
    kind: deploy
    title: trust
    text: We trust you.
    by: us, japan
    seen_by: [us]
    cost: capital 1
    needs: "trust >= 3 and us.capital > 0"
    chance: 50% + 5% * (trust - 5)
    effects: {open: trust +1, covert: us.capital = 0}
    posture: open or covert
    stands: until recalled
  pull:
    kind: deploy
    title: Pull
    by: us
    unlocked_by: push
    needs: push.open >= 1 and calm
    success:
      - trust +1
      - >-
        trust -1
        if trust >= 7
injects:
  rumour:
    title: A rumour
    when: trust = 0
    for: us
    choices:
      push: {title: Push back, effects: trust -1}
      wait: {title: Wait}
"""


def after(old: str, new: str) -> str:
    source = Source("deck.yaml", DECK)
    return edited(source, renamed(source, old, new).edits)


def test_a_track_is_renamed_in_rules_and_not_in_prose():
    """
    Titles, texts and remarks say what they said.
    """
    text = after("trust", "faith")

    assert ["title: Trust me   # trust", "title: trust", "text: We trust you."] == [
        line.strip() for line in text.split("\n") if "trust" in line.lower() and "name:" not in line
    ]
    assert "  faith: {name: trust," in text
    assert "50% + 5% * (faith - 5)" in text
    assert "        faith -1\n        if faith >= 7\n" in text


def test_an_actor_is_renamed_in_lists_levels_and_rules():
    """
    `us` in `by:`, in `us.capital`, in `start:`, and in no other word.
    """
    text = after("us", "america")

    assert 8 == text.count("america")
    assert "start: {america: 4, japan: 3}" in text
    assert "seen_by: [america]" in text


def test_a_card_is_renamed_where_pieces_are_counted():
    """
    `push.open` and `unlocked_by`; a choice of the same name is something else.
    """
    text = after("push", "shove")

    assert "needs: shove.open >= 1" in text
    assert "unlocked_by: shove" in text
    assert "      push: {title: Push back" in text


@pytest.mark.parametrize("name", ["quiet_signals", "island_chain", "goofspiel"])
def test_every_name_of_a_shipped_deck_can_be_changed(name: str):
    """
    The deck is without an error afterwards, and as long as before but for the name.
    """
    path = Path("decks") / f"{name}.yaml"
    deck = load(path).deck
    assert deck is not None
    source = Source(str(path), path.read_text("utf-8"))
    for old in (deck.actors[0].id, deck.tracks[-1].id, deck.cards[0].id, deck.injects[0].id):
        made = renamed(source, old, "another_name")
        text = edited(source, made.edits)

        assert loaded(Source(str(path), text), path).deck is not None
        assert len(made.edits) * (len("another_name") - len(old)) == len(text) - len(source.text)


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("push", '"push" is the name of a card already.'),
        ("if", '"if" is a word of the rules.'),
        ("Good Faith", "A name has small letters, digits and _, a letter first, such as good_faith."),
        ("x" * 41, "A name has 40 characters at most."),
        ("trust", "That is its name already."),
    ],
)  # fmt: skip
def test_a_name_that_will_not_do_is_refused_with_the_reason(new: str, sentence: str):
    """
    Nothing is changed then.
    """
    made = renamed(Source("deck.yaml", DECK), "trust", new)

    assert ((), sentence) == (made.edits, made.objection)


def test_a_text_that_is_no_yaml_is_mended_first():
    """
    Half a deck could be renamed otherwise.
    """
    made = renamed(Source("deck.yaml", "deck: [\n" + DECK), "trust", "faith")

    assert not made.edits
    assert made.objection.startswith("First mend line")


def test_seeds_that_name_it_are_told(tmp_path: Path):
    """
    Seeds of this deck beside it, with how often; seeds of other decks do not matter.
    """
    (tmp_path / "decks").mkdir()
    (tmp_path / "seeds").mkdir()
    seed = "seed: s\ntitle: S\ndeck: {}\nstart: {{trust: 1, us.capital: 2}}\nseats:\n  us: {{}}\n"
    (tmp_path / "seeds" / "one.yaml").write_text(seed.format("d"))
    (tmp_path / "seeds" / "two.yaml").write_text(seed.format("other"))
    (tmp_path / "seeds" / "three.yaml").write_bytes(b"seed: \xff")

    found_us = elsewhere(tmp_path / "decks" / "d.yaml", "d", "us")

    assert [(str(tmp_path / "seeds" / "one.yaml"), 2)] == list(found_us)


@pytest.mark.parametrize("told", ["d  # the harbour", '"d"', "'d' # x", "d\t"])
def test_a_seed_may_name_its_deck_in_any_way_that_yaml_has(tmp_path: Path, told: str):
    """
    With a remark or in quotes.
    """
    (tmp_path / "seeds").mkdir()
    seed = f"# mine\nseed: s # one\ntitle: S\ndeck: {told}\nstart: {{trust: 1}}\n"
    (tmp_path / "seeds" / "one.yaml").write_text(seed)

    assert [1] == [n for _, n in elsewhere(tmp_path / "decks" / "d.yaml", "d", "trust")]


def test_the_name_under_the_cursor():
    """
    Anywhere in the word, its end included; another word is none.
    """
    source = Source("deck.yaml", "  needs: us.capital > 1")

    assert ["us", "us", "capital", ""] == [
        name_at(source, 1, column, ("us", "capital")) for column in (10, 12, 15, 4)
    ]
