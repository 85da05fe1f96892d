"""A deck as a value: actors, tracks, cards, injects, objectives and terms."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

import attrs

from tabletop.language.expr import Effect, Expr, Price
from tabletop.language.ids import (
    FACILITATOR,
    KINDS,
    NOBODY,
    PHASES,
    ActorId,
    CardId,
    EndingId,
    InjectId,
    LevelId,
    Method,
    ObjectiveId,
    Phase,
    PileId,
    Posture,
    TrackId,
    Viewer,
    level_id,
)
from tabletop.language.names import Scope

P = ParamSpec("P")
S = TypeVar("S", "Card", "Deck")
T = TypeVar("T")

Returns = Literal["next turn", "when recalled", "never"]
Order = Literal["sealed", "in turn"]


@attrs.frozen
class Actor:
    """A party in the fiction. *brief* is for its own seat's eyes."""

    id: ActorId
    name: str
    text: str = ""
    brief: str = ""


@attrs.frozen
class Band:
    """A named stretch of a track, both ends inclusive, such as "crisis" from 8 to 10."""

    name: str
    low: int
    high: int


@attrs.frozen
class Track:
    """
    A bounded whole-number scale, shared or one per actor.

    Attributes:
        low: Lowest level, in steps, inclusive.
        high: Highest level, in steps, inclusive; greater than *low*.
        start: Opening level of a shared track, in steps.
        starts: Opening level by actor; empty for a shared track.
        seen_by: Who sees it; None for everybody, "owner" for each actor its own.
        shifts_if: Effects on this track are refused while this is false.
    """

    id: TrackId
    name: str
    low: int
    high: int
    start: int
    starts: Mapping[ActorId, int] = attrs.field(factory=dict)
    seen_by: tuple[str, ...] | None = None
    shifts_if: Expr | None = None
    bands: tuple[Band, ...] = ()
    text: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether the whole table has one level of it."""
        return not self.starts

    def opening(self) -> dict[LevelId, int]:
        """Return the opening levels, a shared one or one for each actor in deck order."""
        if self.is_shared:
            return {level_id(self.id): self.start}
        return {level_id(self.id, actor): start for actor, start in self.starts.items()}

    def is_seen(self, viewer: Viewer, owner: str = "") -> bool:
        """Return whether *viewer* may see it, or *owner*'s level of it."""
        if self.seen_by is None or viewer == "facilitator" or viewer in self.seen_by:
            return True
        return "owner" in self.seen_by and viewer == owner


@attrs.frozen
class Proposal:
    """
    The offer that a card makes when it is played.

    Attributes:
        to: Who may be offered it, in deck order.
        give: Steps that go from the player to the recipient; in escrow from the reveal.
        ask: Steps that go from the recipient to the player when accepted.
        needs: Tested when the recipient accepts, and told to the recipient alone.
        lapses: Turns after the one it was made in during which it stays open.
    """

    to: tuple[ActorId, ...]
    give: tuple[Price, ...] = ()
    ask: tuple[Price, ...] = ()
    needs: Expr | None = None
    accepted: tuple[Effect, ...] = ()
    refused: tuple[Effect, ...] = ()
    lapses: int = 0


@attrs.frozen
class Card:
    """
    A printed possibility.

    Attributes:
        by: Who may hold it, in deck order.
        copies: How many each of them holds.
        once: One copy that never returns.
        seen_by: Who, besides its player and the facilitator, sees it played covertly.
        targets: Whom it may be played at; empty when it has no target.
        chance: Odds of success in percent; certain when None.
        stands: Leaves a piece that stands until recalled.
        lasts: Leaves a piece that stands for this many aftermaths; 0 for none.
        arrives: Turns until its piece arrives; 0 for at once.
        exposed: Odds in percent, each aftermath, that its covert piece comes to light.
    """

    id: CardId
    kind: str
    title: str
    by: tuple[ActorId, ...]
    text: str = ""
    copies: int = 1
    once: bool = False
    postures: tuple[Posture, ...] = ("open",)
    seen_by: tuple[ActorId, ...] = ()
    targets: tuple[ActorId, ...] = ()
    unlocked_by: CardId | None = None
    cost: tuple[Price, ...] = ()
    needs: Expr | None = None
    effects: tuple[Effect, ...] = ()
    chance: Expr | None = None
    success: tuple[Effect, ...] = ()
    failure: tuple[Effect, ...] = ()
    stands: bool = False
    lasts: int = 0
    arrives: int = 0
    arrival: tuple[Effect, ...] = ()
    each_turn: tuple[Effect, ...] = ()
    offer: Proposal | None = None
    pays_if: Expr | None = None
    payoff: tuple[Effect, ...] = ()
    exposed: Expr | None = None
    if_seen: tuple[Effect, ...] = ()
    returns: Returns = "next turn"
    discuss: str = ""
    source: str = ""
    image: str = ""
    alt: str = ""

    @property
    def leaves_piece(self) -> bool:
        """Whether playing it leaves a piece on the table, now or later."""
        return self.stands or self.lasts > 0 or self.arrives > 0

    @cached_property
    def takes(self) -> tuple[Price, ...]:
        """What its player pays and gives in escrow, in this order."""
        return (*self.cost, *(self.offer.give if self.offer else ()))

    @cached_property
    def remembered(self) -> dict[object, Any]:
        """What other rooms have worked out of this card, see `once`."""
        return {}

    @property
    def is_settled_by_answer(self) -> bool:
        """Whether all it does hangs on the answer to its offer, and nothing on adjudication."""
        return self.offer is not None and not (
            self.effects or self.success or self.failure or self.chance is not None
        )

    def recipients(self, player: ActorId) -> tuple[ActorId, ...]:
        """Return whom *player* may name: its targets, or whom its offer may go to."""
        named = self.offer.to if self.offer else self.targets
        return tuple(actor for actor in named if actor != player)


@attrs.frozen
class Choice:
    """One answer to an inject that asks for one."""

    id: str
    title: str
    effects: tuple[Effect, ...] = ()


@attrs.frozen
class Inject:
    """
    News from the white cell.

    Attributes:
        turn: The turn whose brief it is scheduled for; 0 when it is not.
        when: It comes once this is true.
        chance: Odds in percent, rolled each turn until it has come.
        heard_by: Who hears it, and who answers its choices; empty for everybody.
        by_facilitator: Comes only when the facilitator releases it.
        pile: The pile it is drawn from.
    """

    id: InjectId
    title: str
    text: str = ""
    turn: int = 0
    when: Expr | None = None
    chance: Expr | None = None
    effects: tuple[Effect, ...] = ()
    heard_by: tuple[ActorId, ...] = ()
    choices: tuple[Choice, ...] = ()
    by_facilitator: bool = False
    pile: PileId | None = None
    repeats: bool = False
    image: str = ""
    alt: str = ""


@attrs.frozen
class Pile:
    """Injects of which *draw* are drawn each turn, without replacement."""

    id: PileId
    draw: int = 1


@attrs.frozen
class Objective:
    """What a seat wants. *points* count at the end if *test* holds; no test always holds."""

    id: ObjectiveId
    title: str
    by: tuple[ActorId, ...]
    points: Expr
    test: Expr | None = None
    secret: bool = False
    text: str = ""


@attrs.frozen
class Ending:
    """What ends the session early, tested in each aftermath."""

    id: EndingId
    title: str
    when: Expr
    text: str = ""


@attrs.frozen
class Allowance:
    """How many moves a seat makes in a turn, both ends inclusive."""

    least: int = 0
    most: int = 1

    def __str__(self) -> str:
        if self.least == self.most:
            many = f"exactly {self.most}"
        else:
            many = f"{self.least} to {self.most}" if self.least else f"up to {self.most}"
        return f"{many} move{'' if self.most == 1 else 's'}"


@attrs.frozen
class Terms:
    """
    How this session is played.

    Attributes:
        turns: Number of turns, the rehearsal not counted.
        phases: Where the table stops, in the order of `PHASES`; the work of a phase that
            is not named is done in passing.
        facilitated: Whether a person facilitates.
        rehearsal: Whether a turn zero is played first, and then forgotten.
    """

    turns: int = 8
    method: Method = "odds"
    phases: tuple[Phase, ...] = tuple(p for p in PHASES if p not in ("announce", "talk"))
    facilitated: bool = False
    rehearsal: bool = False


@attrs.frozen
class Deck:
    """
    Everything printed, and the terms it is played on.

    `hands` is empty for full hands, else the opening hand of each actor it names.
    All ids share one namespace.
    """

    id: str
    title: str
    actors: tuple[Actor, ...]
    tracks: tuple[Track, ...] = ()
    cards: tuple[Card, ...] = ()
    injects: tuple[Inject, ...] = ()
    piles: tuple[Pile, ...] = ()
    objectives: tuple[Objective, ...] = ()
    endings: tuple[Ending, ...] = ()
    tests: Mapping[str, Expr] = attrs.field(factory=dict)
    each_turn: tuple[Effect, ...] = ()
    kinds: tuple[str, ...] = KINDS
    moves: Allowance = Allowance()
    order: Order = "sealed"
    hands: Mapping[ActorId, tuple[CardId, ...]] = attrs.field(factory=dict)
    terms: Terms = Terms()
    edition: int = 1
    text: str = ""
    language: str = "en"
    sources: tuple[str, ...] = ()

    @cached_property
    def actor_by_id(self) -> dict[ActorId, Actor]:
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def track_by_id(self) -> dict[TrackId, Track]:
        return {track.id: track for track in self.tracks}

    @cached_property
    def card_by_id(self) -> dict[CardId, Card]:
        return {card.id: card for card in self.cards}

    @cached_property
    def inject_by_id(self) -> dict[InjectId, Inject]:
        return {inject.id: inject for inject in self.injects}

    @cached_property
    def level_ids(self) -> tuple[LevelId, ...]:
        """Every level of the table, in deck order."""
        return tuple(level for track in self.tracks for level in track.opening())

    @cached_property
    def track_of_level(self) -> dict[LevelId, Track]:
        return {level: track for track in self.tracks for level in track.opening()}

    @cached_property
    def number_of(self) -> dict[str, int]:
        """A number for every id, in deck order and from 1; 0 stands for none."""
        ids: list[str] = ["", FACILITATOR]
        for group in (self.actors, self.cards, self.injects, self.objectives, self.endings):
            ids.extend(item.id for item in group)
        return {id_: number for number, id_ in enumerate(ids)}

    @cached_property
    def actor_ids(self) -> tuple[ActorId, ...]:
        """Every seat, in deck order."""
        return tuple(actor.id for actor in self.actors)

    @cached_property
    def seat_number(self) -> dict[ActorId, int]:
        """The number of each seat in deck order, from 1; 0 for nobody."""
        return {seat: number for number, seat in enumerate((NOBODY, *self.actor_ids))}

    @cached_property
    def card_place(self) -> dict[CardId, int]:
        """The place of each card in the deck, from 0."""
        return {card.id: place for place, card in enumerate(self.cards)}

    @cached_property
    def keys(self) -> frozenset[CardId]:
        """The cards that unlock others."""
        return frozenset(card.unlocked_by for card in self.cards if card.unlocked_by)

    @cached_property
    def remembered(self) -> dict[object, Any]:
        """What other rooms have worked out of this deck, see `once`."""
        return {}

    def full_hand(self, actor: ActorId) -> tuple[CardId, ...]:
        """Return every copy *actor* may hold, in deck order."""
        return tuple(card.id for card in self.cards if actor in card.by for _ in range(card.copies))


def once(work: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Return *work* as a function that does it once for each deck or card, and other arguments."""

    def known(subject: S, /, *rest: P.args, **options: P.kwargs) -> T:
        key = (work, *rest, *options.items())
        if key not in subject.remembered:
            subject.remembered[key] = work(subject, *rest, **options)
        found: T = subject.remembered[key]
        return found

    return known


def scope_of(deck: Deck) -> Scope:
    """Return what *deck* declares, for a rule that stands nowhere in particular."""
    return Scope(
        actors=tuple(actor.id for actor in deck.actors),
        shared=tuple(track.id for track in deck.tracks if track.is_shared),
        owned={track.id: tuple(track.starts) for track in deck.tracks if not track.is_shared},
        cards=tuple(card.id for card in deck.cards),
        tests=tuple(deck.tests),
        elsewhere={
            **{inject.id: "inject" for inject in deck.injects},
            **{pile.id: "pile" for pile in deck.piles},
            **{objective.id: "objective" for objective in deck.objectives},
            **{ending.id: "ending" for ending in deck.endings},
        },
    )
