"""Adjudication, step by step: the odds, then the dice, then what came of it."""

import re
from collections.abc import Callable

from tabletop.game.adjudicate import hear
from tabletop.game.adjudicate import objection as adjudication_objection
from tabletop.game.card_facts import facts
from tabletop.game.decision import Adjudicate, Argument, FreeMove, Ruled
from tabletop.game.methods import WAYS
from tabletop.game.state import Made
from tabletop.journal.model import Frame
from tabletop.language.check import names_read
from tabletop.language.expr import Effect, Number, Scene
from tabletop.language.ids import FACILITATOR, METHODS, Method, MoveId, TrackId, level_id
from tabletop.pages.hand import move_words, odds_text
from tabletop.pages.moves import outcome_page, seen_receipt
from tabletop.pages.text import Row, Words, fact_lines, ink, plain, put, rows, wrapped
from tabletop.pages.view import View
from tabletop.tui.widgets.form import Answers, Choice, Field, Form, Text
from tabletop.tui.widgets.pick import UNPICKED, Option

RULINGS: dict[str, Ruled] = {"": "", "success": "success", "failure": "failure", "struck": "struck"}
METHOD_WORDS: dict[str, Method] = {method: method for method in METHODS}
EFFECT = re.compile(r"\s*([a-z0-9_]+)(?:\.([a-z0-9_]+))?\s*([+=-])\s*(\d+)\s*")


def decide_form(view: View, move: MoveId) -> tuple[Form, Callable[[Answers], Adjudicate]]:
    """
    Return the dialog that decides *move*, and what makes its answers a decision.

    A move that the viewer cannot see is decided by its card, with nothing told of it.
    """
    made = next((m for m in view.state.moves if m.id == move), None)
    if made is None:
        form = Form(
            "Next to decide",
            lambda width: rows(wrapped(put(UNSEEN), width)),
            confirm="decides it",
            close="not yet",
        )
        return form, lambda answers: Adjudicate(move)

    def decision(answers: Answers) -> Adjudicate:
        method = answers.get("method", "")
        return Adjudicate(
            move,
            method="" if method == view.deck.terms.method else METHOD_WORDS.get(method, ""),
            arguments=(*arguments("pro", answers), *arguments("con", answers)),
            odds=int(answers["odds"]) if answers.get("odds", "").isdigit() else None,
            dice=tuple(map(int, re.findall(r"\d+", answers.get("dice", "")))),
            ruling=RULINGS[answers.get("ruling", "")],
            effects=effects(view, answers.get("effects", "")) or (),
            reason=answers.get("reason", ""),
        )

    def check(answers: Answers) -> str:
        if effects(view, answers.get("effects", "")) is None:
            names = ", ".join(level for level in view.deck.track_of_level)
            return f"Write effects as NAME +1, NAME -2, with a name out of: {names}."
        dice = answers.get("dice", "")
        if dice and not re.fullmatch(r"\d+([ ,+]+\d+)*", dice):
            return "Dice are numbers, such as 4 3; leave it empty to roll here."
        if answers.get("odds") and not answers["odds"].rstrip("%").isdigit():
            return "Odds are a number from 0 to 100."
        if answers.get("ruling") == "struck" and not answers["reason"]:
            return "Say why it is struck out."
        refusal = adjudication_objection(view.deck, view.state, made, decision(answers))
        return refusal.sentence if refusal else ""

    def page(width: int) -> list[Row]:
        answers = form.answers if form.is_mounted else {}
        return move_page(view, made, decision(answers), width)

    form = Form(
        "Next to decide",
        page,
        fields_of(view, made),
        check=check,
        confirm="decides it",
        close="not yet",
    )
    return form, decision


UNSEEN = "A covert move is decided now. Those whom it concerns will hear of it."


def is_settled(view: View, move: MoveId) -> bool:
    """Return whether nobody has anything to say about *move*: its card makes it certain."""
    made = next((m for m in view.state.moves if m.id == move), None)
    return made is not None and is_certain(view, made)


def is_certain(view: View, made: Made) -> bool:
    """Return whether no roll is needed, as far as the card says."""
    return hear(view.deck, view.state, made, Adjudicate(made.id)).is_certain


def fields_of(view: View, made: Made) -> list[Field]:
    """Return what can be said about a move: least for a certain card, most for a free move."""
    facilitates = view.viewer == FACILITATOR
    is_free = isinstance(made.planned.move, FreeMove)
    certain = is_certain(view, made)
    ruling = [Option("", "by the dice"), Option("success", "success"), Option("failure", "failure")]
    if certain:
        ruling = [Option("", "as printed")]
    if facilitates or view.deck.terms.method == "umpire" or is_free:
        ruling.append(Option("struck", "struck out"))
    is_ruled = hear(view.deck, view.state, made, Adjudicate(made.id)).needs_ruling
    if is_ruled:
        del ruling[0]  # nothing picked is by the dice, once odds are set
    fields: list[Field] = []
    if not certain:
        fields += [
            Text("dice", "Dice", "empty to roll here; else type those of the real table"),
            Text("pro", "For", "strong reasons why it works, parted by ;"),
            Text("con", "Against", "strong reasons why it does not, parted by ;"),
            Choice("method", "Method", [Option(m, m) for m in METHODS], view.deck.terms.method),
        ]
    if is_free:
        fields.append(Text("odds", "Odds", "in percent, if dice decide", most=4))
        fields.append(Text("effects", "Changes", "if it succeeds: tension +1, japan.capital -2"))
    elif facilitates and not certain:
        fields.append(Text("odds", "Odds", "in percent, to set the card's own aside", most=4))
    if len(ruling) > 1:
        said: list[Field] = [
            Choice("ruling", "Ruling", ruling, UNPICKED if is_ruled else "", steady=True),
            Text("reason", "Because", "why, where the card's own odds are set aside"),
        ]
        fields = [*said, *fields] if is_ruled else [*fields, *said]
    return fields


def arguments(side: str, answers: Answers) -> list[Argument]:
    """Return the arguments of one side, each a strong one."""
    said = [text.strip() for text in answers.get(side, "").split(";")]
    return [Argument("pro" if side == "pro" else "con", text) for text in said if text]


def effects(view: View, said: str) -> tuple[Effect, ...] | None:
    """Return the effects written in *said*, or None where they cannot be read."""
    found: list[Effect] = []
    for part in said.split(",") if said.strip() else ():
        match = EFFECT.fullmatch(part)
        if match is None:
            return None
        first, second, change, amount = match.groups()
        of, track = (first, second) if second else ("", first)
        if level_id(track, of) not in view.deck.track_of_level:
            return None
        sign = {"+": "+", "-": "-"}.get(change, "=")
        found.append(Effect(TrackId(track), of, sign, Number(int(amount))))  # type: ignore[arg-type]
    return tuple(found)


def move_page(view: View, made: Made, decision: Adjudicate, width: int) -> list[Row]:
    """Paint the move and its odds, as they are under *decision*."""
    move = made.planned.move
    lines = wrapped(put(ink(view.name(made.seat), "bold"), ": ", move_words(view, move)), width)
    if isinstance(move, FreeMove):
        lines += fact_lines("Seeks", plain(move.sought), width)
    else:
        card = view.deck.card_by_id[move.card]
        scene = Scene(made.seat, move.target, move.posture)
        for label, words in facts(view.deck, card, scene):
            if label in ("Always", "Success", "Failure", "Accepted", "Refused"):
                lines += fact_lines(label, plain(words), width)
    lines += [put(""), *odds_lines(view, made, decision, width)]
    return rows(lines)


def odds_lines(view: View, made: Made, decision: Adjudicate, width: int) -> list[Words]:
    """Paint the odds large and in words, or that there are none since the move is struck out."""
    if decision.ruling == "struck":
        said = put(("✗ struck out", "bold $bad"), "  nothing comes of it")
        return fact_lines("Ruling", said, width)
    hearing = hear(view.deck, view.state, made, decision)
    if hearing.is_certain:
        return fact_lines(
            "Odds", put(("certain", "bold"), ("  no roll is needed", "$quiet")), width
        )
    if decision.ruling or hearing.odds is None:
        return fact_lines("Odds", put(("by ruling", "bold")), width)
    if not is_known(view, made):
        said = put(("not yours to know", "bold"), ("  they hang on what you cannot see", "$quiet"))
        return fact_lines("Odds", said, width)
    words = {
        "odds": f"a d100 of {hearing.odds.ways} or less",
        "2d6": "two dice, 7 or more",
        "red-green": "red and green die, 7 or more; on 7 not if red is higher",
    }.get(hearing.method, "")
    net = (
        f", {hearing.net:+d} by arguments"
        if hearing.net and len(WAYS[hearing.method].faces) > 1
        else ""
    )
    said = put((odds_text(hearing.odds), "bold $focus"), (f"  {words}{net}", "$quiet"))
    return fact_lines("Odds", said, width)


def is_known(view: View, made: Made) -> bool:
    """Return whether the viewer sees every level that the chance of *made* reads."""
    move = made.planned.move
    if isinstance(move, FreeMove):
        return True
    chance = view.deck.card_by_id[move.card].chance
    if chance is None:
        return True
    whose = {"player": made.seat, "target": move.target}
    return all(
        level_id(level.track, whose.get(level.of, level.of)) in view.state.levels
        for level in names_read(chance, view.deck.tests).levels
    )


def outcome_form(view: View, frame: Frame, move: MoveId, *, more: bool) -> Form:
    """Return the dialog that shows what came of a decided move."""
    told = view.told_in(frame.number)
    receipt = seen_receipt(view, frame.events, move)
    return Form(
        "Decided",
        lambda width: outcome_page(receipt, told, width),
        confirm="next move" if more else "goes on",
        close="back to the table",
    )
