"""What is well written and cannot be meant: rules that never change, cards nobody can pay."""

from collections.abc import Iterator

from tabletop.authoring.bounds import Bounding, is_test
from tabletop.authoring.desk import Desk
from tabletop.authoring.diagnostic import quoted
from tabletop.authoring.nodes import Scalar
from tabletop.authoring.positions import stretch
from tabletop.authoring.source import Span
from tabletop.game.deck import Card, Deck, Track
from tabletop.game.expr import Binary, Effect, Expr, Level, Not, Price, Scene, evaluate
from tabletop.game.language.read import read_chance
from tabletop.game.language.reads import names_read
from tabletop.game.language.source import effect_source, source
from tabletop.game.state import opening
from tabletop.game.words import TrackId


def check_meaning(desk: Desk, deck: Deck) -> None:
    """Warn of what cannot be meant in *deck*, which has no errors."""
    bounding = Bounding(deck)
    check_rules(desk, deck, bounding)
    check_cards(desk, deck, bounding)
    check_start(desk, deck)
    # A deck in which nobody wants anything yet is a sketch; what it lacks is still to come.
    if deck.objectives:
        check_loose_ends(desk, deck)


def check_rules(desk: Desk, deck: Deck, bounding: Bounding) -> None:
    """Warn of tests that always come out the same, and effects and odds that go too far."""
    for node, value, reader in desk.rules.all:
        span = whole(desk, node)
        if isinstance(value, tuple):
            for part in value:
                if isinstance(part, Effect):
                    check_effect(desk, deck, bounding, span, part)
        elif reader is read_chance:
            check_odds(desk, bounding, span, value)
        else:
            check_test(desk, bounding, span, value)


def check_test(desk: Desk, bounding: Bounding, span: Span, test: Expr) -> None:
    for part in constants(bounding, test):
        is_true = bounding.of(part) == (1, 1)
        desk.findings.warn(
            "M312" if is_true else "M313",
            span,
            f"{quoted(source(part), 80)} is {'always' if is_true else 'never'} true",
            label=f"{'always' if is_true else 'never'} true, wherever the tracks stand",
            help="leave it out" if is_true else "compare with a level that the track can reach",
        )


def constants(bounding: Bounding, expr: Expr) -> Iterator[Expr]:
    """Yield the smallest parts of *expr* that are tests and always come out the same."""
    if not is_test(expr):
        return
    inner: list[Expr] = []
    match expr:
        case Binary(op="and" | "or", left=left, right=right):
            inner = [*constants(bounding, left), *constants(bounding, right)]
        case Not(of=of):
            inner = [*constants(bounding, of)]
    low, high = bounding.of(expr)
    if inner:
        yield from inner
    elif low == high:
        yield expr


def check_odds(desk: Desk, bounding: Bounding, span: Span, odds: Expr) -> None:
    low, high = bounding.of(odds)
    if low < 100 and high > 0:
        return
    desk.findings.warn(
        "M316",
        span,
        f"{quoted(source(odds), 80)} is {'100% or more' if low >= 100 else '0% or less'} "
        "wherever the tracks stand",
        label="always happens" if low >= 100 else "never happens",
        help="leave the chance out" if low >= 100 else "begin with the odds that are usual",
    )


def check_effect(desk: Desk, deck: Deck, bounding: Bounding, span: Span, effect: Effect) -> None:
    if effect.condition is not None:
        check_test(desk, bounding, span, effect.condition)
    track = deck.track_by_id[effect.track]
    low, high = bounding.of(effect.amount)
    written = quoted(effect_source(effect), 80)
    if effect.change != "=" and low == high == 0:
        desk.findings.warn(
            "M314",
            span,
            f"{written} shifts nothing",
            label="by 0",
            help="give it a number other than 0, or leave it out",
        )
    elif is_beyond(effect, track, low, high):
        desk.findings.warn(
            "M315",
            span,
            f"{written} goes past the end of {quoted(track.id)}, which is {track.low} to "
            f"{track.high}",
            label="always lands on the end",
            help=f"a level from {track.low} to {track.high} fits",
        )


def is_beyond(effect: Effect, track: Track, low: int, high: int) -> bool:
    """Return whether *effect*, by *low* to *high*, never lands where it says it does."""
    if effect.change == "=":
        return high < track.low or low > track.high
    size = track.high - track.low
    return low > size or high < -size


def check_cards(desk: Desk, deck: Deck, bounding: Bounding) -> None:
    """Warn of cards that can never be paid for, offers nobody can meet, and what they unlock."""
    idle = {card.id for card in deck.cards if is_idle(card, bounding)}
    for card in deck.cards:
        place = desk.names.by_id[card.id].span
        give = card.offer.give if card.offer else ()
        for track, least in too_dear(deck, bounding, (*card.cost, *give)):
            desk.findings.warn(
                "M317",
                place,
                f'card "{card.id}" costs {least} {track.id}, and nobody can spend more than '
                f"{track.high - track.low}",
                label="nobody can pay this",
                help=f'lower the price, or raise the range of "{track.id}"',
            )
        if card.offer:
            for track, least in too_dear(deck, bounding, card.offer.ask):
                desk.findings.warn(
                    "M319",
                    place,
                    f'the offer of card "{card.id}" asks for {least} {track.id}, and nobody can '
                    f"spend more than {track.high - track.low}",
                    label="nobody can accept this",
                    help=f'ask for less, or raise the range of "{track.id}"',
                )
        if card.unlocked_by in idle:
            desk.findings.warn(
                "M325",
                desk.rules.at[card.id, "unlocked_by"].span,
                f'card "{card.id}" waits for the success of "{card.unlocked_by}", which never '
                "succeeds",
                label="never unlocked",
                help=f'mend "{card.unlocked_by}", or let another card unlock this one',
            )


def too_dear(
    deck: Deck, bounding: Bounding, prices: tuple[Price, ...]
) -> Iterator[tuple[Track, int]]:
    """Yield the tracks of which *prices* always take more than there can be, and how much."""
    least: dict[TrackId, int] = {}
    for price in prices:
        least[price.track] = least.get(price.track, 0) + max(bounding.of(price.amount)[0], 0)
    for id, amount in least.items():
        track = deck.track_by_id[id]
        if amount > track.high - track.low:
            yield track, amount


def is_idle(card: Card, bounding: Bounding) -> bool:
    """Return whether *card* is never played, or never succeeds."""
    needs = card.needs is not None and bounding.of(card.needs)[1] == 0
    return needs or (card.chance is not None and bounding.of(card.chance)[1] <= 0)


def check_start(desk: Desk, deck: Deck) -> None:
    """Warn of hedges, endings and objectives that are decided before the first move."""
    state = opening(deck)

    def holds(test: Expr, scene: Scene) -> bool:
        return bool(evaluate(test, deck.tests, state, scene))

    for card in deck.cards:
        if card.pays_if and all(holds(card.pays_if, Scene(actor)) for actor in card.by):
            desk.findings.warn(
                "M318",
                whole(desk, desk.rules.at[card.id, "pays_if"]),
                f'the hedge of card "{card.id}" pays at once as the deck starts',
                label="true at the start",
                help="a hedge is for what may come: choose a level that is not reached yet",
            )
    for ending in deck.endings:
        if holds(ending.when, Scene()):
            desk.findings.warn(
                "M320",
                whole(desk, desk.rules.at[ending.id, "when"]),
                f'ending "{ending.id}" is true as the deck starts',
                label="true at the start",
                help="the session would end after its first turn; choose another level",
            )
    moved = moved_tracks(deck)
    for goal in deck.objectives:
        if goal.test is None or not all(holds(goal.test, Scene(actor)) for actor in goal.by):
            continue
        reads = names_read(goal.test, deck.tests)
        if reads.pieces or any(level.track in moved for level in reads.levels):
            continue
        desk.findings.warn(
            "M321",
            whole(desk, desk.rules.at[goal.id, "test"]),
            f'objective "{goal.id}" is met as the deck starts, and nothing can change that',
            label="true at the start, and ever after",
            help="test a track that cards or injects move",
        )


def check_loose_ends(desk: Desk, deck: Deck) -> None:
    """Warn of tracks that nothing moves or reads, and of actors who can do nothing."""
    moved, read = moved_tracks(deck), read_tracks_of(desk, deck)
    for track in deck.tracks:
        span = desk.names.by_id[track.id].span
        if track.id not in moved:
            desk.findings.warn(
                "M322",
                span,
                f'nothing moves the track "{track.id}"',
                label="stays where it starts",
                help=f'let a card or inject change it, such as "{track.id} +1"',
            )
        if track.id not in read:
            desk.findings.warn(
                "M323",
                span,
                f'nothing depends on the track "{track.id}"',
                label="no rule reads it",
                help="let a rule, a price, an objective or an ending read it",
            )
    able = {actor for card in deck.cards for actor in card.by}
    for actor in deck.actors:
        if actor.id not in able:
            desk.findings.warn(
                "M324",
                desk.names.by_id[actor.id].span,
                f'actor "{actor.id}" has no card to play',
                label="can only pass",
                help='write a card for it, or name it in the "by" of another',
            )


def moved_tracks(deck: Deck) -> set[str]:
    """Return the tracks that an effect or a price of *deck* can move."""
    found: set[str] = {effect.track for effect in deck.each_turn}
    for inject in deck.injects:
        effects = (*inject.effects, *(e for choice in inject.choices for e in choice.effects))
        found.update(effect.track for effect in effects)
    for card in deck.cards:
        effects = (
            *(*card.effects, *card.success, *card.failure, *card.arrival, *card.each_turn),
            *(*card.payoff, *card.if_seen),
        )
        prices = card.cost
        if card.offer:
            effects = (*effects, *card.offer.accepted, *card.offer.refused)
            prices = (*prices, *card.offer.give, *card.offer.ask)
        found.update(effect.track for effect in effects)
        found.update(price.track for price in prices)
    return found


def read_tracks_of(desk: Desk, deck: Deck) -> set[str]:
    """Return the tracks that a rule, an amount or a price of *deck* reads."""
    found: set[str] = set()
    for _, value, _ in desk.rules.all:
        for part in value if isinstance(value, tuple) else (value,):
            rules: tuple[Expr | None, ...]
            match part:
                case Effect(amount=amount, condition=condition):
                    rules = (amount, condition)
                case Price(track=track, amount=amount):
                    found.add(track)
                    rules = (amount,)
                case _:
                    rules = (part,)
            for rule in rules:
                if rule is not None:
                    found.update(level.track for level in levels_of(rule, deck))
    return found


def levels_of(rule: Expr, deck: Deck) -> tuple[Level, ...]:
    return names_read(rule, deck.tests).levels


def whole(desk: Desk, node: Scalar) -> Span:
    """Return where the rule of *node* stands."""
    return stretch(desk.findings.source, node, 0, len(node.text.rstrip()))
