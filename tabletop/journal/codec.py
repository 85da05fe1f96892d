"""Journal values as msgpack and back, to the letter, strictly and within limits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import UnionType
from typing import Any, Final, Literal, NewType, TypeVar, Union, get_args, get_origin

import attrs
import msgpack
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from tabletop.game import decision, deck, event
from tabletop.game.clean import clean
from tabletop.journal.model import Verbatim
from tabletop.language import expr

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


TAG = "$"

SHORT = 64
"""Characters of a text that is worth remembering; ids, mostly, that come again and again."""

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]


def to_map(value: Any) -> dict[str, Any]:
    """
    Return *value*, an attrs object of the journal or the game, as a plain map.

    Raises:
        Unfit: If a part of it is not of the type that it should be.
    """
    try:
        plain: dict[str, Any] = converter().unstructure(value)
    except (AttributeError, TypeError) as error:
        raise Unfit(f"this cannot be kept: {error}") from error
    return plain


def from_map(plain: object, shape: type[T]) -> T:
    """
    Return *plain* as a value of *shape*.

    Raises:
        Unfit: If it is not exactly one.
    """
    try:
        return converter().structure(plain, shape)
    except Unfit:
        raise
    except ValueError as error:  # from a shape's own checks
        raise Unfit(str(error)) from error


@cache
def converter() -> Converter:
    """Return the one converter, made when first asked for: starting must not wait for it."""
    made = Converter(detailed_validation=False)
    for module in (expr, deck, decision, event):
        for shape in vars(module).values():
            if isinstance(shape, type) and attrs.has(shape):
                attrs.resolve_types(shape, vars(expr))
    made.register_structure_hook(str, exact_text)
    for kind, name in ((int, "a whole number"), (bool, "yes or no"), (bytes, "bytes")):
        made.register_structure_hook(kind, exactly(kind, name))
    made.register_structure_hook_factory(is_literal, literal_hook)
    made.register_structure_hook_factory(
        is_new_type, lambda shape: made.get_structure_hook(shape.__supertype__)
    )
    made.register_structure_hook(Verbatim, verbatim)
    made.register_structure_hook_factory(is_tuple, lambda shape: tuple_hook(made, shape))
    made.register_structure_hook_factory(is_map, lambda shape: map_hook(made, shape))
    made.register_structure_hook_factory(attrs.has, lambda shape: class_hook(made, shape))
    made.register_structure_hook_factory(is_union, lambda shape: union_hook(made, shape))
    made.register_unstructure_hook_factory(is_union, lambda shape: tagged(made, shape))
    return made


def exact_text(value: Any, _: Any) -> str:
    if type(value) is not str:
        raise Unfit(f"expected text, found {name_of(value)}")
    return known(value) if len(value) <= SHORT else clean(value)


known = lru_cache(1 << 14)(clean)
"""Texts that were cleaned before, so that a long session holds each of them once."""


def verbatim(value: Any, _: Any) -> str:
    if type(value) is not str:
        raise Unfit(f"expected text, found {name_of(value)}")
    return value


def exactly(kind: type, name: str) -> Hook:
    """Return a hook that lets *kind* through and nothing that resembles it."""

    def exact(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise Unfit(f"expected {name}, found {name_of(value)}")
        return value

    return exact


def literal_hook(shape: Any) -> Hook:
    words = frozenset(get_args(shape))

    def literal(value: Any, _: Any) -> Any:
        if type(value) is not str or value not in words:
            raise Unfit(f"expected one of {', '.join(map(repr, sorted(words)))}")
        return value

    return literal


def tuple_hook(made: Converter, shape: Any) -> Hook:
    item = get_args(shape)[0]
    hook = made.get_structure_hook(item)

    def items(value: Any, _: Any) -> Any:
        if type(value) is not list:
            raise Unfit(f"expected a list, found {name_of(value)}")
        return tuple([hook(v, item) for v in value])

    return items


def map_hook(made: Converter, shape: Any) -> Hook:
    key, item = get_args(shape)
    key_hook, hook = made.get_structure_hook(key), made.get_structure_hook(item)

    def pairs(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise Unfit(f"expected a map, found {name_of(value)}")
        cleaned = {key_hook(k, key): hook(v, item) for k, v in value.items()}
        if len(cleaned) != len(value):
            raise Unfit("two keys read the same")
        return cleaned

    return pairs


def class_hook(made: Converter, shape: Any) -> Hook:
    names = frozenset(field.name for field in attrs.fields(shape))
    build = make_dict_structure_fn(shape, made, _cattrs_detailed_validation=False)
    is_deep = shape is expr.Effect

    def instance(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise Unfit(f"expected {shape.__name__}, found {name_of(value)}")
        if value.keys() != names:
            raise Unfit(f"{shape.__name__} has {odd_keys(value, names)}")
        if is_deep:  # alone in a frame it holds rules, which hold rules
            keep_shallow(value)
        return build(value, shape)

    return instance


def union_hook(made: Converter, shape: Any) -> Hook:
    """Return the hook of a union of classes, told apart by tag, or of words and ids."""
    members = get_args(shape)
    may_miss = type(None) in members
    kinds = [member for member in members if member is not type(None)]
    classes = {kind.__name__: kind for kind in kinds if attrs.has(kind)}
    if len(classes) < len(kinds) or len(kinds) == 1:
        inner = made.get_structure_hook(kinds[0]) if len(kinds) == 1 else word_hook(kinds)

        def optional(value: Any, _: Any) -> Any:
            return None if may_miss and value is None else inner(value, kinds[0])

        return optional
    builders: dict[str, tuple[frozenset[str], Hook]] = {}

    def builder(tag: Any) -> tuple[frozenset[str], Hook]:
        # Made on first use, because a rule may hold a rule.
        if type(tag) is not str or tag not in classes:
            raise Unfit(f"none of {', '.join(classes)}")
        kind = classes[tag]
        names = frozenset([TAG, *(field.name for field in attrs.fields(kind))])
        build = make_dict_structure_fn(kind, made, _cattrs_detailed_validation=False)
        return builders.setdefault(tag, (names, build))

    def member(value: Any, _: Any) -> Any:
        if may_miss and value is None:
            return None
        if type(value) is not dict:
            raise Unfit(f"expected a map, found {name_of(value)}")
        tag: Any = value.get(TAG)
        names, build = builders[tag] if type(tag) is str and tag in builders else builder(tag)
        if value.keys() != names:
            raise Unfit(f"{tag} has {odd_keys(value, names)}")
        return build(value, classes[tag])

    return member


def word_hook(kinds: list[Any]) -> Hook:
    """Return the hook of a union of words: given ones alone, or any id besides."""
    if all(is_literal(kind) for kind in kinds):
        return literal_hook(Literal[tuple(word for kind in kinds for word in get_args(kind))])
    return exact_text


def tagged(made: Converter, shape: Any) -> Callable[[Any], Any]:
    """Return what turns a member of a union into a map that says which one it is."""
    kinds = [kind for kind in get_args(shape) if attrs.has(kind)]
    if len(kinds) < 2:
        return lambda value: value if type(value) in (str, type(None)) else made.unstructure(value)
    writers: dict[type, Callable[[Any], dict[str, Any]]] = {}

    def write(value: Any) -> Any:
        if value is None:
            return None
        kind = type(value)
        if kind not in kinds:
            raise Unfit(f"expected one of {len(kinds)} kinds, found {kind.__name__}")
        if kind not in writers:
            writers[kind] = make_dict_unstructure_fn(kind, made)
        return {TAG: kind.__name__, **writers[kind](value)}

    return write


def is_literal(shape: Any) -> bool:
    return get_origin(shape) is Literal


def is_new_type(shape: Any) -> bool:
    return isinstance(shape, NewType)


def is_tuple(shape: Any) -> bool:
    return get_origin(shape) is tuple and get_args(shape)[1:] == (...,)


def is_map(shape: Any) -> bool:
    return get_origin(shape) is Mapping


def is_union(shape: Any) -> bool:
    return get_origin(shape) in (Union, UnionType)


def name_of(value: Any) -> str:
    return type(value).__name__


def odd_keys(value: dict[str, Any], names: frozenset[str]) -> str:
    """Return which keys of *value* are missing and which are too many."""
    missing, unknown = sorted(names - value.keys()), sorted(value.keys() - names)
    parts = [f"no {', '.join(missing)}"] if missing else []
    parts += [f"an unknown {', '.join(map(repr, unknown))}"] if unknown else []
    return " and ".join(parts)
