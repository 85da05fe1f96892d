"""msgpack, strictly: plain data with string keys, within limits, and nothing else."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import msgpack

DEPTH: Final = 100
"""Deepest nesting of a payload; a rule of 30 brackets stays far below it."""

ITEMS: Final = 10_000
"""Most items of one list or map."""

LISTED: Final = 4_000_000
"""Most items of all lists in one save together; a real frame has some ten."""


class Unfit(ValueError):
    """What was read is no value of the journal; the message says what was expected."""


def pack(value: dict[str, Any]) -> bytes:
    """
    Return *value* as msgpack.

    Raises:
        Unfit: If it holds what msgpack cannot, such as a number of more than 64 bits.
    """
    try:
        # A lone surrogate cannot be kept; it becomes "?" rather than cost somebody a move.
        return bytes(msgpack.packb(value, use_bin_type=True, unicode_errors="replace"))
    except (ValueError, TypeError, OverflowError) as error:
        raise Unfit(f"this cannot be kept: {error}") from error


def unpack(data: bytes) -> dict[str, Any]:
    """
    Return the map that *data* is.

    Raises:
        Unfit: If it is anything but one map of `None`, `bool`, `int`, `str`, `bytes`, lists
            and maps, with string keys of which none comes twice, within `DEPTH` and `ITEMS`.
    """
    value = Unpacker().unpack(data)
    keep_shallow(value)
    return value


class Unpacker:
    """
    Unpacks payload after payload of one save.

    What is left to whoever gives the values a shape: their types, those of the keys, and how deep
    they are nested.

    Attributes:
        listed: Items of all lists so far.
    """

    def __init__(self, listed: int = 0) -> None:
        self.listed = listed
        self._packer = msgpack.Packer(use_bin_type=True)

    def unpack(self, data: bytes) -> dict[str, Any]:
        """
        Return the map that *data* is.

        Raises:
            Unfit: If it is anything but one map with keys of which none comes twice, within
                `ITEMS`, or if all payloads so far have more than `LISTED` items in lists.
        """
        before = self.listed
        value = unpacked(data, list_hook=self._count)
        try:
            is_as_packed = self._packer.pack(value) == data
        except ValueError:  # nested deeper than can be packed
            self._packer.reset()
            is_as_packed = False
        if not is_as_packed:
            # Packed by somebody else, or a map lost the doubles of its keys: looked at one by one.
            self.listed = before
            value = unpacked(data, list_hook=self._count, object_pairs_hook=without_doubles)
        if type(value) is not dict:
            raise Unfit("expected a map")
        return value

    def _count(self, items: list[Any]) -> list[Any]:
        """
        Let a list through and count its items.

        A list of short texts takes fifteen times as much memory as it has bytes.
        """
        self.listed += len(items)
        if self.listed > LISTED:
            raise Unfit(f"more than {LISTED} things in all its lists")
        return items


def unpacked(data: bytes, **hooks: Callable[[list[Any]], object]) -> object:
    """Return what *data* is; *hooks* see its lists and maps. Raises as `unpack`."""
    try:
        value: object = msgpack.unpackb(
            data,
            raw=False,
            use_list=True,
            strict_map_key=True,
            ext_hook=no_extension,
            max_array_len=ITEMS,
            max_map_len=ITEMS,
            max_ext_len=0,
            **hooks,
        )
    except msgpack.StackError as error:
        raise Unfit(f"nested deeper than {DEPTH}") from error
    except ValueError as error:  # every error of msgpack's unpacker is one
        raise Unfit(str(error) or "this is not msgpack") from error
    return value


def without_doubles(pairs: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    """Return *pairs* as a map."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Unfit("a key comes twice in one map")
    return made


def keep_text(keys: Iterable[object]) -> None:
    """Refuse *keys* of which one is not text."""
    for key in keys:
        if type(key) is not str:
            raise Unfit("a key is not text")


def no_extension(code: int, data: bytes) -> Any:
    """Refuse what is not plain msgpack."""
    raise Unfit(f"extension type {code}")


def keep_shallow(value: Any) -> None:
    """Refuse floats, odd keys and what is nested deeper than `DEPTH`, without recursion."""
    level = [value]
    for _ in range(DEPTH):
        deeper: list[Any] = []
        for v in level:
            kind = type(v)
            if kind is dict:
                keep_text(v)
                deeper.extend(v.values())
            elif kind is list:
                deeper.extend(v)
            elif kind not in PLAIN and v is not None:
                raise Unfit(f"a {kind.__name__} is none of ours")
        if not deeper:
            return
        level = deeper
    raise Unfit(f"nested deeper than {DEPTH}")


PLAIN: Final = frozenset((str, int, bool, bytes))
