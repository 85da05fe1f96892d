"""Whatever is typed, the language answers; whatever it prints, it reads."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.language.expr import (
    LIMIT,
    Binary,
    Effect,
    Expr,
    IsPosture,
    Level,
    Named,
    Negative,
    Not,
    Number,
    Price,
    Scene,
    Standing,
    Turn,
    combine,
    evaluate,
)
from tabletop.language.ids import RESERVED, CardId, LevelId, TrackId
from tabletop.language.lex import SPELLINGS, SYMBOLS
from tabletop.language.problem import CODES, MOST_PROBLEMS, Reading
from tabletop.language.read import read_chance, read_effects, read_number, read_prices, read_test
from tabletop.language.say import effects, failing, phrase, prices, why_false
from tabletop.language.source import effects_source, prices_source, source
from tests.language.rule_text import DECK, JAPAN, PLAYED, UNPLAYED, US, Stood, Table

SHARED = st.sampled_from(["tension", "trust", "prize", "resolve"]).map(TrackId)
OWNED = st.sampled_from(["capital"]).map(TrackId)
OWNERS = st.sampled_from(["player", "target", "japan", "us", "china"])
LEVELS = st.builds(Level, SHARED) | st.builds(Level, OWNED, OWNERS)
CARDS = st.sampled_from(["battery", "base"]).map(CardId)
POSTURES = st.sampled_from(["open", "covert"])
FIGURES = st.integers(-12, 12) | st.sampled_from([LIMIT, -LIMIT]) | st.integers(-LIMIT, LIMIT)
COMPARISONS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])

NUMBERS: st.SearchStrategy[Expr] = st.recursive(
    st.builds(Number, FIGURES)
    | LEVELS
    | st.builds(Turn)
    | st.builds(Standing, CARDS, st.just("") | POSTURES),
    lambda of: (
        st.builds(Negative, of)
        | st.builds(Binary, st.sampled_from(["+", "-", "*", "min", "max"]), of, of)
    ),
    max_leaves=12,
)
PERCENTS: st.SearchStrategy[Expr] = st.recursive(
    st.builds(Number, FIGURES, st.just(True)),
    lambda of: (
        st.builds(Negative, of)
        | st.builds(Binary, st.sampled_from(["+", "-", "min", "max"]), of, of)
        | st.builds(Binary, st.just("*"), of, NUMBERS)
        | st.builds(Binary, st.just("*"), NUMBERS, of)
    ),
    max_leaves=4,
)
TESTS: st.SearchStrategy[Expr] = st.recursive(
    st.builds(Named, st.just("calm"))
    | st.builds(IsPosture, POSTURES)
    | st.builds(Binary, COMPARISONS, NUMBERS, NUMBERS)
    | st.builds(Binary, COMPARISONS, PERCENTS, PERCENTS),
    lambda of: st.builds(Not, of) | st.builds(Binary, st.sampled_from(["and", "or"]), of, of),
    max_leaves=6,
)
EFFECTS = st.builds(Effect, SHARED, st.just(""), st.sampled_from("+-="), NUMBERS, st.none() | TESTS)
EFFECTS |= st.builds(
    Effect,
    OWNED,
    OWNERS | st.sampled_from(["others", "everyone"]),
    st.sampled_from("+-="),
    NUMBERS,
    st.none() | TESTS,
)
WORLDS = st.builds(
    Table,
    st.integers(0, 20),
    st.dictionaries(
        st.sampled_from(["tension", "trust", "resolve", "japan.capital", "us.capital"]).map(
            LevelId
        ),
        FIGURES,
    ),
    st.lists(st.builds(Stood, CARDS, POSTURES, st.booleans()), max_size=4).map(tuple),
)
SCENES = st.sampled_from([Scene(), Scene(JAPAN, US, "open"), Scene(US, JAPAN, "covert")])

WORDS = [*RESERVED, *SPELLINGS, *SYMBOLS, "trust", "trsut", "us.capital", "capital", "calm", "if",
         "battery.open", "3", "70%", "0.5", "1_000", "(", "(", ")", "%", "/", '"', ".", "AND", "é",
         "\n", "\x00", "۳", "²", "unless", "is", "9" * 20, "rumour", "china.oil"]  # fmt: skip
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
TEXTS |= st.lists(st.sampled_from(WORDS), max_size=40).map("".join)

READERS = (read_test, read_number, read_chance, read_effects, read_prices)


@given(TEXTS, st.sampled_from(READERS), st.sampled_from([PLAYED, UNPLAYED]))
@settings(max_examples=600)
def test_any_text_has_a_value_or_problems_in_their_place(text, read, scope):
    """
    No text raises; each problem underlines something, and says what to do.
    """
    found = read(text, scope)

    assert (found.value is None) == bool(found.problems)
    assert MOST_PROBLEMS >= len(found.problems)
    for problem in found.problems:
        assert problem.code in CODES
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.start < problem.end or text == ""
        assert problem.message and problem.label and problem.help
        assert "\n" not in problem.message + problem.label + problem.help


def fits(text: str, found: Reading[object]) -> bool:
    """Return whether a printed rule is within the bounds of what may be written by hand."""
    return "R105" not in {problem.code for problem in found.problems}


@given(NUMBERS)
@settings(max_examples=400)
def test_a_number_reads_back_as_it_was_printed(expr):
    """
    Brackets stand exactly where the number would otherwise be another.
    """
    text = source(expr)

    assert Reading(expr) == read_number(text, PLAYED) or not fits(text, read_number(text, PLAYED))


@given(PERCENTS)
def test_odds_read_back_as_they_were_printed(expr):
    """
    Percentages keep their sign on the way through text.
    """
    text = source(expr)

    assert Reading(expr) == read_chance(text, PLAYED) or not fits(text, read_chance(text, PLAYED))


@given(TESTS)
@settings(max_examples=400)
def test_a_test_reads_back_as_it_was_printed(expr):
    """
    And, or and not keep what belongs to them.
    """
    text = source(expr)

    assert Reading(expr) == read_test(text, PLAYED) or not fits(text, read_test(text, PLAYED))


@given(st.lists(EFFECTS, min_size=1, max_size=3).map(tuple))
@settings(max_examples=400)
def test_effects_read_back_as_they_were_printed(changes):
    """
    The sign of an effect never runs into the sign of its amount.
    """
    text = effects_source(changes)
    found = read_effects(text, PLAYED)

    assert Reading(changes) == found or not fits(text, found)


@given(
    st.lists(
        st.builds(
            Price,
            st.sampled_from(["capital", "oil"]).map(TrackId),
            NUMBERS.filter(lambda n: not (isinstance(n, Number) and n.value < 0)),
        ),
        min_size=1,
        max_size=2,
        unique_by=lambda price: price.track,
    ).map(tuple)
)
def test_prices_read_back_as_they_were_printed(amounts):
    """
    A price may be a product or stands in brackets.
    """
    text = prices_source(amounts)
    found = read_prices(text, PLAYED)

    assert Reading(amounts) == found or not fits(text, found)


@given(NUMBERS | PERCENTS | TESTS, WORLDS, SCENES)
@settings(max_examples=400)
def test_evaluation_ends_within_the_limit(expr, world, scene):
    """
    No level, however large, and no product of levels leaves the range of a machine word.
    """
    value = evaluate(expr, DECK.tests, world, scene)

    assert -LIMIT <= value <= LIMIT


@given(
    st.sampled_from(["+", "-", "*", "min", "max"]),
    st.integers(-LIMIT, LIMIT),
    st.integers(-LIMIT, LIMIT),
)
def test_counting_is_exact_until_the_limit(op, left, right):
    """
    Saturation changes only what would have left the range.
    """
    exact = {
        "+": left + right,
        "-": left - right,
        "*": left * right,
        "min": left if left < right else right,
        "max": left if left > right else right,
    }[op]

    assert sorted([-LIMIT, exact, LIMIT])[1] == combine(op, left, right)


@given(TESTS, WORLDS, SCENES, st.sampled_from([None, "us", "japan", "facilitator", "wall"]))
@settings(max_examples=400)
def test_there_is_a_reason_exactly_when_a_rule_fails(expr, world, scene, viewer):
    """
    A refusal is never silent, and what holds needs no excuse.
    """
    holds = bool(evaluate(expr, DECK.tests, world, scene))

    reasons = failing(expr, DECK, world, scene, viewer)
    why = why_false(expr, DECK, world, scene, viewer)

    assert holds == (reasons == ())
    assert holds == (why == "")
    assert all(reasons) and len(reasons) <= 6


@given(TESTS | NUMBERS | PERCENTS, EFFECTS, SCENES, st.sampled_from([None, "us", "japan"]))
def test_every_rule_can_be_said(expr, change, scene, reader):
    """
    Words never run out, and never show an id that has a name.
    """
    said = [
        phrase(expr, DECK, scene, reader),
        effects([change], DECK, scene, reader),
        prices([Price(TrackId("capital"), change.amount)], DECK, scene, reader),
    ]

    names = [track.name for track in DECK.tracks] + [actor.name for actor in DECK.actors]
    names += [card.title for card in DECK.cards]
    ids: list[str] = [track.id for track in DECK.tracks]
    ids += [actor.id for actor in DECK.actors] + [card.id for card in DECK.cards]
    for text in said:
        assert text
        unnamed = re.sub("|".join(sorted(names, key=len, reverse=True)), "", text)
        assert [] == [each for each in ids if re.search(rf"\b{each}\b", unnamed)]
