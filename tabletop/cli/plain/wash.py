"""The hot wash in lines: how it ended, who wanted what, who got it, and what turned it."""

from collections.abc import Iterator

from tabletop.cli.plain.show import band
from tabletop.game.narrate import Namer
from tabletop.language.ids import Viewer
from tabletop.replay.seals import codes, proved, verdict
from tabletop.table.debrief import TurningPoint, accounts, totals, turning_points
from tabletop.table.session import Session


def results(session: Session) -> Iterator[str]:
    """Yield how the session ended and who has how many points."""
    deck, state = session.deck, session.state
    namer = Namer(deck, state)
    ending = next((e for e in deck.endings if e.id == state.ending), None)
    if ending:
        yield f"{ending.title}. {ending.text}".strip()
    else:
        yield "The turns are played."
    for seat, points in totals(state, deck).items():
        yield f"{namer.name(seat)}: {counted(points)}"
    winners = [namer.name(seat) for seat in state.winners]
    if len(winners) == 1:
        yield f"{winners[0]} has the most points."
    elif winners:
        yield f"{', '.join(winners)} share the most points."
    else:
        yield "Nobody has points to count."


def objectives(session: Session) -> Iterator[str]:
    """Yield every objective, read aloud, and what it brought."""
    deck, state = session.deck, session.state
    namer = Namer(deck, state)
    by_id = {objective.id: objective for objective in deck.objectives}
    for score in state.scores:
        objective = by_id[score.objective]
        secret = "secretly " if objective.secret else ""
        met = f"met, {counted(score.points)}" if score.is_met else "not met"
        yield f"{namer.name(score.seat)} {secret}wanted: {objective.title}. {met.capitalize()}."


def final_tracks(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield each level that *viewer* sees, with how it went from turn to turn."""
    sight = session.sight(viewer)
    namer = Namer(session.deck, session.state)
    for level, steps in sight.state.levels.items():
        trend = session.trend(level, viewer)
        went = " ".join(str(step) for step in trend)
        track = session.deck.track_of_level[level]
        yield f"{namer.level_name(level)}: {steps}{band(track, steps)}. Turn by turn: {went}"


def turning_lines(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield the moments that moved the table the furthest, in the order they came."""
    namer = Namer(session.deck, session.state)
    for point in turning_points(session, viewer):
        yield f"Turn {point.turn}, {point.cause}: {shifts(namer, point)}."


def account_lines(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield why moves were made, as their players sealed it."""
    namer = Namer(session.deck, session.state)
    for account in accounts(session, viewer):
        why = f": {account.reason}" if account.reason else ""
        instead = f" (rather than {account.rejected})" if account.rejected else ""
        yield f"Turn {account.turn}, {namer.name(account.seat)}, {account.move}{instead}{why}"


def code_lines(session: Session) -> Iterator[str]:
    """Yield the code of every plan that lies sealed, to be written down."""
    namer = Namer(session.deck, session.state)
    for seat, code in codes(session.head, session.state, reversed(session.frames)).items():
        yield f"{namer.name(seat)} has sealed {code}."


def seal_lines(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield whether all was revealed as it was sealed, and what was not."""
    namer, found = Namer(session.deck, session.state), proved(session, viewer)
    yield verdict(found)[1]
    for proof in found:
        if proof.fate == "changed":
            yield f"Turn {proof.turn}, {namer.name(proof.seat)}: {proof.code}, not {proof.shown}."


def shifts(namer: Namer, point: TurningPoint) -> str:
    """Return what a turning point moved, in words."""
    return ", ".join(f"{namer.level_name(s.level)} {s.was} to {s.now}" for s in point.shifts)


def counted(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"
