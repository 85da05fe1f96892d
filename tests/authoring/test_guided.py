"""`tabletop deck new` asks a few questions, and a template becomes somebody's own game."""

import sys
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.authoring.edit.new import answered, objection, questions, templates, text_from
from tabletop.cli.main import main
from tabletop.game.deck import Deck
from tests.authoring.deck_texts import read_text


def deck_of(text: str) -> Deck:
    """Return the deck of *text*, which is without a fault."""
    read = read_text(text)
    assert read.deck is not None and () == read.diagnostics
    return read.deck


@pytest.mark.parametrize("name", templates())
def test_title_actors_tracks_and_turns_are_asked_for(name: str):
    """
    And nothing else: cards are written, not asked for.
    """
    text = text_from(name, "mine")
    deck = deck_of(text)

    assert [
        ("title", deck.title),
        *(("actor", actor.name) for actor in deck.actors),
        *(("track", track.name) for track in deck.tracks),
        ("turns", str(deck.terms.turns)),
    ] == [(question.what, question.now) for question in questions(text)]


def test_empty_answers_keep_the_template():
    """
    To the letter.
    """
    text = text_from("first", "mine")

    for question in questions(text):
        assert "" == objection(text, question, "")
        assert text == answered(text, question, "")


@pytest.mark.parametrize(
    "what, answer, actor",
    [("actor", "United States", "united_states"), ("actor", "\u65e5\u672c", "upstream")],
)
def test_an_actor_gets_a_name_and_where_it_can_an_id(what: str, answer: str, actor: str):
    """
    A name in a script that no id is written in keeps the id of the template.
    """
    text = text_from("first", "mine")
    question = next(q for q in questions(text) if q.what == what)

    deck = deck_of(answered(text, question, answer))

    assert (actor, answer) == (deck.actors[0].id, deck.actors[0].name)
    assert any(card.by == (actor,) for card in deck.cards)


@pytest.mark.parametrize(
    "what, answer, said",
    [
        ("actor", "Downstream", "is the name of an actor already"),
        ("track", "Turn", "is a word of the rules"),
        ("track", "x" * 200, "characters at most"),
        ("turns", "many", "a number from 1 to 99"),
        ("turns", "0", "a number from 1 to 99"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(what: str, answer: str, said: str):
    """
    With the reason, so that another can be given.
    """
    text = text_from("first", "mine")
    question = next(q for q in questions(text) if q.what == what)

    assert said in objection(text, question, answer)


ANSWERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(templates()), st.lists(ANSWERS, min_size=8, max_size=8))
def test_whatever_is_answered_the_deck_is_without_a_fault(name: str, answers: list[str]):
    """
    A newcomer's first deck can be played, whatever it is about.
    """
    text = text_from(name, "mine")
    for question, answer in zip(questions(text), answers, strict=False):
        if not objection(text, question, answer.strip()):
            text = answered(text, question, answer.strip())

    deck_of(text)


ODD = """- -- - a-b ? ! * & | > % @ ` , , a,b a: a:b : : {  } {} [ ] [x] #x x#y 'a "a" ' "
no yes null ~ 1.10 0x1F 1e3 2024-01-01 --- ... <<  = \\ \\n a\\ |- >- !!str *a &a""".split()
ODD += ["a: b", "x #y", "- a", "? a", "a, b", "it's", 'say "so"', "a # b: c", "{a: b}", "- ", "a:"]


def told_back(text: str, answer: str) -> list[tuple[str, str]]:
    """Return every question of *text* that takes *answer*, and what then stands there."""
    found: list[tuple[str, str]] = []
    for question in questions(text):
        if question.what != "turns" and not objection(text, question, answer):
            after = questions(answered(text, question, answer))
            (now,) = (
                q.now for old, q in zip(questions(text), after, strict=True) if old == question
            )
            found.append((question.what, now))
    return found


@pytest.mark.parametrize("answer", dict.fromkeys(word.strip() for word in ODD))
@pytest.mark.parametrize("name", templates())
def test_an_answer_reads_back_as_itself_in_braces_and_outside(name: str, answer: str):
    """
    Whatever it would mean to YAML in one place and not in the other.
    """
    text = text_from(name, "mine")

    found = told_back(text, answer)

    assert {"title", "actor", "track"} == {what for what, _ in found}
    assert {answer} == {now for _, now in found}


@settings(max_examples=200, deadline=None)
@given(st.one_of(ANSWERS, st.text("-:#{}[],'\"?!&*|>%@` ~=.\\an1", max_size=6)))
def test_any_answer_reads_back_as_itself(answer: str):
    """
    There is no other word than somebody's own.
    """
    answer = answer.strip()
    if not answer:
        return

    for _, now in told_back(text_from("first", "mine"), answer):
        assert answer == now


def test_an_answer_takes_the_place_of_text_over_several_lines():
    """
    A deck that one begins with may have its title folded.
    """
    text = text_from("first", "mine")
    folded = text.replace("title: Mine\n", "title: >-\n  Mine and\n  yours\n", 1)
    title = questions(folded)[0]
    assert "Mine and yours" == title.now

    assert "- all" == deck_of(answered(folded, title, "- all")).title


class Terminal(StringIO):
    """What somebody types, and a place to print to, that say they are a terminal."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> Terminal:
    """Let *lines* be typed; return what is printed beside the result."""
    told = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
    monkeypatch.setattr(sys, "stderr", told)
    return told


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_questions_make_a_deck(monkeypatch: pytest.MonkeyPatch):
    """
    A template that is not there and a name that is taken are asked for again.
    """
    told = typed(
        monkeypatch,
        "thriller",
        "secrets",
        "The Long Night",
        "Coast Guard",
        "Coast Guard",
        "Brokers",
    )

    assert 0 == main(["deck", "new", "night"])

    deck = deck_of(Path("decks/night.yaml").read_text(encoding="utf-8"))
    assert ("night", "The Long Night") == (deck.id, deck.title)
    assert ["coast_guard", "brokers"] == [actor.id for actor in deck.actors]
    assert '"coast_guard" is the name of an actor already' in told.getvalue()
    assert "no template or deck is called" in told.getvalue()


def test_with_from_nothing_is_asked(monkeypatch: pytest.MonkeyPatch):
    """
    Whoever says which game to begin with gets it.
    """
    told = typed(monkeypatch, "Other")

    assert 0 == main(["deck", "new", "night", "--from", "secrets"])

    assert "questions" not in told.getvalue()
    assert text_from("secrets", "night") == Path("decks/night.yaml").read_text(encoding="utf-8")


def test_an_end_of_input_keeps_the_rest(monkeypatch: pytest.MonkeyPatch):
    """
    Ctrl-D is an answer too.
    """
    typed(monkeypatch)

    assert 0 == main(["deck", "new", "night"])

    assert text_from("first", "night") == Path("decks/night.yaml").read_text(encoding="utf-8")


def test_a_name_that_is_taken_is_told_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch):
    """
    Nobody answers eight questions for nothing.
    """
    main(["deck", "new", "night", "--from", "first"])
    told = typed(monkeypatch, "first")

    assert 2 == main(["deck", "new", "night"])

    assert "is there already" in told.getvalue() and "questions" not in told.getvalue()
