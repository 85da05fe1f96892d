"""
The wall: how things stand, what happened and how it ended, as large as the room allows.

Everything comes from the sight and the feed that everybody may see. What a frame is called, how
many there are and what was decided behind somebody's back stands nowhere on it.
"""

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from tabletop.game.adjudicate import hear
from tabletop.game.decision import Adjudicate
from tabletop.game.deck import Actor, Track
from tabletop.game.event import Odds
from tabletop.game.narrate import PHASE_LINES
from tabletop.game.secrecy import shows_odds
from tabletop.language.ids import FACILITATOR, PHASES, WALL, ActorId, LevelId, level_id
from tabletop.pages import big, moves, news, result, situation
from tabletop.pages.big import GAP, SCALES, Room, beside, figures, in_columns, title
from tabletop.pages.hand import bare_words, odds_text
from tabletop.pages.text import Words, column, heading, ink, listed, plain, put, wrapped
from tabletop.pages.view import View
from tabletop.replay.watch import Roll
from tabletop.table.debrief import totals

SHARES = (10, 13)
"""Twentieths of the width that levels take: as a rule, and where they are many."""


def wall(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint what is to be read while a session is played, in as many lines as *room* has."""
    lines = [*banner(view, room), *waiting(view, room), put("")]
    rest = room.less(lines)
    if not room.is_wide:
        above = standing(view, rest)
        below = [*above, *([put("")] if above else [])]
        return [*lines, *below, *telling(view, roll, rest.less(below))][: room.height]
    widths = [room.width * share // 20 for share in SHARES]
    tried = [(width, standing(view, rest.part(width))) for width in widths]
    is_better = large(view, rest.part(widths[1])) and not large(view, rest.part(widths[0]))
    width, left = tried[1 if is_better else 0]
    right = telling(view, roll, rest.part(room.width - width - GAP))
    return [*lines, *beside(left, right, width)][: room.height]


def turn_texts(view: View, turn: int) -> tuple[str, str]:
    """Return which turn it is, in full and short."""
    short = f"{turn}/{view.deck.terms.turns}"
    return (f"turn {short}", short) if turn else ("rehearsal", "0")


def banner(view: View, room: Room) -> list[Words]:
    """Paint turn and phase, as large as the longest of them allows."""
    state = view.state
    most = max(room.figure_height(1), room.height // 5)
    if not state.phase:
        return title(view.deck.title, "bold $ink", room, most)
    stops = [p for p in PHASES if p in view.deck.terms.phases or p == state.phase]
    broad = max(big.width(phase, 1) for phase in stops)
    for scale in SCALES:
        if room.figure_height(scale) > most:
            continue
        for text, full in zip(
            turn_texts(view, state.turn), turn_texts(view, view.deck.terms.turns), strict=True
        ):
            gap = 3 * scale + 1
            wide = max(big.width(text, scale), big.width(full, scale))
            if wide + gap + broad * scale <= room.width:
                turn = figures(text, scale, "$ink", room)
                phase = figures(state.phase, scale, "$focus", room)
                return beside(turn, phase, big.width(text, scale), gap)
    return [put((turn_texts(view, state.turn)[0].capitalize(), "bold"), f"  {state.phase}")]


def awaited(view: View) -> tuple[str, bool]:
    """Return whom the table waits for, in a sentence, and whether it is somebody by name."""
    asked = dict.fromkeys(ask.seat for ask in view.sight.asks if ask.seat != FACILITATOR)
    if asked:
        return f"Waiting for {listed([view.name(seat) for seat in asked])}", True
    if not view.state.phase:
        return "About to begin", False
    if view.deck.terms.facilitated:
        return "Waiting for the facilitator", True
    done = {
        "plan": "All plans are sealed.",
        "answer": "All offers are answered.",
        "adjudicate": "The moves are decided, one by one.",
    }
    return done.get(view.state.phase, PHASE_LINES[view.state.phase]).rstrip("."), False


def waiting(view: View, room: Room) -> list[Words]:
    """Paint whom the table waits for, in block letters where the room is lofty."""
    text, is_named = awaited(view)
    if room.is_lofty and is_named:
        drawn = title(text, "$focus", room, room.figure_height(1))
        if len(drawn) > 1:
            return [put(""), *drawn]
    sign = "▸ " if is_named else "○ "
    style = "bold $focus" if is_named else "$quiet"
    return wrapped(put((sign, style), ink(text + ".", style)), room.width, hang=2)


NARROWEST = 36
"""Cells in which an actor can be painted whole."""

SEALED = 10
"""Cells of the longest word for what a seat is doing."""


FEW = 3
"""With fewer shared levels than that, the actors' own are as large, where they fit."""


def standing(view: View, room: Room) -> list[Words]:
    """Paint the levels, in large type if they fit, then the actors."""
    every = every_level(view, room)
    lines = every or large(view, room) or small(view, room)
    left = attrs.evolve(room, height=room.height - len(lines) - 1)
    actors = whole_actors(view, left, with_levels=not every)
    actors = actors or short_actors(view, room.width, with_levels=not every)
    blank = [put("")] if lines and actors else []
    return [*lines, *blank, *actors][: room.height]


def large(view: View, room: Room) -> list[Words]:
    """Paint every level in large type where they are few, else the shared ones, if they fit."""
    return every_level(view, room) or big.grid(shared_tiles(view), place_for(view, room))


def every_level(view: View, room: Room) -> list[Words]:
    """Paint the shared levels and the actors' own in large type, where the shared are few."""
    shared = shared_tiles(view)
    owned = [
        big.level_tile(view, track, level, f"{view.name(level.split('.')[0])}: {track.name}")
        for track, level in own(view)
    ]
    if not owned or len(shared) >= FEW:
        return []
    return big.grid([*shared, *owned], place_for(view, room))


def shared_tiles(view: View) -> list[big.Tile]:
    """Return the tiles of the shared levels, in deck order."""
    return [
        big.level_tile(view, track, level_id(track.id), track.name)
        for track in situation.shared(view)
    ]


def place_for(view: View, room: Room) -> Room:
    """Return how much of *room* levels in large type may take."""
    most = room.height - len(short_actors(view, room.width, with_levels=True)) - 1
    if not room.is_wide:
        most = min(most, room.height // 2)
    return attrs.evolve(room, height=max(0, most))


def own(view: View) -> list[tuple[Track, LevelId]]:
    """Return the actors' own levels that everybody sees."""
    return [(t, level_id(t.id, a.id)) for a in view.deck.actors for t in own_of(view, a)]


def own_of(view: View, actor: Actor) -> list[Track]:
    """Return the tracks of which everybody sees *actor*'s own level."""
    return [t for t in view.deck.tracks if level_id(t.id, actor.id) in view.state.levels]


def small(view: View, room: Room) -> list[Words]:
    """Paint the shared levels one a line, with gauges where these leave half of *room* free."""
    levels = [(t, level_id(t.id)) for t in situation.shared(view)]
    across = 2 if room.width >= 74 and len(levels) > 3 else 1
    broad = (room.width - GAP * (across - 1)) // across
    form = situation.Columns.of([track for track, _ in levels], broad)
    lines = in_columns([form.lines(view, *each) for each in levels], across, broad)
    if room.is_wide or len(lines) <= room.height // 2:
        return lines
    return in_columns([[bare(view, *each, broad)] for each in levels], across, broad)


def bare(view: View, track: Track, level: LevelId, width: int) -> Words:
    """Paint one level as a name, a number and its change, on a line of *width* cells."""
    moved = situation.change(view.change(level))
    now = view.state.levels[level]
    said = ("no", "yes")[now > 0] if situation.is_flag(track) else str(now)
    figure = put((f"{said:>4} ", "bold"), moved.pad_right(3 - moved.cell_length))
    name = column(ink(track.name, "bold" if moved else ""), width - figure.cell_length)
    return name.append(figure)


def whole_actors(view: View, room: Room, *, with_levels: bool) -> list[Words]:
    """Paint what each seat is doing and all it has in the open; nothing if *room* is too small."""
    for across in (1, 2, 3) if room.is_high else ():
        broad = (room.width - GAP * (across - 1)) // across
        each = [
            [
                line[2:]
                for subject, lines in situation.parts(view, actor, broad + 2)
                for line in lines
                if with_levels or subject.what != "level"
            ]
            for actor in view.deck.actors
        ]
        lines = in_columns([[*lines, put("")] for lines in each], across, broad)[:-1]
        if broad >= NARROWEST and len(lines) <= room.height:
            return lines
    return []


def short_actors(view: View, width: int, *, with_levels: bool) -> list[Words]:
    """Paint what each seat is doing, a line each, *with_levels* of its own where they fit."""
    seats = view.deck.actors
    across = 2 if width >= 74 and len(seats) > 3 else 1
    broad = (width - GAP * (across - 1)) // across
    for codes, levels in ((True, with_levels), (False, with_levels), (False, False)):
        lines = [actor_line(view, actor, codes=codes, levels=levels) for actor in seats]
        if max(line.cell_length for line in lines) <= broad:
            break
    return in_columns([[line] for line in lines], across, broad)


def actor_line(view: View, actor: Actor, *, codes: bool, levels: bool) -> Words:
    """Paint one actor on a line, with the *codes* of sealed plans and its own *levels*."""
    doing = {a.id: situation.doing(view, a) for a in view.deck.actors}
    if not codes:
        sealed = len("■ sealed")
        doing = {a: w[:sealed] if w.plain.startswith("■") else w for a, w in doing.items()}
    longest = max(ink(a.name, "").cell_length for a in view.deck.actors)
    widest = max(word.cell_length for word in doing.values())
    parts = [column(ink(actor.name, "bold"), longest)]
    if widest:
        parts.append(column(doing[actor.id], max(SEALED, widest)))
    for track in own_of(view, actor) if levels else ():
        level = level_id(track.id, actor.id)
        moved = situation.change(view.change(level))
        now = str(view.state.levels[level])
        parts.append(put((track.name, "$quiet"), " ", (now, "bold"), " " if moved else "", moved))
    return put("  ").join(parts).rstrip()


SEEN: Final = ("adjudicate", "aftermath", "brief")
"""Phases in which the last roll stands on the wall."""


def telling(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the last roll, this turn's moves, open offers and news, then what was said last."""
    lines: list[Words] = []
    for name in order(view):
        part = PARTS[name](view, roll, room)
        if not part:
            continue
        titled = [heading(name, room.width), *part] if room.is_high else part
        gap = [put("")] if lines and room.is_high else []
        left = room.height - len(lines) - len(gap)
        if left < min(len(titled), 2):
            break
        cut = titled if len(titled) <= left else [*titled[: left - 1], put(("…", "$quiet"))]
        lines += [*gap, *cut]
    gap = [put("")] if lines and room.is_high else []
    left = room.height - len(lines) - len(gap) - room.is_high
    said = last_said(view, room.width, left)
    if said:
        titled = [heading("What happened", room.width)] if room.is_high else []
        lines += [*gap, *titled, *said]
    return lines


def order(view: View) -> tuple[str, ...]:
    """Return what the phase makes most important first."""
    match view.state.phase:
        case "reveal" | "adjudicate":
            return ("Next", "Last roll", "Moves", "Offers", "News")
        case "answer":
            return ("Offers", "Moves", "News")
        case "aftermath":
            return ("Last roll", "Moves", "News", "Offers")
        case "brief":
            return ("News", "Last roll", "Offers")
        case _:
            return ("News", "Offers", "Moves")


def next_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the move that is decided next, and its odds before anything is rolled."""
    asked = next((a.subject for a in view.sight.asks if a.what == "adjudicate"), "")
    made = next((m for m in view.state.moves if m.id == asked), None)
    if made is None or not shows_odds(view.deck, made, WALL):
        return []
    odds = hear(view.deck, view.state, made, Adjudicate(made.id)).odds
    if odds is None:
        return []
    who = put(bare_words(view, made.planned.move), (", ", "$quiet"), ink(view.name(made.seat), ""))
    text = short(odds)
    if room.is_high:
        return [*wrapped(who, room.width), *drawn([("odds", text, "$ink")], [0], room)]
    return wrapped(put(who, (": odds ", "$quiet"), (text, "bold")), room.width, hang=2)


def short(odds: Odds) -> str:
    """Return odds in letters that blocks have: "70%" or "21/36"."""
    return odds_text(odds).replace(" of ", "/")


def roll_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the receipt of the last roll: odds before dice, dice before the outcome."""
    if roll is None or view.state.phase not in SEEN:
        return []
    receipt = roll.receipt
    sign, word, style = moves.OUTCOMES[receipt.outcome]
    who = put(ink(roll.title, "bold"), (", ", "$quiet"), ink(view.name(roll.seat), "bold"))
    dice = " ".join(map(str, receipt.dice))
    source = {"rolled": "rolled", "typed": "thrown"}.get(receipt.source, "")
    odds = short(receipt.odds) if receipt.odds else ""
    steps = [("odds", odds, "$ink"), (source, dice, "$focus"), ("result", word, style)]
    known = [step for step in steps if step[1]]
    wide = [max(big.width(text, 1), len(label)) for label, text, _ in known]
    if room.is_high and sum(wide) + GAP * (len(wide) - 1) <= room.width:
        return [*wrapped(who, room.width), *drawn(known, wide, room)]
    known[-1] = (sign, word.upper(), style)
    said = [put((f"{label} ", "$quiet"), (text, f"bold {style}")) for label, text, style in known]
    return wrapped(put(who, ": ", put(("  ", "")).join(said)), room.width, hang=2)


def drawn(known: Sequence[tuple[str, str, str]], wide: Sequence[int], room: Room) -> list[Words]:
    """Paint words in blocks side by side, each under its label."""
    cells = [
        [put((label, "$quiet")), *figures(text, 1, style, room)] for label, text, style in known
    ]
    return [
        put(" " * GAP)
        .join(column(cell, max(w, cell.cell_length)) for cell, w in zip(row, wide, strict=True))
        .rstrip()
        for row in zip(*cells, strict=True)
    ]


def move_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint this turn's open moves and what came of each."""
    if not view.state.moves:
        return []
    asked = next((a.subject for a in view.sight.asks if a.what == "adjudicate"), "")
    return [row.content[2:] for row in moves.moves(view, asked, room.width + 2)]


def offer_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the open offers."""
    lines: list[Words] = []
    for offer in view.state.offers:
        card = view.deck.card_by_id[offer.card]
        way = put(plain(view.name(offer.by)), (" to ", "$quiet"), plain(view.name(offer.to)))
        text = put(("◇ ", "$focus"), ink(card.title, "bold"), "  ", way)
        lines += wrapped(text, room.width, hang=2)
    return lines


def news_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the news of this turn, the newest first."""
    lines: list[Words] = []
    fresh = {told.line.text for told in view.told_this_turn()}
    for inject in news.came(view):
        if not any(text.startswith(f"{inject.title}.") for text in fresh):
            continue
        lines += wrapped(put(("◆ ", "$focus"), ink(inject.title, "bold")), room.width, hang=2)
        if inject.text:
            lines += wrapped(plain(" ".join(inject.text.split())), room.width, indent=2)
    return lines


PARTS: Final[dict[str, Callable[[View, Roll | None, Room], list[Words]]]] = {
    "Next": next_lines,
    "Last roll": roll_lines,
    "Moves": move_lines,
    "Offers": offer_lines,
    "News": news_lines,
}


def last_said(view: View, width: int, most: int) -> list[Words]:
    """Paint the last of what everybody was told, whole sentences only, in *most* lines."""
    lines: list[Words] = []
    for told in reversed(view.feed):
        if told.line.topic in ("turn", "phase"):
            continue
        said = news.feed_lines(told.line.topic, told.line.text, width)
        if len(lines) + len(said) > most:
            break
        lines = [*said, *lines]
    return lines


TITLE = 34
"""Cells in which an objective's title can be read."""


def outcome(view: View, room: Room) -> list[Words]:
    """Paint how it ended, in as many lines as *room* has at most."""
    lines = [*winners(view, room), *ending(view, room), put("")]
    lines += [*points(view, room.less(lines)), put("")]
    rest = room.less(lines)
    if not room.is_wide:
        return [*lines, *wanted(view, rest)][: room.height]
    width = (room.width - GAP) // 2
    left, right = wanted(view, rest.part(width)), levels(view, rest.part(width))
    return [*lines, *beside(left, right, width)][: room.height]


def winners(view: View, room: Room) -> list[Words]:
    """Paint who won, as large as it fits."""
    names = [view.name(winner) for winner in view.state.winners]
    text = f"{listed(names)} {'win' if len(names) > 1 else 'wins'}" if names else "It is over"
    most = max(room.figure_height(1), room.height // 4)
    return title(text, "$focus", room, most)


def ending(view: View, room: Room) -> list[Words]:
    """Paint how it came to an end."""
    found = next((e for e in view.deck.endings if e.id == view.state.ending), None)
    lines = wrapped(ink(found.title if found else "The turns are played", "bold"), room.width)
    if found and found.text and room.is_high:
        lines += wrapped(plain(" ".join(found.text.split())), room.width)
    return lines


def points(view: View, room: Room) -> list[Words]:
    """Paint the points of every seat, the winner's marked."""
    total = totals(view.state, view.deck)
    longest = max(map(str, total.values()), key=len)
    figures = [
        big.Tile(
            put(
                ("● ", "$focus") if seat in view.state.winners else "", ink(view.name(seat), "bold")
            ),
            str(count),
            longest,
            style="$focus" if seat in view.state.winners else "$ink",
        )
        for seat, count in total.items()
    ]
    drawn = big.grid(figures, attrs.evolve(room, height=room.height * 2 // 5))
    if drawn:
        return drawn
    across = max(1, min(3, (room.width + GAP) // (TITLE + GAP)))
    each = [[put((f"{tile.figure:>3} ", "bold"), tile.name)] for tile in figures]
    return in_columns(each, across, (room.width - GAP * (across - 1)) // across)


def levels(view: View, room: Room) -> list[Words]:
    """Paint the levels it ended with, in large type where they fit."""
    shared = [
        big.level_tile(view, track, level_id(track.id), track.name)
        for track in situation.shared(view)
    ]
    drawn = big.grid(shared, room)
    return drawn or [row.content for row in situation.tracks(view, room.width)]


def seat_name(view: View, seat: ActorId) -> Words:
    """Return what *seat* is called, a winner's name marked."""
    sign = ("● ", "$focus") if seat in view.state.winners else ""
    return put(sign, ink(view.name(seat), "bold"))


def wanted(view: View, room: Room) -> list[Words]:
    """Paint what each seat wanted and whether it got it, with the conditions if they fit."""
    rows = [row.content for row in result.objectives(view, room.width)]
    in_full = rows[1:]
    if len(in_full) <= room.height:
        return in_full
    for only_met in (False, True):
        short = [in_short(view, actor, only_met=only_met) for actor in view.deck.actors]
        for across in (1, 2, 3):
            width = (room.width - GAP * (across - 1)) // across
            seats = [[*seat, put("")] for seat in short if seat]
            lines = in_columns(seats, across, width)[:-1]
            if len(lines) <= room.height and width >= TITLE:
                return lines
    lines = [line for seat in short for line in seat]
    return [*lines[: room.height - 1], put(("…", "$quiet"))] if room.height else []


def in_short(view: View, actor: Actor, *, only_met: bool) -> list[Words]:
    """Paint what *actor* wanted, or *only_met* what it got, a line each."""
    titles = {objective.id: objective.title for objective in view.deck.objectives}
    lines = [
        put(
            ("✓ ", "$good") if score.is_met else ("✗ ", "$bad"),
            ink(titles[score.objective], ""),
            (f", {score.points}" if score.is_met else "", "bold"),
        )
        for score in view.state.scores
        if score.seat == actor.id and score.objective in titles and (score.is_met or not only_met)
    ]
    return [ink(actor.name, "bold"), *lines] if lines else []
