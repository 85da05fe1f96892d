"""What a room may know. import-linter sees to the order of the rooms; the rest is here."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "tabletop"
ROOMS = (
    "language", "game", "bots", "authoring", "journal", "table", "replay", "pages", "lab", "report",
    "tui", "cli",
)  # fmt: skip

ANY_ROOM = {"attrs", "cattrs", "platformdirs"}
ONE_ROOM = {"msgpack": "journal", "yaml": "authoring", "textual": "tui", "rich": "tui"}

# A rule needs no more than this of the standard library: no chance, clock, files or processes.
PURE = {
    "__future__", "abc", "bisect", "collections", "difflib", "enum", "functools", "graphlib",
    "hashlib", "heapq", "itertools", "operator", "re", "string", "struct", "textwrap", "types",
    "typing", "unicodedata",
}  # fmt: skip
IMPURE_CALLS = {
    "open": "a rule opens no file",
    "print": "a rule prints nothing",
    "input": "a rule asks nobody",
    "eval": "rule text is parsed, never evaluated by Python",
    "exec": "rule text is parsed, never evaluated by Python",
    "float": "levels and odds are whole numbers",
    "hash": "text hashes differently in every process",
    "id": "addresses differ in every process",
}


def modules(*rooms: str) -> list[Path]:
    """Return every module of *rooms*, in the order of their names."""
    return [path for room in rooms for path in sorted((HOUSE / room).rglob("*.py"))]


def name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the top-level name of everything that *tree* imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.split(".")[0]


def top_level(tree: ast.Module) -> ast.Module:
    """Return *tree* without what happens inside its functions."""

    class Shallow(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None: ...
        def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None: ...

    return Shallow().visit(tree)


def is_set(node: ast.AST) -> bool:
    """Tell whether *node* is plainly a set, whose order differs between processes."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in {"set", "frozenset"}
    return isinstance(node, ast.Set | ast.SetComp)


def impurities(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line of everything in *tree* that a rule must not do, and why."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float()):
                yield node.lineno, "a float; levels and odds are whole numbers"
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                yield node.lineno, "/ makes a float; // keeps whole numbers"
            case ast.Call(func=ast.Name(id=called)) if called in IMPURE_CALLS:
                yield node.lineno, f"{called}(): {IMPURE_CALLS[called]}"
            case ast.For(iter=of) | ast.comprehension(iter=of) if is_set(of):
                yield of.lineno, "a set has no order; sort it first"
            case ast.Call(func=ast.Name(id="tuple" | "list"), args=[of]) if is_set(of):
                yield of.lineno, "a set has no order; sort it first"


@pytest.mark.parametrize("path", modules("game"), ids=name)
def test_the_rules_are_pure(path: Path):
    """
    The same decision has the same outcome in every process, on every day and every platform.
    """
    tree = ast.parse(path.read_bytes())

    found = [
        f"{name(path)}:{line}: imports {top}"
        for line, top in imports(tree)
        if top not in PURE | {"attrs", "attr", "tabletop"}
    ]
    found += [f"{name(path)}:{line}: {why}" for line, why in impurities(tree)]

    assert [] == found


@pytest.mark.parametrize("path", modules(*ROOMS), ids=name)
def test_a_library_stays_in_its_room(path: Path):
    """
    Textual is for screens, msgpack for saves, YAML for decks; what is heavy waits inside the
    function that needs it, so that the first screen stays instant.
    """
    room = path.relative_to(HOUSE).parts[0]
    known = {lib for lib, where in ONE_ROOM.items() if where == room} | ANY_ROOM | {"tabletop"}
    tree = ast.parse(path.read_bytes())

    strangers = [
        f"{name(path)}:{line}: imports {top}"
        for line, top in imports(tree)
        if top in ONE_ROOM and ONE_ROOM[top] != room
    ]
    strangers += [
        f"{name(path)}:{line}: imports {top} before it is needed"
        for line, top in imports(top_level(tree))
        if top not in known | {"attr"} | sys.stdlib_module_names
    ]

    assert [] == strangers


@pytest.mark.parametrize(
    "line",
    ["half = 0.5", "x = a / 2", "for x in {1, 2}: pass", "y = [x for x in set(z)]", "hash('us')"],
)
def test_the_eye_for_impurities_sees(line: str):
    """
    The check above would be worth nothing if it overlooked what it is for.
    """
    assert 1 == len(list(impurities(ast.parse(line))))


def test_every_folder_is_a_room():
    """
    A new room is a decision of the design, and gets its place in the ladder.
    """
    folders = {path.parent.relative_to(HOUSE).parts[0] for path in HOUSE.glob("*/**/*.py")}

    assert set() == folders - set(ROOMS)
