"""The white cell's own dialogs: release, expose, correct, reorder, pass."""

from collections.abc import Callable, Sequence

from tabletop.game.asks import Ask
from tabletop.game.decision import Correct, Decision, Expose, PassFor, Release, Reorder
from tabletop.language.ids import ActorId, InjectId, LevelId, MoveId, Viewer
from tabletop.pages.hand import move_words
from tabletop.pages.news import inject_page
from tabletop.pages.text import Row, plain, put, rows, wrapped
from tabletop.pages.view import View
from tabletop.tui.widgets.form import Answers, Choice, Form, Text
from tabletop.tui.widgets.pick import Option

Asked = tuple[Form, Callable[[Answers], Decision]]


def tools_form(view: View) -> Form:
    """Return the dialog that asks which tool is wanted."""
    options = [
        Option("release", "Release news", "bring an inject now"),
        Option("expose", "Expose a piece", "bring what is covert to light"),
        Option("correct", "Correct a level", "the way forward past a mistake"),
        Option("reorder", "Reorder the moves", "those still to be decided"),
        Option("pass", "Pass for a seat", "do without somebody who is away"),
    ]
    return Form(
        "White cell", None, [Choice("tool", "Tool", options, tall=True)], confirm="opens it"
    )


def tool(name: str, view: View, asks: Sequence[Ask]) -> Asked | None:
    """Return the dialog of the tool *name*, or None where it has nothing to work on."""
    match name:
        case "release":
            return release(view)
        case "expose":
            return expose(view)
        case "correct":
            return correct(view)
        case "reorder":
            return reorder(view)
        case _:
            return pass_for(view, asks)


def release(view: View) -> Asked | None:
    """Ask which inject is to come now."""
    waiting = [i for i in view.deck.injects if i.repeats or not view.state.came.get(i.id)]
    if not waiting:
        return None
    by_id = {inject.id: inject for inject in waiting}
    options = [Option(i.id, i.title, "when you say" if i.by_facilitator else "") for i in waiting]

    def page(width: int) -> list[Row]:
        chosen = by_id.get(InjectId(form.answers["inject"])) if form.is_mounted else None
        return inject_page(view, chosen or waiting[0], width)

    form = Form(
        "Release news",
        page,
        [Choice("inject", "News", options, tall=True)],
        confirm="tells it now, for good",
    )
    return form, lambda answers: Release(InjectId(answers["inject"]))


def expose(view: View) -> Asked | None:
    """Ask which covert piece comes to light."""
    covert = [p for p in view.state.pieces if p.posture == "covert" and not p.is_exposed]
    if not covert:
        return None
    options = [Option(p.id, view.deck.card_by_id[p.card].title, view.name(p.owner)) for p in covert]
    form = Form(
        "Expose a piece",
        None,
        [
            Choice("piece", "Piece", options, tall=True),
            Text("reason", "Because", "how it was seen"),
        ],
        confirm="shows it to all, for good",
    )
    return form, lambda answers: Expose(MoveId(answers["piece"]), answers["reason"])


def correct(view: View) -> Asked:
    """Ask for a level, its right value and the reason."""
    options = []
    for level, now in view.state.levels.items():
        track = view.deck.track_of_level[level]
        owner = "" if track.is_shared else f"{view.name(level.split('.')[0])}: "
        options.append(
            Option(level, f"{owner}{track.name}", f"now {now}, of {track.low} to {track.high}")
        )

    def check(answers: Answers) -> str:
        track = view.deck.track_of_level[LevelId(answers["level"])]
        said = answers["now"]
        if not said.lstrip("-").isdigit() or not track.low <= int(said) <= track.high:
            return f"{track.name} is a number from {track.low} to {track.high}."
        return "" if answers["reason"] else "A correction needs a reason."

    form = Form(
        "Correct a level",
        None,
        [
            Choice("level", "Level", options),
            Text("now", "Set to", "the right number", most=6),
            Text("reason", "Because", "for the record"),
        ],
        check=check,
        confirm="sets it, for all who see it",
    )
    return form, lambda a: Correct(LevelId(a["level"]), int(a["now"]), a["reason"])


def reorder(view: View) -> Asked | None:
    """Ask for the order of the moves that are still to be decided."""
    waiting = [m for m in view.state.moves if not m.outcome]
    if len(waiting) < 2:
        return None

    def page(width: int) -> list[Row]:
        painted: list[Row] = []
        for n, made in enumerate(waiting, 1):
            said = put((f"{n} ", "bold $focus"), plain(view.name(made.seat)), ": ")
            painted += rows(wrapped(put(said, move_words(view, made.planned.move)), width, hang=2))
        return painted

    def order(answers: Answers) -> list[int]:
        return [int(word) for word in answers["order"].split() if word.isdigit()]

    def check(answers: Answers) -> str:
        if sorted(order(answers)) != list(range(1, len(waiting) + 1)):
            return f"Name each number from 1 to {len(waiting)} once, such as 2 1 3."
        return ""

    form = Form(
        "Reorder the moves",
        page,
        [Text("order", "Order", "such as 2 1 3"), Text("reason", "Because", "for the record")],
        check=check,
        confirm="orders them so",
    )
    return form, lambda a: Reorder(tuple(waiting[n - 1].id for n in order(a)), a["reason"])


def pass_for(view: View, asks: Sequence[Ask]) -> Asked | None:
    """Ask which of the seats that are awaited is away."""
    seats = dict.fromkeys(a.seat for a in asks if a.seat in view.deck.actor_by_id)
    if not seats:
        return None

    def page(width: int) -> list[Row]:
        text = "It makes no move, accepts nothing, and takes the first of what it has to choose."
        return rows(wrapped(put((text, "$quiet")), width))

    options = [Option(seat, view.name(seat)) for seat in seats]
    form = Form(
        "Somebody is away",
        page,
        [Choice("seat", "Pass for", options, tall=True)],
        confirm="does without them now",
    )
    return form, lambda answers: PassFor(ActorId(answers["seat"]))


def hand_over_form(view: View, people: Sequence[Viewer]) -> Form:
    """Return the dialog that asks to whom the keyboard goes."""
    options = [Option(seat, view.name(seat)) for seat in people if seat != view.viewer]
    return Form(
        "Hand over",
        None,
        [Choice("seat", "To", options, tall=True)],
        confirm="draws the curtain",
    )
