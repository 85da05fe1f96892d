"""Chance: the same on every platform, fair, and keyed by what a draw is for."""

import ast
from fractions import Fraction
from hashlib import blake2b
from pathlib import Path

import attrs
import pytest

import tabletop.game
from tabletop.game.decision import Reorder
from tabletop.game.dice import TRIES, WORD, Dice, Place, digest, split_mix
from tabletop.game.event import ChanceRolled, Drawn, InjectCame, MoveAdjudicated
from tests.tables import Playing, deck_of

HERE = Place(turn=3, phase=6, seat=2, purpose="adjudicate/push")


def test_split_mix_gives_the_published_words():
    """Steele, Lea and Flood 2014: key 1234567 at counters 0 and 1."""
    assert 6457827717110365317 == split_mix(1234567, 0)
    assert 3203168211198807973 == split_mix(1234567, 1)


def test_blake2b_is_the_one_of_the_standard():
    """The digest of "abc" begins ba80a53f981c4d0d; its first bytes count from the low end."""
    assert bytes.fromhex("ba80a53f981c4d0d") == blake2b(b"abc").digest()[:8]
    assert 0x0D4D1C983FA580BA == digest(b"abc", 8)
    assert 0x3FA580BA == digest(b"abc", 4)


def test_the_key_is_the_entropy_and_the_salt():
    """Entropy in decimal, a slash, the salt: once per line."""
    assert digest(b"42/", 8) == Dice(42).key
    assert digest(b"42/b", 8) == Dice(42, "b").key


def test_a_counter_is_laid_out_as_the_design_says():
    """Turn 12 bits, phase 4, seat 4, purpose 32, n 8, try 4."""
    counter = 3 << 52 | 6 << 48 | 2 << 44 | digest(b"adjudicate/push", 4) << 12 | 7 << 4 | 1

    assert split_mix(Dice(42).key, counter) == Dice(42).word(HERE, 7, 1)
    assert split_mix(Dice(42).key, counter + (248 << 4)) == Dice(42).word(HERE, 255, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"turn": 4},
        {"phase": 7},
        {"seat": 3},
        {"purpose": "adjudicate/shove"},
        {"purpose": "exposed/push"},
    ],
)
def test_what_a_draw_is_for_decides_its_luck(other):
    """Another turn, phase, seat, purpose or card is another word."""
    assert Dice(42).word(HERE, 0) != Dice(42).word(attrs.evolve(HERE, **other), 0)


def test_more_draws_than_eight_bits_count_do_not_repeat():
    """The 257th word is not the first again."""
    words = {Dice(42).word(HERE, n) for n in range(1000)}

    assert 1000 == len(words)


def test_turns_to_the_end_of_their_bits_do_not_run_into_each_other():
    """Turn 4095 is still a turn of its own."""
    words = {Dice(42).word(attrs.evolve(HERE, turn=turn), 0) for turn in range(4096)}

    assert 4096 == len(words)


class Fixed(Dice):
    """Dice whose words are given, one for each try."""

    words: tuple[int, ...] = ()

    def word(self, place, n, attempt=0):
        return self.words[attempt]


def fixed(*words):
    dice = Fixed(0)
    object.__setattr__(dice, "words", words)
    return dice


@pytest.mark.parametrize("faces", [6, 100, 13])
def test_a_roll_is_fair_to_the_last_word(faces):
    """
    Each face has as many words as any other.

    Words from 0 up to the last multiple of the faces are used, the few above it are drawn again.
    """
    fair = WORD - WORD % faces
    assert 0 == fair % faces
    assert Fraction(1, faces) == Fraction(fair // faces, fair)

    assert 1 == fixed(0).roll(HERE, 0, faces)
    assert faces == fixed(faces - 1).roll(HERE, 0, faces)
    assert 1 == fixed(faces).roll(HERE, 0, faces)
    assert faces == fixed(fair - 1).roll(HERE, 0, faces)
    assert 4 == fixed(fair, WORD - 1, 3).roll(HERE, 0, faces)


def test_a_roll_always_ends():
    """After as many tries as its four bits count it takes what it has."""
    assert 16 == TRIES
    assert 1 <= fixed(*[WORD - 1] * TRIES).roll(HERE, 0, 100) <= 100


def test_every_face_comes_up():
    """Two thousand throws show all of a hundred faces, and nothing else."""
    rolls = {Dice(42).roll(HERE, n, 100) for n in range(2000)}

    assert set(range(1, 101)) == rolls


def test_the_same_entropy_gives_the_same_session():
    """And another gives another; a salt gives fresh luck on the same entropy."""
    deck = deck_of(LUCKY)

    def story(**how):
        return Playing(deck, **how).turn(red="push, probe covert", blue="push").events

    assert story(entropy=1) == story(entropy=1)
    assert story(entropy=1) != story(entropy=2)
    assert story(entropy=1) != story(entropy=1, salt="what if")


LUCKY = """
tracks: {trust: 5}
cards:
  push: {copies: 2, chance: 50%}
  probe: {posture: covert, lasts: 3 turns, exposed: 20%}
injects:
  rumour: {chance: 30%}
"""


def rolled(table):
    """Return every roll of a session by what it was for."""
    card = {piece.id: piece.card for piece in table.state.pieces}
    chances = {(e.purpose, card.get(e.id, e.id)): e.roll for e in table.happened(ChanceRolled)}
    receipts = {e.move: e.receipt for e in table.events if isinstance(e, MoveAdjudicated)}
    return chances, {move: r.dice for move, r in receipts.items() if r.dice}


@pytest.mark.parametrize("entropy", [9, 10, 2**64 - 1])
def test_the_table_rolls_what_its_dice_say_at_that_place(entropy):
    """Turn, phase by its number, seat from 1 in deck order, purpose and card; die after die."""
    deck = deck_of(LUCKY, method="2d6")
    table = Playing(deck, entropy=entropy).turn(red="push", blue="push, push, probe covert")
    luck = Dice(entropy)

    def dice(seat, *ns):
        place = Place(turn=1, phase=6, seat=seat, purpose="adjudicate/push")
        return tuple(luck.roll(place, n, 6) for n in ns)

    receipts = {e.move: e.receipt.dice for e in table.happened(MoveAdjudicated)}
    assert (dice(1, 0, 1), dice(2, 0, 1), dice(2, 2, 3)) == tuple(
        receipts[move] for move in ("1-red-1", "1-blue-1", "1-blue-2")
    )
    rolls = {e.purpose: e.roll for e in table.happened(ChanceRolled)}
    assert {
        "chance": luck.roll(Place(1, 0, 0, "chance/rumour"), 0, 100),
        "exposed": luck.roll(Place(1, 7, 2, "exposed/probe"), 0, 100),
    } == rolls


def test_a_prize_is_drawn_by_its_own_word():
    """The lowest word comes first."""
    names = [f"prize_{n}" for n in range(8)]
    deck = deck_of(
        "piles: {p: {draw: 3}}\ninjects: {" + ", ".join(f"{n}: {{pile: p}}" for n in names) + "}"
    )
    table = Playing(deck, entropy=9).until("brief", turn=1)

    words = {n: Dice(9).word(Place(1, 0, 0, f"pile/{n}"), 0) for n in names}
    assert sorted(names, key=words.get)[:3] == [e.inject for e in table.happened(InjectCame)]


def test_an_inserted_card_or_inject_shifts_no_other_luck():
    """The same moves on a deck with more in it roll the same dice."""
    more = LUCKY.replace("cards:", "cards:\n  first: {chance: 50%}").replace(
        "injects:", "injects:\n  early: {chance: 50%}"
    )
    plain, fuller = (Playing(deck_of(text)) for text in (LUCKY, more))
    for table in (plain, fuller):
        table.turn(red="push, probe covert", blue="push")

    chances, moves = rolled(plain)
    more_chances, more_moves = rolled(fuller)
    assert moves == more_moves
    assert chances.items() < more_chances.items()


def test_an_extra_move_shifts_no_other_luck():
    """What else Red plays leaves the dice of its push, and of Blue's, as they were."""
    deck = deck_of(LUCKY)
    alone, busy = Playing(deck), Playing(deck)
    alone.turn(red="push", blue="push")
    busy.turn(red="probe covert, push", blue="push, push")

    def dice(table, move_of_seat):
        return [
            e.receipt.dice
            for e in table.events
            if isinstance(e, MoveAdjudicated) and move_of_seat in e.move and e.receipt.dice
        ][:1]

    assert dice(alone, "red") == dice(busy, "red")
    assert dice(alone, "blue") == dice(busy, "blue")


def test_another_order_of_the_moves_shifts_no_luck():
    """Whoever goes first, the dice of each move are its own."""
    deck = deck_of(LUCKY)
    first, second = (Playing(deck).until("plan") for _ in range(2))
    for table in (first, second):
        table.seal("red", "push")
        table.seal("blue", "push")
        table.until("reveal")
    second.decide(Reorder(("1-blue-1", "1-red-1")))

    assert rolled(first.until("aftermath"))[1] == rolled(second.until("aftermath"))[1]


def test_two_copies_of_a_card_have_a_luck_each():
    """The second word under the same meaning, not the first again."""
    table = Playing(deck_of(LUCKY)).turn(red="push, push")

    drawn = [e for e in table.happened(Drawn) if "push" in e.prefix]
    dice = [e.receipt.dice for e in table.events if isinstance(e, MoveAdjudicated)]
    assert ["adjudicate/red/adjudicate/push"] * 2 == [e.prefix for e in drawn]
    assert dice[0] != dice[1]


def test_a_prize_added_to_a_pile_shifts_no_other():
    """Each prize has its own word; the rest keep their order among themselves."""

    def drawn(prizes):
        deck = deck_of(
            "piles: {p: {draw: 1}}\ninjects:\n"
            + "\n".join(f"  prize_{n}: {{pile: p}}" for n in prizes)
        )
        table = Playing(deck, entropy=3).until("brief", turn=1)
        return [e.inject for e in table.happened(InjectCame)]

    firsts = drawn(range(1, 9))
    without = [n for n in range(1, 9) if f"prize_{n}" not in firsts]

    # Take away any that was not drawn, and the same one is drawn all the same.
    for n in without:
        assert firsts == drawn([m for m in range(1, 9) if m != n])


def test_no_rule_uses_the_luck_of_python():
    """Neither `random` nor a clock nor the hash of a string is anywhere in the rules."""
    forbidden = {"random", "secrets", "time", "datetime", "os", "uuid", "numpy"}
    for path in Path(tabletop.game.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text())
        imported = {
            name.split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
            )
        }
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not forbidden & imported, path.name
        assert not {"hash", "id", "open", "input", "print", "eval", "exec"} & called, path.name
