"""Bots by name: those of the house, and those that packages bring."""

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

from tabletop.bots import roster
from tabletop.bots.cautious import CautiousBot
from tabletop.bots.random_bot import RandomBot
from tabletop.bots.roster import BotError, bot_named, bot_names
from tabletop.bots.steady import SteadyBot
from tabletop.game.decision import Move, Seal
from tabletop.journal.reader import load
from tabletop.journal.verify import verify
from tests.table.sitting import played_out, sitting

NOT_CALLABLE = ()


def test_all_bots_of_the_house_are_found_by_name():
    """
    The names that the manual gives work.
    """
    assert {"random", "cautious", "steady"} <= set(bot_names())
    assert isinstance(bot_named("steady"), SteadyBot)


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch):
    """Let a package bring bots: call with name and value of an entry point."""

    def bring(name: str, value: str) -> None:
        found = (*entry_points(group=roster.GROUP), EntryPoint(name, value, roster.GROUP))
        monkeypatch.setattr(roster, "entry_points", lambda group: found)

    roster.entries.cache_clear()
    yield bring
    monkeypatch.undo()
    roster.entries.cache_clear()


def test_a_package_brings_a_bot(brought):
    """
    A bot from elsewhere is called by its name like those of the house.
    """
    brought("mild", "tabletop.bots.steady:SteadyBot")

    assert "mild" in bot_names()
    assert isinstance(bot_named("mild"), SteadyBot)


def test_a_package_cannot_take_the_name_of_a_bot_of_the_house(brought):
    """
    "cautious" stays the cautious one, so that old saves go on as they were.
    """
    brought("cautious", "tabletop.bots.steady:SteadyBot")

    assert isinstance(bot_named("cautious"), CautiousBot)


@pytest.mark.parametrize(
    "value",
    [
        "no.such.package:Bot",
        "tests.bots.test_roster:NoSuchBot",
        "tests.bots.test_roster:NOT_CALLABLE",
    ],
)
def test_a_broken_package_is_told_by_name(brought, value: str):
    """
    One sentence names the bot and where it comes from; nothing else breaks.
    """
    brought("broken", value)

    with pytest.raises(BotError, match=r'the bot "broken".* cannot be loaded'):
        bot_named("broken")

    assert isinstance(bot_named("random"), RandomBot)


def test_what_cannot_choose_is_no_bot(brought):
    """
    A thing that loads but cannot play is refused before a session leans on it.
    """
    brought("stone", "builtins:object")

    with pytest.raises(BotError, match='has no "choose"'):
        bot_named("stone")


def test_an_unknown_bot_is_answered_with_those_there_are():
    """
    A slip of the pen costs one sentence.
    """
    with pytest.raises(BotError, match=r"there are .*random"):
        bot_named("randon")


class Cheat:
    """Plays a card that it does not hold."""

    def choose(self, sight, asks, dice):
        return Seal(sight.viewer, (Move("no_such_card"),))


class Faulty:
    """Breaks while it thinks."""

    def choose(self, sight, asks, dice):
        return 1 // 0


@pytest.mark.parametrize(
    ("bot", "answer"),
    [
        ("Cheat", "bot:guest, which plays blue, decided what the rules refuse: That card is not"),
        ("Faulty", '"guest", which plays blue, failed while it thought: ZeroDivisionError'),
    ],
)
def test_a_bot_that_goes_wrong_is_named_and_the_session_kept(
    brought, tmp_path: Path, bot: str, answer: str
):
    """
    Neither a cheat nor a fault takes more with it than its own move.
    """
    brought("guest", f"tests.bots.test_roster:{bot}")
    path = tmp_path / "a.seminar"
    with sitting(path, red="bot:random", blue="bot:guest") as session:
        with pytest.raises(BotError, match=answer):
            played_out(session)

        kept = session.number

    assert kept == len(load(path).frames) > 0
    assert None is verify(path).difference
