"""
Proof of seals: a short code, shown when a plan is sealed, that no other plan has.

A code is a commitment: the first 50 bits of a keyed blake2b, in ten letters and digits, over the
sealed moves and recalls in a canonical form, with their seat and the number of the frame in which
they were sealed. The key is a blake2b of the session's entropy and its game id. It binds: another
plan with the same code takes some 10**15 tries. It hides as long as nobody but the save knows
entropy and game id; whoever reads the save reads the plans anyway. People write the code down at
the table, and after the reveal the same code comes of what was revealed, or it was changed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Final, Literal

import attrs

from tabletop.game import event as ev
from tabletop.game.decision import AnyMove, Move, Seal, Unseal
from tabletop.game.deck import Deck
from tabletop.game.narrate import Namer
from tabletop.game.sight import sees_move
from tabletop.game.state import Made, State
from tabletop.journal.lines import Line
from tabletop.journal.model import Frame, Head
from tabletop.language.ids import ActorId, MoveId, Viewer
from tabletop.replay.replay import Replay
from tabletop.table.session import Session

DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that is taken for a digit or for another letter."""

LENGTH: Final = 10
PERSON: Final = b"tabletop seal"

Fate = Literal["same", "changed", "sealed", "unsealed"]


@attrs.frozen
class Sealer:
    """Makes the codes of one session."""

    key: bytes

    @classmethod
    def of(cls, head: Head) -> "Sealer":
        """Return the sealer of the session that begins with *head*."""
        secret = f"{head.entropy}/{head.game_id}".encode(errors="replace")
        return cls(blake2b(secret, digest_size=32, person=PERSON).digest())

    def code(self, number: int, seal: Seal) -> str:
        """Return the code of *seal*, sealed in frame *number*: two groups of five."""
        digest = blake2b(canonical(number, seal), key=self.key, person=PERSON).digest()
        bits = int.from_bytes(digest[:8], "big") >> (64 - 5 * LENGTH)
        word = "".join(DIGITS[bits >> 5 * place & 31] for place in reversed(range(LENGTH)))
        return f"{word[:5]} {word[5:]}"


def canonical(number: int, seal: Seal) -> bytes:
    """Return all that *seal*, sealed in frame *number*, says, as ASCII that never changes."""
    said = [number, seal.seat, [of_move(move) for move in seal.moves], list(seal.recalls)]
    return json.dumps(said, separators=(",", ":")).encode()


def of_move(move: AnyMove) -> list[str]:
    """Return every word of *move*, its kind first."""
    if isinstance(move, Move):
        return ["card", move.card, move.posture, move.target, move.reason, move.rejected]
    return ["free", move.text, move.sought, move.posture, move.target, move.reason]


def codes(head: Head, state: State, frames: Iterable[Frame]) -> Mapping[ActorId, str]:
    """
    Return the code of each plan that is sealed on *state*, by seat.

    *frames* are those that led to it, the newest first; only those of this plan phase are read.
    A seat that was passed for has sealed nothing, and has no code.
    """
    if not state.plans:
        return {}
    sealer, found = Sealer.of(head), dict[ActorId, str]()
    waiting = set(state.plans)
    for frame in frames:
        for event in reversed(frame.events):
            if isinstance(event, ev.PlanSealed) and event.seat in waiting:
                waiting.discard(event.seat)
                if isinstance(frame.decision, Seal):
                    found[event.seat] = sealer.code(frame.number, frame.decision)
        if not waiting:
            break
    return {seat: found[seat] for seat in state.plans if seat in found}


@attrs.frozen
class Proof:
    """
    One sealed plan, and what became of it.

    Attributes:
        sealed: The frame it was sealed in.
        code: As it was shown then.
        fate: `same` or `changed` after the reveal; `sealed` while it waits, `unsealed` if its
            seat took it back.
        ended: The frame of the reveal or of the unsealing; 0 while it waits.
        shown: The code that comes of what was revealed; "" before.
        moves: What was revealed of it, as far as the viewer sees it.
    """

    turn: int
    seat: ActorId
    sealed: int
    code: str
    fate: Fate = "sealed"
    ended: int = 0
    shown: str = ""
    moves: tuple[str, ...] = ()


def proofs(replay: Replay, line: Line, upto: int, viewer: Viewer) -> tuple[Proof, ...]:
    """Return every plan sealed on *line* up to frame *upto*, inclusive, in the order sealed."""
    prover = Prover(replay.deck, replay.journal.head, viewer)
    for number in line.upto(upto):
        frame = replay.frame(number)
        if is_about_seals(frame):
            prover.read(frame, replay.before(number))
    return prover.done


def proved(session: Session, viewer: Viewer) -> tuple[Proof, ...]:
    """Return every plan sealed so far in *session*, in the order sealed."""
    prover = Prover(session.deck, session.head, viewer)
    for frame, before in session.played():
        if is_about_seals(frame):
            prover.read(frame, before)
    return prover.done


def is_about_seals(frame: Frame) -> bool:
    """Return whether a plan was sealed or unsealed in *frame*, or the seals were broken."""
    return isinstance(frame.decision, Seal | Unseal) or any(map(breaks_seals, frame.events))


def breaks_seals(event: ev.Event) -> bool:
    return isinstance(event, ev.PhaseBegan) and event.phase == "reveal"


def verdict(found: Sequence[Proof]) -> tuple[bool, str]:
    """Return whether all that was revealed was as it was sealed, and one sentence about it."""
    changed = sum(proof.fate == "changed" for proof in found)
    same = sum(proof.fate == "same" for proof in found)
    if changed:
        return False, f"{changed} of {changed + same} plans were not revealed as they were sealed."
    if not found:
        return True, "Nothing has been sealed yet."
    if not same:
        return True, "Nothing that was sealed has been revealed yet."
    plans = "The one plan was" if same == 1 else f"All {same} plans were"
    return True, f"{plans} revealed as sealed."


class Prover:
    """Follows a session frame by frame, and holds what is revealed against what was sealed."""

    def __init__(self, deck: Deck, head: Head, viewer: Viewer) -> None:
        self.deck = deck
        self.sealer = Sealer.of(head)
        self.viewer = viewer
        self.proofs: list[Proof] = []
        self.standing: dict[ActorId, int] = {}

    @property
    def done(self) -> tuple[Proof, ...]:
        return tuple(self.proofs)

    def read(self, frame: Frame, before: State) -> None:
        """Take in *frame*, decided on the state *before*."""
        moves, recalls = list[ev.MoveRevealed](), list[MoveId]()
        for event in frame.events:
            match event:
                case ev.PlanSealed(seat=seat) if isinstance(frame.decision, Seal):
                    code = self.sealer.code(frame.number, frame.decision)
                    self.standing[seat] = len(self.proofs)
                    self.proofs.append(Proof(max(0, before.turn), seat, frame.number, code))
                case ev.PlanUnsealed(seat=seat) if seat in self.standing:
                    self.end(self.standing.pop(seat), fate="unsealed", ended=frame.number)
                case ev.MoveRevealed():
                    moves.append(event)
                case ev.PieceRecalled(piece=piece):
                    recalls.append(piece)
                case _:
                    pass
        if any(map(breaks_seals, frame.events)):
            for seat in list(self.standing):
                self.reveal(frame.number, before, seat, moves, recalls)

    def end(self, place: int, **what: object) -> None:
        """Put *what* became of the plan at *place*."""
        self.proofs[place] = attrs.evolve(self.proofs[place], **what)  # type: ignore[arg-type]

    def reveal(
        self,
        number: int,
        state: State,
        seat: ActorId,
        moves: list[ev.MoveRevealed],
        recalls: list[MoveId],
    ) -> None:
        """Hold what frame *number* revealed of *seat* against its code."""
        place = self.standing.pop(seat)
        own = sorted((e for e in moves if e.seat == seat), key=lambda event: event.nth)
        owners = {piece.id: piece.owner for piece in state.pieces}
        called_back = tuple(piece for piece in recalls if owners.get(piece) == seat)
        seal = Seal(seat, tuple(event.planned.move for event in own), called_back)
        proof = self.proofs[place]
        shown = self.sealer.code(proof.sealed, seal)
        seen = [
            Namer(self.deck, state).move_text(event.planned.move)
            for event in own
            if sees_move(self.deck, Made(event.id, seat, event.nth, event.planned), self.viewer)
        ]
        fate: Fate = "same" if shown == proof.code else "changed"
        self.end(place, fate=fate, ended=number, shown=shown, moves=tuple(seen))
