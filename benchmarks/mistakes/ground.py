"""A good deck as the ground into which a mistake is planted."""

import re
from collections.abc import Callable
from random import Random

import attrs

from benchmarks.decks import Good
from tabletop.game.deck import Card, Track

HERE = "\N{SECTION SIGN}"
"""Stands before the place at which the mistake is to be told; it is taken out again."""


@attrs.frozen
class Planted:
    """
    A file with a mistake in it.

    Attributes:
        line: Where it should be told, from 1.
        is_seed: Whether this is a seed.
    """

    data: bytes
    line: int
    is_seed: bool = False


@attrs.frozen
class Mistake:
    """
    A kind of mistake.

    Attributes:
        code: Under which it should be told, or under one of *also*, which say the same of it.
        plant: Returns the deck with it, its place marked; None where it does not fit.
        is_played: Whether the deck has to be played for it.
        most: In how many decks it is planted at most; 0 for no limit.
    """

    code: str
    plant: Callable[["Ground"], str | None]
    also: tuple[str, ...] = ()
    is_played: bool = False
    is_seed: bool = False
    encoding: str = "utf-8"
    most: int = 0

    def planted(self, good: Good, rng: Random) -> Planted | None:
        """Return *good* with this mistake in it, if it fits there."""
        text = self.plant(Ground(good, rng))
        if text is None or HERE not in text:
            return None
        before, _, after = text.partition(HERE)
        data = (before + after).encode(self.encoding, "replace")
        return Planted(data, before.count("\n") + 1, self.is_seed)


class Ground:
    """A good deck, and chance to say where in it."""

    def __init__(self, good: Good, rng: Random) -> None:
        self.text = good.text
        self.deck = good.deck
        self.rng = rng
        self.card: Card = rng.choice(good.deck.cards)

    def swap(self, pattern: str, written: str) -> str | None:
        """Return the text with one match of *pattern* as *written*, told where the match begins."""
        found = list(re.finditer(pattern, self.text, re.MULTILINE))
        if not found:
            return None
        match = self.rng.choice(found)
        new = match.expand(self.filled(written))
        new = new if HERE in new else HERE + new
        return self.text[: match.start()] + new + self.text[match.end() :]

    def field(
        self, written: str, *, lacking: tuple[str, ...] = (), having: tuple[str, ...] = ()
    ) -> str | None:
        """
        Return the text with further fields of a card, told in the first of these lines.

        The card has none of the fields *lacking*, and all of those in *having*. A field of it
        that is written anew goes before, if it stands on one line.
        """
        cards = list(self.deck.cards)
        self.rng.shuffle(cards)
        for card in cards:
            block = self.block(card.id)
            if block is None:
                continue
            start, end = block
            body = self.text[start:end]
            if any(said(body, name) for name in lacking):
                continue
            if not all(said(body, name) for name in having):
                continue
            self.card = card
            new = self.filled(written)
            name = new.replace(HERE, "").partition(":")[0]
            old = re.search(rf"^    {name}:.*\n(      .*\n)*", body, re.MULTILINE)
            if old:
                body = body[: old.start()] + body[old.end() :]
            new = new if HERE in new else HERE + new
            lines = "".join(f"    {line}\n" for line in new.splitlines())
            return self.text[:start] + body.rstrip("\n") + "\n" + lines + self.text[end:]
        return None

    def entry(self, section: str, written: str) -> str:
        """Return the text with an entry more in *section*, told at its first line or its mark."""
        new = self.filled(written)
        new = new if HERE in new else new.replace("  ", f"  {HERE}", 1)
        head = re.search(rf"^{section}:[ \t]*(#.*)?\n", self.text, re.MULTILINE)
        if head:
            return self.text[: head.end()] + new + self.text[head.end() :]
        return f"{self.text.rstrip()}\n{section}:\n{new}"

    def top(self, written: str) -> str | None:
        """Return the text with a field of the deck itself, in the place of the one it has."""
        new = self.filled(written)
        name = new.replace(HERE, "").partition(":")[0]
        old = re.search(rf"^{name}:.*\n((  .*)?\n)*", self.text, re.MULTILINE)
        rest = self.text[: old.start()] + self.text[old.end() :] if old else self.text
        return f"{rest.rstrip()}\n{new if HERE in new else HERE + new}"

    def block(self, card: str) -> tuple[int, int] | None:
        """Return where the lines of *card* begin and end; None if it is written in braces."""
        head = re.search(rf"^  {card}:[ \t]*(#.*)?\n", self.text, re.MULTILINE)
        if head is None:
            return None
        end = re.compile(r"^(?! {3,}|[ \t]*$|[ \t]*#)", re.MULTILINE).search(self.text, head.end())
        return head.end(), end.start() if end else len(self.text)

    def filled(self, written: str) -> str:
        """Return *written* with the deck's own names in the place of `<t>` and its like."""
        deck, rng = self.deck, self.rng
        open_tracks = [t for t in deck.tracks if t.seen_by is None and t.shifts_if is None]
        shared = [t for t in open_tracks if t.is_shared]
        own = [t for t in open_tracks if not t.is_shared]
        player = rng.choice(self.card.by)
        others = [actor.id for actor in deck.actors if actor.id != player]
        facts: dict[str, str] = {"p": player, "c": self.card.id}
        if others:
            facts["q"] = rng.choice(others)
        one: Track | None = rng.choice(shared) if shared else None
        if one is not None:
            facts |= {"t": one.id, "low": f"{one.low}", "high": f"{one.high}"}
            facts |= {"above": f"{one.high + 1}", "mid": f"{(one.low + one.high) // 2}"}
            facts |= {"size": f"{one.high - one.low + 1}", "start": f"{one.start}"}
            facts["u"] = rng.choice([t for t in shared if t is not one] or [one]).id
        if own:
            purse = rng.choice(own)
            facts |= {"o": purse.id, "dear": f"{purse.high - purse.low + 1}"}
        cards = [card.id for card in deck.cards if card.id != self.card.id]
        if cards:
            facts["d"] = rng.choice(cards)
        missing = [name for name in re.findall(r"<(\w+)>", written) if name not in facts]
        if missing:
            raise Unfit(missing[0])
        return re.sub(r"<(\w+)>", lambda match: facts[match[1]], written)


class Unfit(Exception):
    """The deck has nothing of the kind that the mistake is about."""


def said(body: str, name: str) -> bool:
    """Return whether a card's lines have the field *name*."""
    return re.search(rf"^    {name}:", body, re.MULTILINE) is not None


def card(code: str, written: str, *also: str, lacking: str = "", having: str = "") -> Mistake:
    """Return the mistake that a card has the fields *written*; names separated by blanks."""
    want, need = tuple(lacking.split()), tuple(having.split())
    return Mistake(code, lambda ground: ground.field(written, lacking=want, having=need), also)


def part(code: str, section: str, written: str, *also: str) -> Mistake:
    """Return the mistake that *section* has the entry *written*."""
    return Mistake(code, lambda ground: ground.entry(section, written), also)


def swapped(code: str, pattern: str, written: str, *also: str) -> Mistake:
    """Return the mistake that what matches *pattern* is *written* so."""
    return Mistake(code, lambda ground: ground.swap(pattern, written), also)
