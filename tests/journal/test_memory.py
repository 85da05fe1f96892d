"""Files made to fill all memory: each is read or refused within the stated cap."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tabletop.game.event import CardReturned, LevelShifted
from tabletop.journal import framing, states
from tabletop.journal.codec import pack, unpack
from tabletop.journal.model import SaveError
from tabletop.journal.reader import values_digest
from tabletop.journal.states import History
from tests.journal.sessions import MAGIC, record, saved
from tests.journal.truth import ORIGIN, SHORT, Truth

CAP_MB = 1024
"""Address space, the program itself included."""

MOST_MB = 512
"""Memory at any time."""

LEVELS = 980

CHILD = f"""
import resource, sys
from pathlib import Path
from tabletop.cli.main import main
from tests.memory import peak_mb
resource.setrlimit(resource.RLIMIT_AS, ({CAP_MB} << 20, {CAP_MB} << 20))
status = max(main([*words.split(), sys.argv[1]]) for words in sys.argv[2:])
print(peak_mb(), file=sys.stderr)
sys.exit(status)
"""

Pieces = Iterator[tuple[int, bytes]]


def deck_with(truth: Truth, change: Callable[[dict[str, Any]], None]) -> Pieces:
    """Yield the head and the changed deck of a save."""
    yield truth.pieces[0]
    plain = unpack(truth.pieces[1][1])
    change(plain["deck"])
    plain["deck_digest"] = values_digest(plain["deck"])
    yield framing.DECK, pack(plain)


def frames_with(truth: Truth, events: list[dict[str, Any]]) -> Pieces:
    """Yield frames without end, each with *events*."""
    plain = unpack(truth.pieces[2][1])
    number = 0
    while True:
        number += 1
        yield (
            framing.FRAME,
            pack({**plain, "number": number, "parent": number - 1, "events": events}),
        )


def nothing_in_nothing(truth: Truth) -> Pieces:
    """A deck of four million empty lists."""
    yield truth.pieces[0]
    inner = b"\xdc" + (400).to_bytes(2, "big") + b"\x90" * 400
    yield framing.DECK, b"\x81\xa4deck\xdd" + (10_000).to_bytes(4, "big") + inner * 10_000


def many_events(truth: Truth) -> Pieces:
    yield from truth.pieces[:2]
    yield from frames_with(truth, [{"$": "TurnBegan", "turn": 1}] * 10_000)


def many_notes(truth: Truth) -> Pieces:
    yield from truth.pieces[:2]
    note = pack({"frame": 0, "at_ms": 0, "text": "", "seat": ""})
    while True:
        yield framing.NOTE, note


def many_levels(truth: Truth) -> Pieces:
    """Each frame makes another state of as many levels as a deck can have."""

    def widen(deck: dict[str, Any]) -> None:
        one = {**deck["tracks"][0], "starts": {}}
        deck["tracks"] += [{**one, "id": f"level_{n}"} for n in range(LEVELS)]

    yield from deck_with(truth, widen)
    cause = {"because": "deck", "move": "", "inject": ""}
    shift = {"level": "level_1", "by": 1, "was": 0, "now": 1, "cause": cause, "reason": ""}
    yield from frames_with(truth, [{"$": LevelShifted.__name__, **shift}])


def many_cards(truth: Truth) -> Pieces:
    """Each frame makes another hand of thousands of cards."""

    def deal(deck: dict[str, Any]) -> None:
        for card in deck["cards"]:
            card["copies"] = 1000

    yield from deck_with(truth, deal)
    card = truth.journal.deck.cards[0]
    back = {"seat": card.by[0], "card": card.id, "move": f"1-{card.by[0]}-1"}
    yield from frames_with(truth, [{"$": CardReturned.__name__, **back}])


def many_names(truth: Truth) -> Pieces:
    """Lists of short texts, no two alike, which take fifteen times as much as in the file."""
    yield from truth.pieces[:2]
    plain = unpack(truth.pieces[2][1])
    letters = [chr(n) for n in range(0x4E00, 0x4E00 + 20_000)]
    for number, first in enumerate(letters, start=1):
        names = [first + other for other in letters[:10_000]]
        seal = {"$": "Seal", "seat": "us", "moves": [], "recalls": names}
        yield (
            framing.FRAME,
            pack({**plain, "number": number, "parent": 0, "decision": seal, "events": []}),
        )


BOMBS = (
    nothing_in_nothing,
    many_events,
    many_notes,
    many_levels,
    many_cards,
    many_names,
)
# Telling of so much takes a minute, and no more memory than reading it does.
FOLDED = (many_levels, many_cards)
LONG = (many_levels, many_cards, many_names)
"""Those that take a minute each: `make prove`."""

SIZED = [pytest.param(b, marks=pytest.mark.prove) if b in LONG else b for b in BOMBS]
VERBS = {bomb: ["replay --plain"] if bomb in FOLDED else ["verify"] for bomb in BOMBS}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("bomb", SIZED, ids=lambda bomb: bomb.__name__)
def test_no_file_takes_more_than_the_cap(bomb: Callable[[Truth], Pieces], tmp_path: Path):
    """
    As long as a save may be, and soundly chained: the program ends with a status, in the memory.
    """
    path = tmp_path / "bomb.seminar"
    size, previous = len(MAGIC), ORIGIN
    with path.open("wb") as file:
        file.write(MAGIC)
        for seq, (kind, payload) in enumerate(bomb(Truth(SHORT))):
            data = record(seq, kind, payload, previous)
            if size + len(data) > framing.SAVE_CAP:
                break
            file.write(data)
            size, previous = size + len(data), data[-16:]

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), *VERBS[bomb]],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=200,
    )

    assert done.returncode in (0, 1, 3, 4), done.stderr
    assert "Traceback" not in done.stderr
    assert int(done.stderr.split()[-1]) < MOST_MB


def test_states_beyond_the_cap_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    What all states of a save hold together is bounded, however many frames repeat it.
    """
    journal = saved(tmp_path / "a.seminar")
    History(journal).at(len(journal.frames))
    monkeypatch.setattr(states, "MOST_KEPT", 100)

    with pytest.raises(SaveError, match="more than 100 things in all its states") as refusal:
        History(journal).at(len(journal.frames))

    assert 4 == refusal.value.exit_status
