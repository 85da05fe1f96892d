"""The dialogs of a player: what each shows, checks and turns answers into."""

from collections.abc import Callable, Sequence

from tabletop.game.decision import (
    Announce,
    Answer,
    AnswerWord,
    AnyMove,
    Choose,
    FreeMove,
    Move,
    Report,
)
from tabletop.game.deck import Inject
from tabletop.game.legal import answer_objection, objection, planned
from tabletop.game.state import Offer, Piece
from tabletop.language.ids import NOBODY, ActorId, CardId, MoveId, Posture, Viewer, level_parts
from tabletop.pages import hand as cards
from tabletop.pages import news, offers
from tabletop.pages.text import Row, plain, put, rows, wrapped
from tabletop.pages.view import View
from tabletop.tui.widgets.form import Answers, Choice, Field, Form, Text
from tabletop.tui.widgets.pick import UNPICKED, Option

POSTURES: dict[str, Posture] = {"open": "open", "covert": "covert"}
ANSWERS: dict[str, AnswerWord] = {"accept": "accept", "refuse": "refuse", "wait": "wait"}


def postures(allowed: Sequence[Posture]) -> Choice:
    """Return the field that asks how a move is made."""
    notes = {"open": "everyone sees it", "covert": "not everybody sees it"}
    options = [Option(p, p, notes[p]) for p in allowed]
    return Choice("posture", "Posture", options)


def recipients(view: View, named: Sequence[ActorId], label: str, *, none: str = "") -> Choice:
    """Return the field that asks whom a move names."""
    options = [Option("", none)] if none else []
    options += [Option(actor, view.name(actor)) for actor in named]
    return Choice("target", label, options)


def move_form(
    view: View, seat: ActorId, card_id: CardId, before: Sequence[AnyMove]
) -> tuple[Form, Callable[[Answers], Move]]:
    """Return the dialog that plays a card after *before*, and what makes its answers a move."""
    card = view.deck.card_by_id[card_id]
    named = card.recipients(seat)
    others = dict.fromkeys(c for c in view.state.hands.get(seat, ()) if c != card_id)
    fields: list[Field] = []
    if len(card.postures) > 1:
        fields.append(postures(card.postures))
    if len(named) > 1:
        fields.append(recipients(view, named, "Offer to" if card.offer else "At"))
    fields.append(Text("reason", "Why", "one line, for the debrief; may stay empty"))
    weighed = [Option("", "none")] + [Option(c, view.deck.card_by_id[c].title) for c in others]
    fields.append(Choice("rejected", "Not played", weighed))

    def move(answers: Answers) -> Move:
        target = answers.get("target") or (named[0] if named else NOBODY)
        return Move(
            card_id,
            POSTURES[answers.get("posture", card.postures[0])],
            ActorId(Viewer(target)),
            answers["reason"],
            CardId(answers["rejected"]),
        )

    def check(answers: Answers) -> str:
        refusal = objection(view.deck, view.state, seat, move(answers), before)
        return refusal.sentence if refusal else ""

    def page(width: int) -> list[Row]:
        return cards.card_page(view, card, seat, width)

    form = Form("Play a card", page, fields, check=check, confirm="puts it into the plan")
    return form, move


def free_form(
    view: View, seat: ActorId, before: Sequence[AnyMove]
) -> tuple[Form, Callable[[Answers], FreeMove]]:
    """Return the dialog for a move that is on no card."""

    def page(width: int) -> list[Row]:
        text = (
            "Say what is done and what it is to bring. The facilitator hears the arguments, sets"
            " the odds, and approves what changes."
        )
        return rows(wrapped(put((text, "$quiet")), width))

    def move(answers: Answers) -> FreeMove:
        return FreeMove(
            answers["text"],
            answers["sought"],
            ActorId(Viewer(answers["target"])),
            POSTURES[answers["posture"]],
            answers["reason"],
        )

    def check(answers: Answers) -> str:
        refusal = objection(view.deck, view.state, seat, move(answers), before)
        return refusal.sentence if refusal else ""

    others = [actor.id for actor in view.deck.actors if actor.id != seat]
    fields: list[Field] = [
        Text("text", "What", "what is done", most=1000),
        Text("sought", "To bring", "what it is to bring about", most=1000),
        recipients(view, others, "At", none="nobody"),
        postures(("open", "covert")),
        Text("reason", "Why", "one line, for the debrief; may stay empty"),
    ]
    return Form("A free move", page, fields, check=check, confirm="puts it into the plan"), move


def answer_form(view: View, offer: Offer) -> tuple[Form, Callable[[Answers], Answer]]:
    """Return the dialog that answers an offer, give and take in view."""
    seat = ActorId(offer.to)

    def decision(answers: Answers) -> Answer:
        return Answer(seat, offer.id, ANSWERS[answers["answer"]])

    def check(answers: Answers) -> str:
        word = ANSWERS.get(answers["answer"])
        if word is None:
            return "Say first which it is, with the arrow keys."
        refusal = answer_objection(view.deck, view.state, seat, offer.id, word)
        return refusal.sentence if refusal else ""

    options = [Option("accept", "accept"), Option("refuse", "refuse")]
    if offer.lapses > view.state.turn:
        options.append(Option("wait", "let it wait"))
    form = Form(
        f"An offer to {view.name(offer.to)}",
        lambda width: offers.offer_page(view, offer, width),
        [Choice("answer", "Answer", options, UNPICKED)],
        check=check,
        confirm="seals the answer for good",
        close="not yet",
    )
    return form, decision


def choose_form(
    view: View, inject: Inject, seat: Viewer
) -> tuple[Form, Callable[[Answers], Choose]]:
    """Return the dialog that answers news."""
    options = [Option(choice.id, choice.title) for choice in inject.choices]

    def decision(answers: Answers) -> Choose:
        return Choose(seat, inject.id, answers["choice"])

    form = Form(
        f"{view.name(seat)} chooses",
        lambda width: news.inject_page(view, inject, width),
        [Choice("choice", "Choice", options, UNPICKED, tall=True)],
        check=lambda answers: "" if answers["choice"] else "Say first which it is.",
        confirm="chooses for good",
        close="not yet",
    )
    return form, decision


def announce_form(view: View, seat: ActorId) -> tuple[Form, Callable[[Answers], Announce]]:
    """Return the dialog that shows cards as intentions."""
    hand = dict.fromkeys(view.state.hands.get(seat, ()))
    options = [Option(c, view.deck.card_by_id[c].title) for c in hand]

    def decision(answers: Answers) -> Announce:
        return Announce(seat, tuple(CardId(c) for c in answers["cards"].split()))

    def page(width: int) -> list[Row]:
        text = "Everyone sees what is shown here. Nobody has to play it: bluff is allowed."
        return rows(wrapped(put((text, "$quiet")), width))

    field = Choice("cards", "Show", options, several=True)
    return Form("Announce", page, [field], confirm="shows them"), decision


def recall_form(
    view: View, seat: ActorId, recalled: Sequence[MoveId]
) -> tuple[Form, Callable[[Answers], MoveId]]:
    """Return the dialog that adds a recall to the plan."""
    own = recallable(view, seat, recalled)
    options = [
        Option(piece.id, view.deck.card_by_id[piece.card].title, piece.posture) for piece in own
    ]

    def page(width: int) -> list[Row]:
        text = "A recall costs nothing and comes before all moves."
        return rows(wrapped(put((text, "$quiet")), width))

    field = Choice("piece", "Piece", options, tall=True)
    form = Form("Recall a piece", page, [field], confirm="puts it into the plan")
    return form, lambda answers: MoveId(answers["piece"])


def recallable(view: View, seat: ActorId, recalled: Sequence[MoveId]) -> list[Piece]:
    """Return the pieces that *seat* may recall besides those in *recalled*."""
    return [
        piece
        for piece in view.state.pieces
        if piece.owner == seat
        and piece.is_here
        and piece.id not in recalled
        and view.deck.card_by_id[piece.card].stands
    ]


def report_form(view: View, seats: Sequence[Viewer]) -> tuple[Form, Callable[[Answers], Report]]:
    """Return the dialog that tells the table what was said, or notes a deal."""
    options = [Option(seat, view.name(seat)) for seat in seats]

    def page(width: int) -> list[Row]:
        text = "Everyone at the table hears it, and the save keeps it."
        return rows(wrapped(put((text, "$quiet")), width))

    def decision(answers: Answers) -> Report:
        return Report(Viewer(answers["seat"]), answers["text"])

    def check(answers: Answers) -> str:
        return "" if answers["text"] else "Say something first."

    fields: list[Field] = [
        Choice("seat", "From", options),
        Text("text", "Report", "what was said, heard or agreed", most=1000),
    ]
    return Form("Tell the table", page, fields, check=check, confirm="tells everyone"), decision


def reserved(view: View, seat: ActorId, plan: Sequence[AnyMove]) -> dict[str, int]:
    """Return what *plan* has reserved of *seat*'s own levels, in steps by track."""
    kept: dict[str, int] = {}
    for move in plan:
        made = planned(view.deck, view.state, seat, move)
        for amount in (*made.cost, *made.give):
            track = level_parts(amount.level).track
            kept[track] = kept.get(track, 0) + amount.steps
    return kept


def say(text: str, width: int) -> list[Row]:
    """Paint one paragraph."""
    return rows(wrapped(plain(text), width))


def notice(title: str, text: str) -> Form:
    """Return a dialog that only tells something."""
    return Form(title, lambda width: say(text, width), confirm="", close="closes")
