"""msgpack, strictly: plain data with string keys, within limits, and nothing else."""

from collections.abc import Sequence
from typing import Any, Final

import msgpack

DEPTH: Final = 100
"""Deepest nesting of a payload; a rule of 30 brackets stays far below it."""

ITEMS: Final = 10_000
"""Most items of one list or map."""


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
    try:
        value = msgpack.unpackb(
            data,
            raw=False,
            use_list=True,
            strict_map_key=True,
            object_pairs_hook=without_doubles,
            ext_hook=no_extension,
            max_array_len=ITEMS,
            max_map_len=ITEMS,
            max_ext_len=0,
        )
    except msgpack.StackError as error:
        raise Unfit(f"nested deeper than {DEPTH}") from error
    except ValueError as error:  # every error of msgpack's unpacker is one
        raise Unfit(str(error) or "this is not msgpack") from error
    if type(value) is not dict:
        raise Unfit("expected a map")
    keep_shallow(value)
    return value


def without_doubles(pairs: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    """Return *pairs* as a map."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Unfit("a key comes twice in one map")
    for key in made:
        if type(key) is not str:
            raise Unfit("a key is not text")
    return made


def no_extension(code: int, data: bytes) -> Any:
    """Refuse what is not plain msgpack."""
    raise Unfit(f"extension type {code}")


def keep_shallow(value: Any) -> None:
    """Refuse floats, timestamps and what is nested deeper than `DEPTH`, without recursion."""
    level = [value]
    for _ in range(DEPTH):
        deeper: list[Any] = []
        for v in level:
            kind = type(v)
            if kind is dict:
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
