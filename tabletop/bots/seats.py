"""Who plays: a person or a bot for every seat, and the terms that follow from it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from tabletop.bots.roster import bot_names
from tabletop.game.deck import Deck
from tabletop.game.seed import Seed, seeded
from tabletop.language.ids import FACILITATOR, PHASES, Method, Phase, Viewer

USUAL_BOT: Final = "cautious"


@attrs.frozen
class Human:
    """A person, who is asked."""

    def __str__(self) -> str:
        return "human"


@attrs.frozen
class BotPlayer:
    """The bot that goes by *name*; whether there is one is known when it is first needed."""

    name: str

    def __str__(self) -> str:
        return f"bot:{self.name}"


Player = Human | BotPlayer

Seats = Mapping[Viewer, Player]
"""Who plays, by actor id in deck order; then `facilitator` if a person facilitates."""


def player_of(text: str) -> Player:
    """Return who is meant by *text*, as saves and the command line write it; else a person."""
    kind, _, name = text.partition(":")
    return BotPlayer(name) if kind == "bot" and name else Human()


def seats_of(texts: Mapping[str, str]) -> dict[Viewer, Player]:
    """Return the seats that *texts* are for, each as in `player_of`."""
    return {Viewer(seat): player_of(text) for seat, text in texts.items()}


def bot_of(player: Player | None) -> str:
    """Return the name of the bot that *player* is, or "" for a person or nobody."""
    return player.name if isinstance(player, BotPlayer) else ""


def people_of(seats: Seats) -> tuple[Viewer, ...]:
    """Return the seats that people play, in the order of *seats*."""
    return tuple(seat for seat, player in seats.items() if player == Human())


def in_deck_order(deck: Deck, seats: Seats) -> dict[Viewer, Player]:
    """
    Return who plays in the order of the deck's actors, the facilitator last.

    A seat that *seats* does not name, or not as a bot's, is a person's.
    """
    order: list[Viewer] = [actor.id for actor in deck.actors]
    if FACILITATOR in seats:
        order.append(FACILITATOR)
    return {
        seat: seats[seat] if bot_of(seats.get(seat)) and seat != FACILITATOR else Human()
        for seat in order
    }


def usual_seats(deck: Deck, seed: Seed | None = None) -> dict[Viewer, Player]:
    """
    Return who plays when nobody says otherwise.

    What *seed* says holds. If it names no person, one sits in the first seat that it leaves free;
    bots take the rest. A deck alone has one person, in the first seat.
    """
    said = {a: place.play for a, place in seed.seats.items() if place.play} if seed else {}
    free = [actor.id for actor in deck.actors if actor.id not in said]
    seats: dict[Viewer, Player] = {
        actor.id: player_said(said[actor.id]) if actor.id in said else BotPlayer(USUAL_BOT)
        for actor in deck.actors
    }
    if Human() not in seats.values() and free:
        seats[free[0]] = Human()
    return seats


def bots_only(deck: Deck, seed: Seed | None = None, bot: str = "") -> dict[Viewer, Player]:
    """Return a bot for every seat: *bot*, else as *seed* says, else the usual one."""
    usual = usual_seats(deck, seed)
    if bot:
        return dict.fromkeys(usual, BotPlayer(checked_bot(bot)))
    return {s: p if bot_of(p) else BotPlayer(USUAL_BOT) for s, p in usual.items()}


def seats_with(deck: Deck, seats: Seats, overrides: Iterable[str]) -> dict[Viewer, Player]:
    """
    Return *seats* after *overrides*, each `SEAT=human` or `SEAT=bot:NAME`.

    `facilitator=human` lets a person facilitate.

    Raises:
        SeatError: If one names no seat, no bot, or is said in another way.
    """
    result = dict(seats)
    for override in overrides:
        seat, equals, player = (part.strip() for part in override.partition("="))
        if not equals:
            raise SeatError(f'"{override}" says nobody; write SEAT=human or SEAT=bot:NAME')
        if seat == FACILITATOR:
            if player != str(Human()):
                raise SeatError("only a person can facilitate: facilitator=human")
        elif seat not in result:
            known = ", ".join(actor.id for actor in deck.actors)
            raise SeatError(f'there is no seat "{seat}"; the seats are {known}')
        result[Viewer(seat)] = checked_player(player)
    return result


def checked_player(text: str) -> Player:
    """Return who is meant by *text*, if it is `human` or a bot that exists."""
    player = player_of(text)
    if bot := bot_of(player):
        return BotPlayer(checked_bot(bot))
    if text != str(player):
        raise SeatError(f'nobody is called "{text}"; write human or bot:NAME')
    return player


def checked_bot(name: str) -> str:
    """Return *name* if a bot is called that."""
    names = bot_names()
    if name not in names:
        raise SeatError(f'no bot is called "{name}"; there are {", ".join(names)}')
    return name


def player_said(said: str) -> Player:
    """Return who is meant by a seed's `human` or `bot NAME`."""
    if said == str(Human()):
        return Human()
    return BotPlayer(said.removeprefix("bot").lstrip(": "))


def dealt(
    deck: Deck,
    seed: Seed | None,
    seats: Seats,
    *,
    method: Method | None = None,
    phases: Sequence[Phase] | None = None,
    rehearsal: bool | None = None,
) -> Deck:
    """Return *deck* as this session plays it: seeded, on its own terms, facilitated or not."""
    played = seeded(deck, seed) if seed else deck
    terms = attrs.evolve(played.terms, facilitated=FACILITATOR in seats)
    if method is not None:
        terms = attrs.evolve(terms, method=method)
    if phases is not None:
        terms = attrs.evolve(terms, phases=tuple(p for p in PHASES if p in phases))
    if rehearsal is not None:
        terms = attrs.evolve(terms, rehearsal=rehearsal)
    return attrs.evolve(played, terms=terms)


class SeatError(ValueError):
    """Somebody was to sit where nobody can; told in one sentence."""
