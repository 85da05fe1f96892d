"""Trying a card: at which levels, by whom, how it is to come out; then what came of it."""

from collections.abc import Callable, Mapping, Sequence

from tabletop.game.decision import AnswerWord, Move
from tabletop.game.deck import Card, Deck, Track
from tabletop.language.ids import ActorId, LevelId, Posture, Viewer
from tabletop.pages.moves import outcome_page
from tabletop.pages.text import Row, Words, heading, ink, plain, put, rows, sides, table, wrapped
from tabletop.table.trial import Trial, Tried
from tabletop.tui.widgets.form import Answers, Choice, Field, Form, Text
from tabletop.tui.widgets.pick import Option

SHOWN = ("dice", "level", "piece", "offer", "score", "inject")
"""Topics of what is told that a trial shows."""


def trial_form(
    deck: Deck, card: Card, last: Mapping[str, str]
) -> tuple[Form, Callable[[Answers], Trial]]:
    """Return the dialog that tries *card*, filled in as *last* time, and what reads its answers."""
    seats = [Option(a, deck.actor_by_id[a].name) for a in card.by]
    fields: list[Field] = [Choice("seat", "Played by", seats, last.get("seat", ""))]
    if len(card.postures) > 1:
        fields.append(Choice("posture", "How", [Option(p, p) for p in card.postures]))
    named = [a for a in deck.actor_by_id if any(a in card.recipients(s) for s in card.by)]
    if named:
        whom = [Option(a, deck.actor_by_id[a].name) for a in named]
        label = "Offered to" if card.offer else "At"
        fields.append(Choice("target", label, whom, last.get("target", named[0])))
    if card.offer is not None:
        words = [Option("accept", "accepts"), Option("refuse", "refuses")]
        fields.append(Choice("answer", "Who", words, last.get("answer", "")))
    if card.chance is not None:
        rolls = [Option("", "by dice"), Option("success", "success"), Option("failure", "failure")]
        fields.append(Choice("outcome", "Outcome", rolls, last.get("outcome", "")))
    starts = {level: start for track in deck.tracks for level, start in track.opening().items()}
    fields.append(
        Text(
            "levels",
            "Levels",
            f"as listed; or say others: {next(iter(starts), 'trust')} 3",
            last.get("levels", ""),
            most=600,
        )
    )

    def trial(answers: Answers) -> Trial:
        seat = ActorId(Viewer(answers["seat"]))
        target = ActorId(Viewer(answers.get("target", "")))
        posture: Posture = "covert" if answers.get("posture") == "covert" else card.postures[0]
        answer: AnswerWord = "refuse" if answers.get("answer") == "refuse" else "accept"
        levels = levels_of(answers["levels"], starts)
        assert not isinstance(levels, str), "the form was checked"
        return Trial(
            seat, Move(card.id, posture, target), levels, answer, answers.get("outcome", "")
        )

    def check(answers: Answers) -> str:
        seat, target = ActorId(Viewer(answers["seat"])), answers.get("target", "")
        if named and target not in card.recipients(seat):
            return f"{deck.actor_by_id[seat].name} cannot name {target} with this card."
        levels = levels_of(answers["levels"], starts)
        return levels if isinstance(levels, str) else out_of_range(deck, levels)

    def page(width: int) -> list[Row]:
        said = "It is played in a turn of its own; the others pass, and nothing is kept."
        return rows([*wrapped(put((said, "$quiet")), width), put(""), *opening(deck, width)])

    form = Form(f"Try {card.title}", page, fields, check=check, confirm="plays it", close="back")
    return form, trial


def opening(deck: Deck, width: int) -> Sequence[Words]:
    """Return a line for each level: its name in rules, what people call it, where it starts."""
    cells = [
        (plain(level), ink(called(deck, level), "$quiet"), put((str(start), "bold")), reach(track))
        for track in deck.tracks
        for level, start in track.opening().items()
    ]
    return [line.truncate(width, ellipsis=True) for line in table(cells)]


def called(deck: Deck, level: LevelId) -> str:
    """Return what people call *level*, with whose it is where each actor has one."""
    owner = level.partition(".")[0] if "." in level else ""
    name = f"{deck.actor_by_id[ActorId(Viewer(owner))].name}: " if owner else ""
    return f"{name}{deck.track_of_level[level].name}"


def reach(track: Track) -> Words:
    return put((f"from {track.low} to {track.high}", "$quiet"))


def levels_of(said: str, known: Mapping[LevelId, int]) -> dict[LevelId, int] | str:
    """Return the levels in "trust 3, us.capital 5", or why they cannot be read."""
    found: dict[LevelId, int] = {}
    for part in (part.strip() for part in said.replace("=", " ").split(",")):
        if not part:
            continue
        name, _, number = part.rpartition(" ")
        level = LevelId(name.strip())
        if level not in known:
            near = ", ".join(list(known)[:8])
            return f'There is no level "{name or part}"; write NAME NUMBER with one of: {near}.'
        if not number.removeprefix("-").isdigit() or len(number) > 12:
            return f'"{number}" is no whole number.'
        found[level] = int(number)
    return found


def out_of_range(deck: Deck, levels: Mapping[LevelId, int]) -> str:
    """Return which of *levels* is off its track, in one sentence, or ""."""
    for level, steps in levels.items():
        track = deck.track_of_level[level]
        if not track.low <= steps <= track.high:
            return f"{track.name} goes from {track.low} to {track.high}."
    return ""


def tried_page(tried: Tried, trial: Trial, width: int) -> list[Row]:
    """Paint what came of a trial: the receipt, what was told, every level that has moved."""
    deck = tried.deck
    card = deck.card_by_id[trial.move.card]
    who = put(ink(deck.actor_by_id[trial.seat].name, "bold"), ": ", ink(card.title, ""))
    painted = rows([*wrapped(who, width), put("")])
    if tried.refused:
        painted += rows(wrapped(put(("✗ ", "$bad"), plain(tried.refused)), width, hang=2))
        return painted
    told = [t for t in tried.told if t.line.topic in SHOWN]
    painted += outcome_page(tried.receipt, told, width)
    painted += rows([put(""), heading("Levels before and after the turn", width)])
    painted += rows(moved(tried, width))
    return painted


def moved(tried: Tried, width: int) -> Sequence[Words]:
    """Return a line for each level that the turn has moved."""
    lines: list[Words] = []
    for level, before in tried.before.levels.items():
        after = tried.after.levels.get(level, before)
        if after == before:
            continue
        by = after - before
        change = put(f"{before} → {after} ", (f"{'▲' if by > 0 else '▼'}{abs(by)}", "bold $focus"))
        lines += sides(plain(f"  {called(tried.deck, level)}"), change, width)
    return lines or wrapped(put(("  Nothing has moved.", "$quiet")), width)
