"""Proof of seals: a code at the table, and the same code of what was revealed."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.game.decision import FreeMove, Move, Seal, Unseal
from tabletop.game.event import MoveRevealed, PlanSealed
from tabletop.journal.model import Frame, Journal
from tabletop.journal.reader import load
from tabletop.language.ids import FACILITATOR, WALL, ActorId, CardId, MoveId, Viewer
from tabletop.replay.replay import Replay
from tabletop.replay.seals import DIGITS, Proof, Sealer, canonical, codes, proofs
from tests.replay.lines import journal_of, what_if
from tests.table.sitting import sitting

RED, BLUE = Viewer("red"), Viewer("blue")

names = st.sampled_from(["", "a", "b", "a,b", '"', "é", "\\"])
moves = st.one_of(
    st.builds(Move, names, st.sampled_from(["open", "covert"]), names, names, names),
    st.builds(FreeMove, names, names, names, st.sampled_from(["open", "covert"]), names),
)
seals = st.builds(
    Seal,
    st.sampled_from(["red", "blue"]),
    st.lists(moves, max_size=3).map(tuple),
    st.lists(names, max_size=2).map(tuple),
)


def all_proofs(journal: Journal, viewer: Viewer = FACILITATOR) -> tuple[Proof, ...]:
    replay = Replay(journal)
    return proofs(replay, replay.main, replay.main.last, viewer)


@pytest.mark.parametrize("entropy", range(6))
def test_every_plan_of_an_honest_session_is_proved(tmp_path: Path, entropy: int):
    """
    What was revealed gives the code that was shown when it was sealed, in every turn.
    """
    journal = journal_of(tmp_path, entropy=entropy)

    found = all_proofs(journal)

    assert 6 == len(found) == len({proof.code for proof in found})
    for proof in found:
        assert ("same", proof.code) == (proof.fate, proof.shown)
        assert proof.sealed < proof.ended
        assert isinstance(journal.frame(proof.sealed).decision, Seal)
        assert any(proof.ended == f.number for f in journal.frames)


@given(st.tuples(st.integers(1, 9), seals), st.tuples(st.integers(1, 9), seals))
def test_different_plans_are_never_written_alike(one: tuple[int, Seal], other: tuple[int, Seal]):
    """
    A code says every word of a plan and where it was sealed: nothing runs into anything else.
    """
    assert (one == other) == (canonical(*one) == canonical(*other))


@given(st.tuples(st.integers(1, 9), seals), st.tuples(st.integers(1, 9), seals), st.binary())
def test_another_plan_has_another_code(one: tuple[int, Seal], other: tuple[int, Seal], key: bytes):
    """
    Ten characters that can be written down, none of them to be mistaken for another.
    """
    sealer = Sealer(key[:32])

    assert (one == other) == (sealer.code(*one) == sealer.code(*other))
    assert 11 == len(sealer.code(*one)) and set(sealer.code(*one)) <= {*DIGITS, " "}


def test_the_same_plan_has_another_code_in_every_session(tmp_path: Path):
    """
    Whoever guesses a plan cannot check the guess, even where they know the entropy.
    """
    head = journal_of(tmp_path).head
    seal = Seal(ActorId("red"), (Move(CardId("praise")),))

    one = Sealer.of(head).code(3, seal)

    assert one != Sealer.of(attrs.evolve(head, game_id="another")).code(3, seal)
    assert one != Sealer.of(attrs.evolve(head, entropy=head.entropy + 1)).code(3, seal)


def test_the_code_is_worked_out_as_it_always_was():
    """
    A code on paper has to be good for ever, so the construction never changes.
    """
    moves = (Move(CardId("praise"), "covert", ActorId("blue"), "why", "tower"),)
    seal = Seal(ActorId("red"), moves, (MoveId("1-red-1"),))

    assert b'[3,"red",[["card","praise","covert","blue","why","tower"]],["1-red-1"]]' == canonical(
        3, seal
    )
    assert "Z9GF6 JEEX8" == Sealer(b"key").code(3, seal)


def forged(journal: Journal, number: int, **change: Any) -> Journal:
    """Return *journal* with frame *number* rewritten; a forger repairs the checksums too."""
    frames = [attrs.evolve(f, **change) if f.number == number else f for f in journal.frames]
    return attrs.evolve(journal, frames=tuple(frames))


def first_seal(journal: Journal) -> tuple[Frame, Seal]:
    """Return the first frame in which moves were sealed."""
    return next(
        (f, f.decision) for f in journal.frames if isinstance(f.decision, Seal) and f.decision.moves
    )


def test_a_plan_that_was_changed_after_the_reveal_is_found_out(tmp_path: Path):
    """
    The file says another move was sealed than was revealed: its proof fails, and no other.
    """
    journal = journal_of(tmp_path)
    frame, seal = first_seal(journal)
    other = attrs.evolve(seal, moves=(attrs.evolve(seal.moves[0], reason="I always said so"),))

    found = all_proofs(forged(journal, frame.number, decision=other))

    assert [frame.number] == [proof.sealed for proof in found if proof.fate == "changed"]


def test_a_reveal_of_something_else_is_found_out(tmp_path: Path):
    """
    A move that was sealed and never came to light is missing from the proof.
    """
    journal = journal_of(tmp_path)
    seal_frame, _ = first_seal(journal)
    reveal = next(f for f in journal.frames if any(isinstance(e, MoveRevealed) for e in f.events))
    for at, event in enumerate(reveal.events):
        if isinstance(event, MoveRevealed) and event.seat == seal_frame.decision.seat:
            rest = (*reveal.events[:at], *reveal.events[at + 1 :])
            found = all_proofs(forged(journal, reveal.number, events=rest))
            assert "changed" in [p.fate for p in found if p.sealed == seal_frame.number]
            return
    raise AssertionError("nothing was revealed")


def test_a_forgery_that_fits_together_gives_another_code_than_was_written_down(tmp_path: Path):
    """
    Who rewrites seal and reveal alike, and the dice with them, cannot rewrite the paper.
    """
    journal = journal_of(tmp_path)
    frame, seal = first_seal(journal)
    paper = {proof.sealed: proof.code for proof in all_proofs(journal)}
    other = attrs.evolve(seal.moves[0], reason="I always said so")

    def rewritten(event: Any) -> Any:
        match event:
            case PlanSealed(seat=seal.seat, moves=plan):
                mended = (attrs.evolve(plan[0], move=other), *plan[1:])
                return attrs.evolve(event, moves=mended)
            case MoveRevealed(seat=seal.seat, nth=0):
                return attrs.evolve(event, planned=attrs.evolve(event.planned, move=other))
            case _:
                return event

    reveal = next(p.ended for p in all_proofs(journal) if p.sealed == frame.number)
    lie = attrs.evolve(seal, moves=(other, *seal.moves[1:]))
    events = tuple(map(rewritten, frame.events))
    journal = forged(journal, frame.number, decision=lie, events=events)
    revealed = tuple(map(rewritten, journal.frame(reveal).events))
    journal = forged(journal, reveal, events=revealed)

    found = {proof.sealed: proof for proof in all_proofs(journal)}

    assert "same" == found[frame.number].fate
    assert [frame.number] == [n for n, code in paper.items() if code != found[n].code]


def test_an_unsealing_is_told_and_the_new_seal_has_a_new_code(tmp_path: Path):
    """
    The same moves sealed again are not the same seal: what was written down first is void.
    """
    path = tmp_path / "a.seminar"
    with sitting(path) as session:
        while session.state.phase != "plan":
            session.step(everything=True)
        plan = Seal(ActorId("red"), (Move(CardId("praise")),))
        for decision in (plan, Unseal(ActorId("red")), plan):
            session.submit(decision)
    found = [proof for proof in all_proofs(load(path)) if proof.seat == "red"]

    assert ["unsealed", "sealed"] == [proof.fate for proof in found]
    assert found[0].code != found[1].code
    assert found[0].ended == found[1].sealed - 1


def test_the_code_at_the_table_is_the_one_that_is_proved(tmp_path: Path):
    """
    While a plan is sealed its code stands at the table; after the reveal it is gone from there.
    """
    shown = {}
    with sitting(tmp_path / "a.seminar", red="bot:random") as session:
        while session.step(everything=True):
            for seat, code in codes(session.head, session.state, reversed(session.frames)).items():
                shown[session.state.turn, seat] = code
        assert {} == codes(session.head, session.state, reversed(session.frames))

    assert shown == {(p.turn, p.seat): p.code for p in all_proofs(load(session.path))}


def test_a_proof_shows_a_viewer_no_move_it_did_not_see(tmp_path: Path):
    """
    Everybody sees that every plan is proved; what was in it, only as far as it was revealed.
    """
    for entropy in range(6):
        journal = journal_of(tmp_path, entropy=entropy)
        found = all_proofs(journal), all_proofs(journal, WALL), all_proofs(journal, RED)
        blue = [proof.moves for proof in found[0] if proof.seat == "blue"]
        if any("Whisper" in move for moves in blue for move in moves):
            for seen in found[1:]:
                told = [move for p in seen if p.seat == "blue" for move in p.moves]
                assert not any("Whisper" in move for move in told)
            assert [attrs.evolve(p, moves=()) for p in found[0]] == [
                attrs.evolve(p, moves=()) for p in found[1]
            ]
            return
    raise AssertionError("nobody whispered")


def test_a_what_if_line_proves_its_own_seals(tmp_path: Path):
    """
    On a line that was played otherwise the same holds, and the main line's proofs stay.
    """
    journal = journal_of(tmp_path)
    frame, _ = first_seal(journal)
    replay = Replay(what_if(journal, frame.parent))
    main, other = replay.lines

    found = proofs(replay, other, other.last, WALL)

    assert {"same"} == {proof.fate for proof in found}
    assert proofs(replay, main, main.last, WALL) == all_proofs(journal, WALL)
    assert not {p.code for p in found if p.sealed > frame.parent} & {
        p.code for p in all_proofs(journal)
    }


def test_nothing_after_the_frame_is_told(tmp_path: Path):
    """
    Before the reveal a proof says no more than that a plan is sealed.
    """
    replay = Replay(journal_of(tmp_path))
    whole = proofs(replay, replay.main, replay.main.last, FACILITATOR)
    for number in replay.main.frames:
        for proof in proofs(replay, replay.main, number, FACILITATOR):
            assert max(proof.sealed, proof.ended) <= number
            later = next(p for p in whole if p.sealed == proof.sealed)
            assert proof == (
                later
                if later.ended <= number
                else Proof(proof.turn, proof.seat, proof.sealed, proof.code)
            )
