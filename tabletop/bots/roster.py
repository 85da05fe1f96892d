"""The bots there are: those of the house, and those that other packages bring."""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from tabletop.bots.bot import Bot
from tabletop.errors import TabletopError

GROUP: Final = "tabletop.bots"


class BotError(TabletopError):
    """A bot is missing, cannot be loaded, or asks for what the rules refuse."""


@cache
def entries() -> dict[str, EntryPoint]:
    """Return the entry point of every bot by name, those of the house first."""
    found = sorted(entry_points(group=GROUP), key=lambda entry: (not is_ours(entry), entry.name))
    by_name: dict[str, EntryPoint] = {}
    for entry in found:
        by_name.setdefault(entry.name, entry)
    return by_name


def is_ours(entry: EntryPoint) -> bool:
    """Return whether *entry* is a bot of the house, whose name no package may take."""
    return entry.value.startswith("tabletop.")


def bot_names() -> tuple[str, ...]:
    """Return the names of all bots, those of the house first; nothing is loaded."""
    return tuple(entries())


def bot_named(name: str) -> Bot:
    """
    Return a new bot called *name*.

    Raises:
        BotError: If there is none, or its package is broken.
    """
    entry = entries().get(name)
    if entry is None:
        raise BotError(f'no bot is called "{name}"; there are {", ".join(entries())}')
    try:
        made = entry.load()()
    except Exception as trouble:
        raise BotError(
            f'the bot "{name}" ({entry.value}) cannot be loaded:'
            f" {type(trouble).__name__}: {trouble}"
        ) from trouble
    if not callable(getattr(made, "choose", None)):
        raise BotError(f'the bot "{name}" ({entry.value}) cannot play: it has no "choose"')
    bot: Bot = made
    return bot
