"""What is settled before the first move, and what hangs together with nothing."""

from tabletop.authoring.check.effects import all_effects, prices_of
from tabletop.authoring.deck.deck import mention
from tabletop.authoring.deck.names import Desk
from tabletop.game.deck import Deck
from tabletop.game.state import opening
from tabletop.language.check import names_read
from tabletop.language.expr import Effect, Expr, Level, Price, Scene, evaluate


def check_start(desk: Desk, deck: Deck) -> None:
    """Warn of hedges, endings and objectives that are decided before the first move."""
    state = opening(deck)

    def holds(test: Expr, scene: Scene) -> bool:
        return bool(evaluate(test, deck.tests, state, scene))

    for card in deck.cards:
        if card.pays_if and all(holds(card.pays_if, Scene(actor)) for actor in card.by):
            desk.findings.warn(
                "M318",
                desk.whole(desk.rules.at[card.id, "pays_if"]),
                f'the hedge of card "{card.id}" pays at once as the deck starts',
                label="true at the start",
                help="a hedge is for what may come: choose a level that is not reached yet",
            )
    for ending in deck.endings:
        if holds(ending.when, Scene()):
            desk.findings.warn(
                "M320",
                desk.whole(desk.rules.at[ending.id, "when"]),
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
            desk.whole(desk.rules.at[goal.id, "test"]),
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
    found: set[str] = {effect.track for effect in all_effects(deck)}
    found.update(price.track for card in deck.cards for price in prices_of(card))
    return found


def read_tracks_of(desk: Desk, deck: Deck) -> set[str]:
    """Return the tracks that a rule, an amount or a price of *deck* reads."""
    found: set[str] = set()
    for rule in desk.rules.all:
        for part in rule.value if isinstance(rule.value, tuple) else (rule.value,):
            rules: tuple[Expr | None, ...]
            match part:
                case Effect(amount=amount, condition=condition):
                    rules = (amount, condition)
                case Price(track=track, amount=amount):
                    found.add(track)
                    rules = (amount,)
                case _:
                    rules = (part,)
            for each in rules:
                if each is not None:
                    found.update(level.track for level in levels_of(each, deck))
    return found


def levels_of(rule: Expr, deck: Deck) -> tuple[Level, ...]:
    return names_read(rule, deck.tests).levels


def check_counts(desk: Desk, deck: Deck) -> None:
    """Report counts of pieces that are always 0."""
    for node, standing in desk.rules.counted:
        card = deck.card_by_id.get(standing.card)
        if card is None:
            continue
        if not card.leaves_piece:
            why = f'card "{card.id}" leaves no piece, so there is none to count'
            help = f'add "stands: until recalled" or "lasts: 3 turns" to card "{card.id}"'
        elif standing.posture and standing.posture not in card.postures:
            how = "openly" if standing.posture == "open" else "covertly"
            why = f'card "{card.id}" is never played {how}, so there is none to count'
            help = 'count all of them by the name alone, or write "posture: open or covert"'
        else:
            continue
        span = mention(desk, node, standing)
        desk.findings.warn("M311", span, why, label="always 0", help=help)
