"""Rules as values: every operator, names, and numbers that stay within bounds."""

from types import SimpleNamespace

import pytest

from tabletop.language.expr import (
    LIMIT,
    Binary,
    IsPosture,
    Level,
    Named,
    Negative,
    Not,
    Number,
    Scene,
    Standing,
    Turn,
    clamp,
    evaluate,
    posture_allows,
    who,
)

PIECES = tuple(
    SimpleNamespace(card=card, posture=posture, is_here=is_here)
    for card, posture, is_here in [
        ("post", "open", True),
        ("post", "covert", True),
        ("post", "covert", False),
        ("ship", "open", True),
    ]
)
WORLD = SimpleNamespace(
    turn=3, levels={"trust": 5, "red.capital": 2, "blue.capital": 7}, pieces=PIECES
)
SCENE = Scene("red", "blue", "covert")
ZERO, ONE, TWO = map(Number, range(3))
TESTS = {"yes": Number(1), "no": Not(Named("yes"))}


def value(expr):
    return evaluate(expr, TESTS, WORLD, SCENE)


@pytest.mark.parametrize(
    "op, results",
    [
        ("=", (0, 1, 0)),
        ("!=", (1, 0, 1)),
        ("<", (1, 0, 0)),
        ("<=", (1, 1, 0)),
        (">", (0, 0, 1)),
        (">=", (0, 1, 1)),
        ("+", (3, 4, 5)),
        ("-", (-1, 0, 1)),
        ("*", (2, 4, 6)),
        ("min", (1, 2, 2)),
        ("max", (2, 2, 3)),
    ],
)
def test_every_operator_does_what_it_says(op, results):
    """One, two and three, each against two."""
    assert results == tuple(value(Binary(op, Number(n), TWO)) for n in (1, 2, 3))


def test_and_and_or_give_nought_or_one():
    """Whatever numbers stand at their sides."""
    table = [
        (value(Binary("and", a, b)), value(Binary("or", a, b)))
        for a in (ZERO, TWO)
        for b in (ZERO, TWO)
    ]

    assert [(0, 0), (0, 1), (0, 1), (1, 1)] == table


def test_the_second_side_is_not_read_where_the_first_decides():
    """So a rule may guard itself."""
    nowhere = Named("nothing is called that")

    assert 0 == value(Binary("and", ZERO, nowhere))
    assert 1 == value(Binary("or", ONE, nowhere))
    with pytest.raises(KeyError):
        value(Binary("and", ONE, nowhere))


def test_not_and_minus_turn_a_value_round():
    """`not 2` is 0, `-2` is -2."""
    assert (0, 1, -2) == (value(Not(TWO)), value(Not(ZERO)), value(Negative(TWO)))


def test_names_are_looked_up_in_the_scene():
    """Shared, the player's, the target's, an actor's; hidden levels read as nought."""
    levels = [
        Level("trust"),
        Level("capital", "player"),
        Level("capital", "target"),
        Level("capital", "blue"),
        Level("resolve"),
    ]

    assert [5, 2, 7, 7, 0] == [value(level) for level in levels]
    assert ["red", "blue", "green", ""] == [
        who(of, SCENE) for of in ("player", "target", "green", "")
    ]


def test_turn_tests_postures_and_pieces_are_read():
    """Pieces under way are not counted."""
    assert (3, 1, 0) == (value(Turn()), value(Named("yes")), value(Named("no")))
    assert (0, 1) == (value(IsPosture("open")), value(IsPosture("covert")))
    assert (2, 1, 1, 0) == tuple(
        value(s)
        for s in (
            Standing("post"),
            Standing("post", "open"),
            Standing("post", "covert"),
            Standing("nothing"),
        )
    )


@pytest.mark.parametrize(
    "expr, end",
    [
        (Binary("+", Number(LIMIT), ONE), LIMIT),
        (Binary("-", Number(-LIMIT), ONE), -LIMIT),
        (Binary("*", Number(LIMIT), TWO), LIMIT),
        (Binary("*", Number(-LIMIT), TWO), -LIMIT),
        (Binary("+", Number(-LIMIT), Number(-LIMIT)), -LIMIT),
        (Binary("-", Number(LIMIT), Number(-LIMIT)), LIMIT),
    ],
)
def test_numbers_stop_at_the_limit(expr, end):
    """At both ends; a million million, so that 64 bits always do."""
    assert end == value(expr)
    assert 10**12 == LIMIT


def test_clamping_keeps_to_both_ends():
    """Inclusive."""
    assert [1, 1, 2, 3, 3] == [clamp(n, 1, 3) for n in (0, 1, 2, 3, 4)]


def test_an_effect_for_the_other_posture_was_never_meant():
    """Whatever else its condition says; a condition on anything else may come true."""
    opened, covert = IsPosture("open"), IsPosture("covert")

    assert posture_allows(None, "open")
    assert posture_allows(opened, "open") and not posture_allows(opened, "covert")
    assert not posture_allows(Binary("and", Turn(), opened), "covert")
    assert not posture_allows(Binary("and", opened, Turn()), "covert")
    assert posture_allows(Binary("and", Turn(), covert), "covert")
    assert posture_allows(Binary("or", opened, Turn()), "covert")
    assert posture_allows(Not(covert), "covert")
