"""What is well written and cannot be meant: told, and played all the same."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.authoring.check.effects import Bounding, is_test
from tabletop.game.deck import Actor, Deck, Track, scope_of
from tabletop.game.state import opening
from tabletop.language.expr import Scene, evaluate
from tabletop.language.ids import ActorId, LevelId, TrackId, Viewer
from tabletop.language.read import read_chance, read_number, read_test
from tests.authoring.deck_texts import complaint, read_text, small, told

WISH = "objectives:\n  keep: {by: us, title: Keep, points: trust + resolve}\n"
ABLE = "  visit: {kind: signal, title: Visit, by: us, cost: capital 1, effects: 'trust +1, resolve -1'}\n"


def codes(text: str) -> list[str]:
    found = read_text(text)
    assert found.deck is not None
    return [d.code for d in found.diagnostics]


def test_a_test_that_always_holds_is_told():
    """
    The part that says nothing is named, with its rule underlined.
    """
    found = complaint(small(card="needs: trust >= 0 and capital >= 2"))

    assert (
        told("""
        warning[M312]: "trust >= 0" is always true
           --> deck.yaml:15:12
        15 |     needs: trust >= 0 and capital >= 2
           |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ always true, wherever the tracks stand
           = help: leave it out
        """)
        == found
    )


def test_a_test_that_never_holds_is_told():
    """
    The track ends at 10.
    """
    found = complaint(small(card="effects: trust +1 if trust > 10"))

    assert found.startswith('warning[M313]: "trust > 10" is never true\n   --> deck.yaml:15:14\n')
    assert "help: compare with a level that the track can reach" in found


@pytest.mark.parametrize(
    "rule",
    ["trust >= 1", "trust < 10", "trust = 10", "trust != 0", "turn >= 1", "trust + capital >= 18",
     "capital * 2 > 15", "min(trust, capital) >= 8", "not trust = 0", "trust >= capital"],
)  # fmt: skip
def test_a_test_that_can_come_out_both_ways_is_not_told(rule: str):
    """
    At the very ends of the tracks too.
    """
    assert [] == codes(small(card=f"needs: {rule}"))


@pytest.mark.parametrize(
    "rule, code",
    [("trust + capital > 18", "M313"), ("min(trust, capital) > 8", "M313"), ("turn >= 0", "M312"),
     ("not trust > 10", "M313"), ("capital - trust <= 8", "M312"), ("2 * trust > 20", "M313"),
     ("max(trust, 3) >= 3", "M312"), ("-trust > 0", "M313"), ("calm", "M312")],
)  # fmt: skip
def test_sums_are_followed_to_their_ends(rule: str, code: str):
    """
    Through sums, products, tests by name, min and max.
    """
    rest = "tests: {calm: trust <= 10}  # ok: M312 only for show\n"

    assert [code] == codes(small(card=f"needs: {rule}", rest=rest))


def test_an_effect_that_shifts_nothing_is_told():
    """
    Plus 0.
    """
    found = complaint(small(card="success: trust +0"))

    assert found.startswith('warning[M314]: "trust +0" shifts nothing\n')


@pytest.mark.parametrize(
    "effect, is_told",
    [("trust +11", True), ("trust +10", False), ("trust -11", True), ("trust = 11", True),
     ("trust = 10", False), ("trust = -1", True), ("trust +(capital + 11)", True),
     ("trust +(capital + 10)", False), ("trust = capital + 11", True)],
)  # fmt: skip
def test_an_effect_past_the_end_of_its_track_is_told(effect: str, is_told: bool):
    """
    From one end to the other is the most a track can shift.
    """
    found = complaint(small(card=f"success: {effect}"))

    assert is_told == found.startswith(f'warning[M315]: "{effect}" goes past the end of "trust"')
    assert is_told == bool(found)


@pytest.mark.parametrize(
    "chance, label",
    [("100%", "always happens"), ("0%", "never happens"), ("100% + 1% * trust", "always happens"),
     ("99% + 1% * trust", ""), ("1% * trust", ""), ("1% * trust - 10%", "never happens"),
     ("min(100%, 90% + 2% * trust)", "")],
)  # fmt: skip
def test_odds_that_leave_nothing_to_chance_are_told(chance: str, label: str):
    """
    Whether the number is past 100% or just there.
    """
    found = complaint(small(card=f"chance: {chance}\nsuccess: trust +1"))

    assert bool(label) == found.startswith("warning[M316]: ")
    assert label in found


def test_a_card_that_nobody_can_pay_for_is_told():
    """
    What it gives away in an offer is reserved with its cost.
    """
    both = "cost: capital 5\noffer: {to: us, give: capital 4, accepted: trust +1}"
    found = complaint(small(card=both))

    assert found.startswith(
        'warning[M317]: card "second_track" costs 9 capital, and nobody can spend more than 8\n'
    )
    assert [] == codes(small(card=both.replace("5", "4")))
    low = small(card="cost: capital 12").replace("range: 0 to 8", "range: -4 to 8")
    assert [] == codes(low)
    assert ["M317"] == codes(low.replace("capital 12", "capital 13"))


def test_an_offer_that_nobody_can_accept_is_told():
    """
    Its recipient can never have so much.
    """
    found = complaint(small(card="offer: {to: us, ask: capital 9, accepted: trust +1}"))

    assert found.startswith(
        'warning[M319]: the offer of card "second_track" asks for 9 capital, and nobody can spend '
    )
    assert [] == codes(small(card="offer: {to: us, ask: capital 8, accepted: trust +1}"))


def test_a_hedge_that_pays_at_once_is_told():
    """
    Trust is 6 at the start.
    """
    card = "lasts: 2 turns\npays_if: trust <= {}\npayoff: capital +2"
    found = complaint(small(card=card.format(6)))

    assert found.startswith(
        'warning[M318]: the hedge of card "second_track" pays at once as the deck starts\n'
        "   --> deck.yaml:16:14\n"
    )
    assert [] == codes(small(card=card.format(5)))


def test_an_ending_that_is_true_at_the_start_is_told():
    """
    One turn would be a short session.
    """
    found = complaint(small(rest="endings: {peace: {title: Peace, when: trust >= 6}}\n"))

    assert found.startswith('warning[M320]: ending "peace" is true as the deck starts\n')
    assert [] == codes(small(rest="endings: {peace: {title: Peace, when: trust >= 7}}\n"))


def test_an_objective_that_is_met_for_good_is_told():
    """
    One that can be lost is an objective all the same.
    """
    lost = "  calm: {by: us, title: Calm, points: 2, test: heat <= 3}\n"
    heat = "tracks:\n  heat: {name: Heat, range: 0 to 5, start: 2}  # ok: M322 a dial\n"
    text = small().replace("tracks:\n", heat) + ABLE + WISH + lost
    text = text.replace("    by: japan\n", "    by: japan\n    cost: capital 1\n", 1)
    found = complaint(text)

    assert found.startswith(
        'warning[M321]: objective "calm" is met as the deck starts, and nothing can change that\n'
    )
    moved = text.replace("  # ok: M322 a dial", "") + "each_turn: heat +1\n"
    assert [] == codes(moved)


def test_loose_ends_are_told_in_a_deck_that_somebody_can_win():
    """
    What moves nothing, is read by nothing, or can do nothing; a sketch is left in peace.
    """
    assert [] == codes(small())

    found = complaint(small(rest=WISH))

    assert [
        'actor "us" has no card to play',
        'nothing moves the track "trust"',
        'nothing moves the track "capital"',
        'nothing depends on the track "capital"',
        'nothing moves the track "resolve"',
    ] == [line.split(": ", 1)[1] for line in found.splitlines() if line.startswith("warning[")]
    assert found.startswith("warning[M324]: ")
    assert "warning[M322]: nothing moves" in found
    assert "warning[M323]: nothing depends" in found
    assert [] == codes(small() + ABLE + WISH)


def test_a_card_that_waits_for_one_that_never_succeeds_is_told():
    """
    Its key is thrown away.
    """
    key = "  key: {kind: signal, title: Key, by: us, needs: trust > 10}  # ok: M313 locked\n"
    found = complaint(small(card="unlocked_by: key") + key)

    assert found.startswith(
        'warning[M325]: card "second_track" waits for the success of "key", which never succeeds\n'
    )
    assert [] == codes(
        small(card="unlocked_by: key")
        + key.replace("trust > 10", "trust > 9").replace("  # ok: M313 locked", "")
    )


def test_a_deck_with_errors_is_not_doubted():
    """
    What is half read would be doubted wrongly.
    """
    found = read_text(small(card="needs: trust >= 0\ncopies: 0"))

    assert ["S107"] == [d.code for d in found.diagnostics]


US = ActorId(Viewer("us"))
TINY = Deck(
    "tiny",
    "Tiny",
    (Actor(US, "US"),),
    (
        Track(TrackId("a"), "A", -2, 3, 0),
        Track(TrackId("b"), "B", 0, 1, 0),
        Track(TrackId("own"), "Own", 1, 3, 2, {US: 2}),
    ),
)
SCOPE = scope_of(TINY)
ATOMS = st.sampled_from(["a", "b", "us.own", "0", "1", "3", "-2"])
NUMBERS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda t: f"({' '.join(t)})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(
            lambda t: f"{t[0]}({t[1]}, {t[2]})"
        ),
    ),
    max_leaves=5,
)
COMPARED = st.tuples(NUMBERS, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), NUMBERS).map(
    " ".join
)
TESTS = st.recursive(
    COMPARED,
    lambda inner: st.one_of(
        inner.map(lambda t: f"not ({t})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda t: f"(({t[0]}) {t[1]} ({t[2]}))"
        ),
    ),
    max_leaves=3,
)


@given(st.one_of(TESTS.map(lambda t: (read_test, t)), NUMBERS.map(lambda t: (read_number, t))))
def test_no_table_leaves_the_bounds(rule: tuple):
    """
    Whatever the levels are, the value lies within: so nothing is called constant that is not.
    """
    reader, text = rule
    expr = reader(text, SCOPE).value
    assert expr is not None
    low, high = Bounding(TINY).of(expr)
    state = opening(TINY)

    for a in range(-2, 4):
        for b in (0, 1):
            for own in (1, 2, 3):
                levels = {LevelId("a"): a, LevelId("b"): b, LevelId("us.own"): own}
                value = evaluate(expr, {}, attrs.evolve(state, levels=levels), Scene(US))
                assert low <= value <= high
    assert is_test(expr) == (reader is read_test)


def test_odds_are_no_test():
    """
    A bare percentage is a number.
    """
    assert not is_test(read_chance("70%", SCOPE).value)
