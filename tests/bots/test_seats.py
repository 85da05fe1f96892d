"""Who plays which seat, and the terms that follow."""

import pytest

from tabletop.bots.seats import (
    BotPlayer,
    Human,
    Player,
    SeatError,
    Seats,
    bots_only,
    dealt,
    people_of,
    player_of,
    seats_with,
    usual_seats,
)
from tabletop.game.seed import Seed, SeedSeat
from tabletop.language.ids import ActorId
from tests.tables import deck_of

DECK = deck_of("actors: {red: Red, blue: Blue, green: Green}")


def seed(**plays: str) -> Seed:
    seats = {ActorId(seat): SeedSeat(play=play) for seat, play in plays.items()}
    return Seed("s", "S", "test", seats=seats)


def texts(seats: Seats) -> dict[str, str]:
    """Return *seats* as a save keeps them."""
    return {seat: str(player) for seat, player in seats.items()}


def test_a_deck_alone_has_one_person_and_bots_elsewhere():
    """
    Naming a deck is enough to play it: you are the first actor.
    """
    assert {"red": "human", "blue": "bot:cautious", "green": "bot:cautious"} == texts(
        usual_seats(DECK)
    )


def test_a_seed_says_who_plays():
    """
    What the author of a seed has settled holds.
    """
    seats = usual_seats(DECK, seed(red="bot steady", green="human"))

    assert {"red": "bot:steady", "blue": "bot:cautious", "green": "human"} == texts(seats)


def test_a_seed_without_people_leaves_a_seat_for_one():
    """
    A seed that only names bots is still played by somebody.
    """
    seats = usual_seats(DECK, seed(red="bot random"))

    assert ("blue",) == people_of(seats)


def test_a_seed_of_bots_alone_is_watched():
    """
    When every seat is a bot's by the author's word, nobody is put in their place.
    """
    assert () == people_of(usual_seats(DECK, seed(red="bot a", blue="bot b", green="bot c")))


def test_people_and_bots_are_put_where_they_are_wanted():
    """
    The command line has the last word, seat by seat.
    """
    seats = seats_with(DECK, usual_seats(DECK), ["red=bot:random", "green=human"])

    assert {"red": "bot:random", "blue": "bot:cautious", "green": "human"} == texts(seats)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("red", "write SEAT=human or SEAT=bot:NAME"),
        ("rde=human", 'there is no seat "rde"; the seats are red, blue, green'),
        ("red=robot", 'nobody is called "robot"'),
        ("red=bot:nobody", 'no bot is called "nobody"; there are '),
        ("facilitator=bot:random", "only a person can facilitate"),
    ],
)
def test_a_seat_that_cannot_be_is_answered_with_what_can(said: str, answer: str):
    """
    A slip in `--seat` costs one sentence.
    """
    with pytest.raises(SeatError, match=answer):
        seats_with(DECK, usual_seats(DECK), [said])


def test_a_person_who_facilitates_makes_the_session_a_facilitated_one():
    """
    Free-form moves and the umpire's word become possible with a facilitator, and not before.
    """
    seats = usual_seats(DECK)
    led = seats_with(DECK, seats, ["facilitator=human"])

    assert not dealt(DECK, None, seats).terms.facilitated
    assert dealt(DECK, None, led).terms.facilitated
    assert ("red", "facilitator") == people_of(led)


def test_a_run_has_bots_everywhere():
    """
    Without a screen nobody is waited for: persons become the usual bot, or all one that is named.
    """
    settled = seed(red="human", blue="bot steady")

    assert {"bot:cautious", "bot:steady"} == set(texts(bots_only(DECK, settled)).values())
    assert {"bot:random"} == set(texts(bots_only(DECK, settled, "random")).values())


def test_terms_that_are_asked_for_replace_those_of_the_deck():
    """
    Method, phases and rehearsal can be set for one session; phases keep their order.
    """
    deck = dealt(
        DECK,
        None,
        usual_seats(DECK),
        method="2d6",
        phases=("plan", "brief"),
        rehearsal=True,
    )

    assert ("2d6", ("brief", "plan"), True) == (
        deck.terms.method,
        deck.terms.phases,
        deck.terms.rehearsal,
    )


@pytest.mark.parametrize(
    ("text", "player"),
    [("human", Human()), ("bot:steady", BotPlayer("steady")), ("bot:", Human()), ("bot", Human())],
)
def test_who_plays_is_read_from_a_save_as_it_was_written(text: str, player: Player):
    """
    A save names who plays in words; what it does not understand is a person's seat.
    """
    assert player == player_of(text)
    assert player == player_of(str(player))
