"""The hot wash: who won and by what, what each wanted, where it turned, and whether seals held."""

from collections.abc import Sequence
from typing import Final

from tabletop.game.narrate import Namer
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import LevelId
from tabletop.pages import situation
from tabletop.pages.text import (
    Row,
    Words,
    fact_lines,
    heading,
    ink,
    listed,
    paragraphs,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.pages.view import View
from tabletop.replay.seals import Fate, Proof, verdict
from tabletop.table.debrief import Account, Shift, TurningPoint, totals


def result(view: View, width: int) -> list[Row]:
    """Paint how it ended, who won, and each objective with its points."""
    state, deck = view.state, view.deck
    ending = next((e for e in deck.endings if e.id == state.ending), None)
    painted = rows(wrapped(ink(ending.title if ending else "The turns are played", "bold"), width))
    if ending and ending.text:
        painted += rows(paragraphs(ending.text, width))
    names = [view.name(winner) for winner in state.winners]
    if names:
        verb = "win" if len(names) > 1 else "wins"
        said = f"{listed(names)} {verb}."
        painted += rows([put(""), *wrapped(put(("● ", "$focus"), ink(said, "bold $focus")), width)])
    painted += rows([put(""), heading("Points", width)])
    for seat, total in totals(state, deck).items():
        won = seat in state.winners
        name = put(("● ", "$focus") if won else "  ", ink(view.name(seat), "bold" if won else ""))
        painted += rows(sides(name, put((str(total), "bold" if won else "")), width))
    painted += objectives(view, width)
    return painted


def objectives(view: View, width: int) -> list[Row]:
    """Paint what each seat wanted, and whether it got it."""
    painted: list[Row] = []
    known = {objective.id: objective for objective in view.deck.objectives}
    for actor in view.deck.actors:
        scores = [s for s in view.state.scores if s.seat == actor.id and s.objective in known]
        if not scores:
            continue
        painted += rows([put(""), heading(f"What {actor.name} wanted", width)])
        for score in scores:
            objective = known[score.objective]
            sign = ("✓ ", "$good") if score.is_met else ("✗ ", "$bad")
            word = f"met, {score.points}" if score.is_met else "not met"
            title = put(sign, ink(objective.title, "bold"))
            if objective.secret:
                title = put(title, (" (secret)", "$covert"))
            painted += rows(sides(title, put((word, "$good" if score.is_met else "$bad")), width))
            if objective.test is not None:
                words = say.phrase(objective.test, view.deck, Scene(actor.id))
                painted += rows(wrapped(ink(words, "$quiet"), width, indent=2))
    return painted


def record(
    view: View, turns: Sequence[TurningPoint], said: Sequence[Account], width: int
) -> list[Row]:
    """Paint the final levels, the turning points, the reasons, and where the save lies."""
    painted = rows([heading("How it stands", width, "start, end, way")])
    for track in view.deck.tracks:
        seen = [level for level in track.opening() if level in view.state.levels]
        if track.is_shared:
            painted += rows(
                line for level in seen for line in final(view, level, track.name, width)
            )
        elif seen:
            painted += rows(wrapped(ink(track.name, "$quiet"), width))
            for level in seen:
                owner = f"  {view.name(level.split('.')[0])}"
                painted += rows(final(view, level, owner, width))
    painted += rows([put(""), heading("Where it turned", width)])
    for point in turns:
        shifts = put("; ").join(shift_words(view, shift) for shift in point.shifts)
        words = put(plain(point.cause), (": ", "$quiet"), shifts)
        painted += rows(fact_lines(f"Turn {point.turn}", words, width))
    if not turns:
        painted += rows([put(("Nothing moved far.", "$quiet"))])
    painted += reasons(view, said, width)
    painted += rows([put(""), heading("The save", width)])
    painted += rows(wrapped(plain(str(view.path)), width))
    note = "It holds every secret of the session, so it is the facilitator's."
    painted += rows(wrapped(put((note, "$quiet")), width))
    return painted


def reasons(view: View, said: Sequence[Account], width: int) -> list[Row]:
    """Paint why moves were made, in their players' words, and what they were chosen over."""
    if not said:
        return []
    painted = rows([put(""), heading("Why they did it", width)])
    for account in said:
        instead = f", not {account.rejected}" if account.rejected else ""
        why = put((": ", "$quiet"), plain(account.reason)) if account.reason else put("")
        move = put(ink(view.name(account.seat), "bold"), " ", plain(account.move))
        words = put(move, (instead, "$quiet"), why)
        painted += rows(fact_lines(f"Turn {account.turn}", words, width))
    return painted


def final(view: View, level: LevelId, name: str, width: int) -> list[Words]:
    """Paint one level: where it began, where it ended, and its way there."""
    track, now = view.deck.track_of_level[level], view.state.levels[level]
    way = (*view.trends.get(level, ()), now)
    title = put((name, "$covert" if track.seen_by is not None else ""))
    if situation.is_flag(track):
        return sides(title, situation.flag(now), width)
    moved = put((f"{way[0]:>2}", "$quiet"), (" → ", "$rule"), (f"{now:>2}", "bold"))
    most = 12 if width >= 44 else 8
    spark = situation.trend(track, way, most)
    return sides(title, put(moved, "  ", spark.pad_right(most - spark.cell_length)), width)


def shift_words(view: View, shift: Shift) -> Words:
    """Return how far a level went, in words."""
    track = view.deck.track_of_level[shift.level]
    owner = "" if track.is_shared else f"{view.name(shift.level.split('.')[0])}: "
    return put(plain(f"{owner}{track.name}"), f" {shift.was} → {shift.now}")


FATES: Final[dict[Fate, tuple[str, str]]] = {
    "same": ("✓ as sealed", "$good"),
    "changed": ("✗ CHANGED", "bold $bad"),
    "sealed": ("■ sealed", "$quiet"),
    "unsealed": ("○ taken back", "$quiet"),
}

HOW: Final = (
    "Each sealed plan has a code, which the table shows while it is sealed and which can be written"
    " down. The code comes of every word of the plan, its frame and a secret in the save. Here it"
    " is worked out once more from what was revealed. The same code is the same plan."
)


def proofs(namer: Namer, found: Sequence[Proof], width: int) -> list[Row]:
    """Paint every proof of *found* under its turn, the newest turn first."""
    painted = rows(wrapped(put((HOW, "$quiet")), width))
    is_kept, said = verdict(found)
    sign = ("✓ ", "$good") if is_kept else ("✗ ", "bold $bad")
    style = "bold" if is_kept else "bold $bad"
    told = any(proof.shown for proof in found)
    painted += rows([put(""), *wrapped(put(sign if told else "", (said, style)), width)])
    for turn in sorted({proof.turn for proof in found}, reverse=True):
        painted += rows([put(""), heading(f"Turn {turn}" if turn else "Rehearsal", width)])
        for proof in found:
            if proof.turn == turn:
                painted += proof_rows(namer, proof, width)
    return painted


def proof_rows(namer: Namer, proof: Proof, width: int) -> list[Row]:
    """Paint one proof: whose, its code, its fate, its frames, and what was seen of it."""
    said, style = FATES[proof.fate]
    left = put("  ", (proof.code, "bold"), "  ", ink(namer.name(proof.seat), ""))
    painted = rows(sides(left, put((said, style)), width, hang=4))
    frames = f"sealed in frame {proof.sealed}"
    if proof.ended:
        how = "taken back" if proof.fate == "unsealed" else "revealed"
        frames += f", {how} in frame {proof.ended}"
    if proof.fate == "changed":
        frames += f"; what was revealed gives {proof.shown}"
    painted += rows(wrapped(put((frames, "$quiet")), width, indent=4))
    if proof.moves:
        painted += rows(wrapped(plain(", ".join(proof.moves)), width, indent=4))
    return painted
