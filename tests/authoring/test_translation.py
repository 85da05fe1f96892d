"""A deck in another language: its words apart from its rules, and never out of date unseen."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.authoring.export.translation import (
    NoTranslation,
    Passage,
    brought_up,
    fields_of,
    known,
    passage,
    passages,
    progress,
    side_file,
    translated_by,
)
from tabletop.authoring.library import loaded
from tabletop.authoring.text.nodes import Group
from tabletop.authoring.text.source import Source
from tabletop.cli.main import main
from tabletop.game.clean import clean
from tabletop.journal.reader import load

DECK = """\
deck: small
title: A Small Deck
actors:
  japan: Japan
  us: {name: United States, brief: Be brief.}
tracks:
  trust: {name: Alliance trust, range: 0 to 10, start: 6}
cards:
  pledge:
    kind: reassure
    title: A Pledge
    by: us
    text: |
      One sentence.

      Another.
    effects: trust +1
injects:
  call: {title: A call, turn: 1, for: japan, choices: {go: {title: Answer it}, stay: {title: Wait, effects: trust -1}}}
"""

SOURCE = Source("decks/small.yaml", DECK)

ALL = {
    "title": "A Small Deck",
    "actors.japan": "Japan",
    "actors.us.name": "United States",
    "actors.us.brief": "Be brief.",
    "tracks.trust.name": "Alliance trust",
    "cards.pledge.title": "A Pledge",
    "cards.pledge.text": "One sentence.\n\nAnother.",
    "injects.call.title": "A call",
    "injects.call.choices.go.title": "Answer it",
    "injects.call.choices.stay.title": "Wait",
}


def test_all_that_people_read_is_a_passage():
    """
    And nothing that a rule reads: no id, no kind, no effect.
    """
    assert ALL == {place: value.text.strip() for place, value in passages(SOURCE).items()}


def test_a_new_side_file_has_every_passage_to_do(tmp_path: Path):
    """
    With the text that it is to be translated from.
    """
    path = tmp_path / "small.ja.yaml"
    path.write_text(brought_up(SOURCE, "ja", {}), encoding="utf-8")

    assert {place: Passage(text) for place, text in ALL.items()} == known(path)
    assert tuple(ALL) == progress(SOURCE, known(path)).missing


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda text: bool(clean(text).strip()) and text == text.strip()
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ALL)), WORDS, min_size=1))
def test_what_is_translated_is_what_the_deck_says(said: dict[str, str]):
    """
    In whatever script and with whatever signs; the rest and all rules stay as they are.
    """
    words = {place: Passage(ALL[place], to=text) for place, text in said.items()}

    after = translated_by(SOURCE, words)

    now = {place: value.text.strip() for place, value in passages(after).items()}
    assert {**ALL, **said} == now
    before, then = (loaded(s, Path("decks/small.yaml")).deck for s in (SOURCE, after))
    assert before is not None and then is not None
    assert [card.effects for card in before.cards] == [card.effects for card in then.cards]


def test_a_changed_text_makes_its_translation_wait():
    """
    What was translated from another text is not shown, and not thrown away either.
    """
    words = {"title": Passage("A Big Deck", to="Ein Deck")}

    far = progress(SOURCE, words)

    assert ("title",) == far.stale
    assert SOURCE.text == translated_by(SOURCE, words).text
    assert "    from: A Small Deck\n    was: Ein Deck\n    to: \n" in brought_up(
        SOURCE, "de", words
    )


def test_a_passage_that_is_gone_is_kept_at_the_end():
    """
    Its card may come back under another name.
    """
    words = {"cards.old.title": Passage("Old", to="Alt")}

    assert ("cards.old.title",) == progress(SOURCE, words).gone
    assert brought_up(SOURCE, "de", words).endswith(
        "  cards.old.title:\n    from: Old\n    was: Alt\n    to: \n"
    )


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ALL)), st.tuples(WORDS, WORDS)))
def test_bringing_up_to_date_loses_no_work(said: dict[str, tuple[str, str]]):
    """
    Every translation is still in the file, and doing it twice changes nothing.
    """
    words = {place: Passage(origin, to=text) for place, (origin, text) in said.items()}
    text = brought_up(SOURCE, "de", words)
    again = read_back(text)

    for place, old in words.items():
        assert old.to in (again[place].to, again[place].was)
    assert text == brought_up(SOURCE, "de", again)


def read_back(text: str) -> dict[str, Passage]:
    """Return what a side file with this *text* holds."""
    top = {entry.name: entry.value for entry in fields_of(Source("x", text)).entries}
    assert isinstance(top["prose"], Group)
    return {entry.name: passage(entry) for entry in top["prose"].entries}


@pytest.mark.parametrize(
    "text", ["", "- a\n", "deck: x\n", "translation: ja\nprose: none\n", "a: [\n", "\x00"]
)
def test_what_is_no_translation_is_refused(tmp_path: Path, text: str):
    """
    With a sentence and the status of a refused file.
    """
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(NoTranslation) as refused:
        known(path)

    assert 4 == refused.value.exit_status


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "decks" / "small.yaml"
    path.parent.mkdir()
    path.write_text(DECK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def translate(deck: Path, **words: str) -> None:
    """Fill passages of the German side file in, by the text they are translated from."""
    path = side_file(deck, "de")
    text = path.read_text(encoding="utf-8")
    for origin, to in words.items():
        origin = origin.replace("_", " ")
        text = text.replace(
            f"    from: {origin}\n    to: \n", f"    from: {origin}\n    to: {to}\n"
        )
    path.write_text(text, encoding="utf-8")


def test_a_translation_is_begun_filled_in_and_shown(deck: Path, capsys: pytest.CaptureFixture[str]):
    """
    The way of a translator: begin, write, look.
    """
    assert 0 == main(["deck", "translate", "small", "de"])
    translate(deck, A_Pledge="Ein Versprechen")
    capsys.readouterr()

    assert 1 == main(["deck", "translate", "small", "de", "--check"])
    told = capsys.readouterr()
    assert told.out.startswith("title: not translated\n")
    assert "cards.pledge.title" not in told.out
    assert told.err.endswith("1 of 10 passages are translated.\n")

    assert 0 == main(["deck", "show", "small", "--language", "de"])
    assert "### Ein Versprechen" in capsys.readouterr().out


def test_a_session_is_played_in_another_language(deck: Path, capsys: pytest.CaptureFixture[str]):
    """
    And the save holds its words; what is not translated is told.
    """
    main(["deck", "translate", "small", "de"])
    translate(deck, A_Small_Deck="Ein kleines Deck")
    capsys.readouterr()

    status = main(["run", "small", "--language", "de", "--bots", "random", "--save", "a.seminar"])

    assert 0 == status
    assert "9 passages are not translated, or changed since.\n" in capsys.readouterr().err
    assert "Ein kleines Deck" == load(Path("a.seminar")).deck.title


def test_a_seed_and_its_deck_are_both_translated(deck: Path, capsys: pytest.CaptureFixture[str]):
    """
    Each has a side file of its own.
    """
    seed = deck.parent.parent / "seeds" / "calm.yaml"
    seed.parent.mkdir()
    seed.write_text("seed: calm\ntitle: A Calm Day\ndeck: small\n", encoding="utf-8")
    main(["deck", "translate", "small", "de"])
    translate(deck, A_Pledge="Ein Versprechen")

    assert 0 == main(["deck", "show", "calm", "--language", "de"])
    shown = capsys.readouterr().out
    assert "# A Calm Day" in shown and "### Ein Versprechen" in shown

    main(["deck", "translate", "calm", "de"])
    translate(seed, A_Calm_Day="Ein ruhiger Tag")
    assert 0 == main(["deck", "show", "calm", "--language", "de"])
    assert "# Ein ruhiger Tag" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words, status, hint",
    [
        (["deck", "translate", "small", "German"], 2, "ja, fr"),
        (["deck", "show", "small", "--language", "fr"], 4, "deck translate"),
        (["deck", "translate", "nothing", "de"], 4, "nothing"),
    ],
)
def test_wrong_usage_is_told(
    deck: Path, words: list[str], status: int, hint: str, capsys: pytest.CaptureFixture[str]
):
    """
    With what to type instead.
    """
    assert status == main(words)
    assert hint in capsys.readouterr().err


def test_a_translation_too_long_for_its_field_is_told(
    deck: Path, capsys: pytest.CaptureFixture[str]
):
    """
    As any other text of a deck, at its place.
    """
    main(["deck", "translate", "small", "de"])
    translate(deck, A_Pledge="Ein " + "sehr " * 100 + "langes Versprechen")

    assert 1 == main(["deck", "show", "small", "--language", "de"])
    assert "S112" in capsys.readouterr().err
