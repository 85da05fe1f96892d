"""The table in lines: what happens is told, and whoever is awaited is asked."""

from shlex import quote
from typing import Final

from tabletop.bots.seats import bot_of
from tabletop.cli.plain import show
from tabletop.cli.plain.lead import PlainLead, Ruling
from tabletop.cli.plain.plan import Planner
from tabletop.cli.plain.prompt import Console, KeyboardLeft, Prompt
from tabletop.cli.plain.show import (
    account_lines,
    code_lines,
    final_tracks,
    objectives,
    results,
    seal_lines,
    turning_lines,
)
from tabletop.game.asks import Ask
from tabletop.game.clean import clean_line
from tabletop.game.decision import Answer, AnswerWord, Choose, Decision, PassFor, Refusal
from tabletop.game.legal import answer_objection
from tabletop.game.narrate import Namer
from tabletop.game.state import Offer, offer_by_id
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, WALL, ActorId, InjectId, MoveId, Viewer
from tabletop.table.feed import Told
from tabletop.table.session import Session

ANSWERS: Final[tuple[AnswerWord, ...]] = ("accept", "refuse", "wait")
ANSWER_HELPS: Final = (
    ("accept", "take the offer; your answer stays sealed until all are in"),
    ("refuse", "turn it down"),
    ("wait", "leave it open, as long as it does not lapse"),
    ("away", "this seat is away: it is passed for"),
)
CHOICE_HELPS: Final = (
    ("a number", "choose it"),
    ("away", "this seat is away: the first choice holds"),
)


class PlainTable:
    """One session at one keyboard, from where it stands to its hot wash."""

    def __init__(self, session: Session, console: Console) -> None:
        self.session = session
        self.console = console
        self.prompt = Prompt(session, console)
        self.lead = PlainLead(self.prompt)
        # One person needs no curtain: the page is theirs alone.
        people = session.people
        self.common = people[0] if len(people) == 1 else WALL
        self.prompt.viewer = self.common
        self.told: dict[Viewer, int] = {}

    def play(self) -> None:
        """Play until the session is over or everybody leaves; either way it is kept."""
        try:
            self.welcome()
            has_ended = not self.session.state.is_over
            while not self.session.state.is_over:
                if self.session.step() is None:
                    self.serve(self.session.awaited())
                self.tell()
            self.hot_wash()
            self.part(is_new=has_ended)
        except (KeyboardLeft, KeyboardInterrupt):
            if self.prompt.viewer != self.common:
                self.console.hide()
            self.console.say()
            self.console.say("You leave the table. Nothing is lost.")
        # Unwrapped and to the letter, so that it can be copied.
        path = clean_line(str(self.session.path))
        self.console.write(f"The session is kept in {path}\n")
        if not self.session.state.is_over:
            line = "" if self.session.is_main else f" --line {quote(self.session.line)}"
            self.console.write(f"Go on with: tabletop resume {path}{line} --plain\n")

    def welcome(self) -> None:
        """Say what is played, by whom, and what can be typed."""
        session = self.session
        self.console.head(self.title(session.head.title))
        text = (session.seed.text if session.seed else "") or session.deck.text
        if text and not session.frames:
            self.console.say(text)
        self.console.say()
        for actor in session.deck.actors:
            bot = bot_of(session.seats.get(actor.id))
            who = f"a bot, {bot}" if bot else "you" if self.common == actor.id else "a person"
            self.console.say(f"{actor.name}: {who}")
        self.console.say('At any question, type "help" for what you can type.')
        if self.common not in (WALL, FACILITATOR):
            self.console.head("Your brief")
            self.prompt.lines(show.aims(self.prompt.sight))
        if session.frames:
            self.told[self.common] = len(session.feed(self.common))
            state = session.state
            self.console.head(f"You come back in turn {state.turn}, {state.phase}")
            self.prompt.lines(show.tracks(self.prompt.sight))

    def title(self, title: str) -> str:
        """Return *title*, and that it is a what-if if it is one."""
        return title if self.session.is_main else f"{title} (what if: {self.session.line})"

    def tell(self) -> None:
        """Tell the viewer what it has not been told yet."""
        viewer = self.prompt.viewer
        feed = self.session.feed(viewer)
        begun = self.told.get(viewer, 0)
        known = self.known_to_all(viewer, begun)
        for told in feed[begun:]:
            if (told.frame, told.line.text) not in known:
                self.tell_line(told)
        self.told[viewer] = len(feed)

    def known_to_all(self, viewer: Viewer, begun: int) -> set[tuple[int, str]]:
        """Return what a seat behind the curtain has heard at the common table already."""
        if viewer == self.common:
            return set()
        heard = self.session.feed(self.common)[: self.told.get(self.common, 0)]
        return {(told.frame, told.line.text) for told in heard}

    def tell_line(self, told: Told) -> None:
        """Tell one line; a turn begins with its tracks."""
        match told.line.topic:
            case "turn":
                self.console.head(told.line.text.rstrip("."))
            case "phase":
                self.console.say()
                self.console.say(told.line.text)
            case "score":
                pass  # read out in the hot wash, which follows at once
            case _:
                self.console.say(told.line.text, indent=2)

    def serve(self, awaited: tuple[Ask, ...]) -> None:
        """Ask the first person who is awaited, and submit what is decided."""
        people = self.session.people
        ask = next((ask for ask in awaited if ask.seat in people), awaited[0])
        is_led = ask.seat == FACILITATOR and FACILITATOR not in people
        self.hand_over(self.common if is_led else ask.seat, ask)
        if self.session.awaited() == awaited:
            decision = self.decision(ask)
            if decision is not None:
                self.submit(decision)

    def submit(self, decision: Decision) -> None:
        """Submit *decision*, and say why it is refused if it is."""
        refused = self.session.submit(decision)
        if isinstance(refused, Refusal):
            self.console.say(refused.sentence)

    def hand_over(self, viewer: Viewer, ask: Ask) -> None:
        """Draw the curtain until *viewer* alone looks at the page; the absent are passed for."""
        before = self.prompt.viewer
        if viewer == before:
            return
        if before != self.common:
            self.console.hide()
        self.prompt.viewer = self.common
        self.tell()
        if viewer == self.common:
            self.console.say("Everybody may look.")
            return
        name = show.named(self.prompt.sight, viewer)
        helps = (("away", f"{name} is away, and is passed for"),)
        while True:
            typed = self.prompt.ask(f"Hand over to {name}; then Enter. Others look away", helps)
            if not typed:
                break
            if typed.lower() == "away" and viewer != FACILITATOR:
                self.submit(PassFor(ActorId(viewer)))
                return
            self.console.say('Press Enter when you sit at the keyboard, or type "away".')
        self.console.hide()
        self.prompt.viewer = viewer
        self.console.head(name)
        self.tell()

    def decision(self, ask: Ask) -> Decision | None:
        """Return what is decided about *ask*, or None when it is asked again."""
        match ask.what:
            case "choose":
                return self.choose(ask)
            case "seal":
                self.prompt.lines(show.tracks(self.prompt.sight))
                return Planner(self.prompt, ActorId(ask.seat)).decide()
            case "answer":
                return self.answer(ask)
            case "adjudicate":
                return Ruling(self.prompt, MoveId(ask.subject)).decide()
            case _:
                self.prompt.lines(list(code_lines(self.session)))
                return self.lead.go_on()

    def choose(self, ask: Ask) -> Decision | None:
        """Return the choice that is made of an inject's."""
        inject = self.session.deck.inject_by_id[InjectId(ask.subject)]
        self.console.say(f"{inject.title}: choose.")
        lines = []
        for number, choice in enumerate(inject.choices, start=1):
            brings = say.effects(choice.effects, self.session.deck)
            lines.append(f"{number}. {choice.title}{f' ({brings})' if brings else ''}")
        self.prompt.lines(lines)
        typed = self.prompt.ask("Which? A number", CHOICE_HELPS)
        if typed.lower() == "away":
            return PassFor(ActorId(ask.seat))
        chosen = self.prompt.number(typed, len(inject.choices))
        if chosen is None:
            return None
        return Choose(ask.seat, inject.id, inject.choices[chosen - 1].id)

    def answer(self, ask: Ask) -> Decision | None:
        """Return the answer that is given to an offer."""
        sight, seat = self.prompt.sight, ActorId(ask.seat)
        offer = offer_by_id(sight.state, MoveId(ask.subject))
        if offer is None:
            return PassFor(seat)
        self.offer(offer)
        refusal = answer_objection(sight.deck, sight.state, seat, offer.id, "accept")
        if refusal:
            self.console.say(f"You cannot accept now. {refusal.sentence}")
        while True:
            typed = self.prompt.ask("Accept, refuse or wait?", ANSWER_HELPS).lower()
            if typed == "away":
                return PassFor(seat)
            for word in ANSWERS:
                if typed and word.startswith(typed):
                    return Answer(seat, offer.id, word)
            self.console.say('Type "accept", "refuse" or "wait".')

    def offer(self, offer: Offer) -> None:
        """Say all that an offer gives, asks and brings, from its recipient's side."""
        sight = self.prompt.sight
        deck, card = sight.deck, sight.deck.card_by_id[offer.card]
        namer = Namer(deck, sight.state)
        by = show.named(sight, offer.by)
        scene, reader = Scene(offer.by, offer.to, offer.posture), Viewer(offer.to)
        self.console.say()
        self.console.say(f"{by} offers you {card.title} ({offer.posture}).")
        self.console.say(card.text, indent=2)
        proposal = card.offer
        lines = [
            ("You get", ", ".join(namer.amount(a) for a in offer.give) or "nothing at once"),
            ("You pay", ", ".join(namer.amount(a) for a in offer.ask) or "nothing"),
        ]
        if proposal is not None:
            if proposal.needs is not None:
                lines.append(("To accept needs", say.phrase(proposal.needs, deck, scene, reader)))
            accepted = say.effects(proposal.accepted, deck, scene, reader)
            refused = say.effects(proposal.refused, deck, scene, reader)
            lines += [
                ("If you accept", accepted or "nothing"),
                ("If you refuse", refused or "nothing"),
            ]
        turn = (
            "this turn only" if offer.lapses == sight.state.turn else f"through turn {offer.lapses}"
        )
        lines.append(("Open", turn))
        self.prompt.lines([f"{label}: {text}." for label, text in lines])
        self.prompt.lines(show.own_levels(sight))

    def hot_wash(self) -> None:
        """Read out how it ended, what everybody wanted, and what turned it."""
        session, viewer = self.session, self.common
        self.prompt.viewer = viewer
        self.tell()
        said = list(account_lines(session, viewer))
        for title, lines in (
            (self.title("Hot wash"), results(session)),
            ("What everybody wanted", objectives(session)),
            ("Turning points", turning_lines(session, viewer)),
            *([("Why they did it", said)] if said else []),
            ("The seals", seal_lines(session, viewer)),
            ("The tracks", final_tracks(session, viewer)),
        ):
            self.console.head(title)
            self.prompt.lines(list(lines))

    def part(self, *, is_new: bool) -> None:
        """Ask each person, once a session has just ended, for one thing to do differently."""
        if not is_new or not self.session.people:
            return
        self.console.head("Before you part")
        for seat in self.session.people:
            name = show.named(self.prompt.sight, seat)
            said = self.prompt.ask(f"{name}: one thing you would do differently, or Enter")
            if said:
                self.session.note(said, seat)
