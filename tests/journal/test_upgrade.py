"""Older saves, brought up to date a step at a time."""

from pathlib import Path
from typing import Any

import pytest

from tabletop.journal import framing, upgrade
from tabletop.journal.reader import parse
from tabletop.journal.upgrade import STEPS, Step, upgraded
from tests.journal.sessions import remade, saved

RENAME = Step(2, framing.FRAME, lambda p: {**without(p, "when"), "at_ms": p["when"]})
SECONDS = Step(3, framing.FRAME, lambda p: {**p, "at_ms": p["at_ms"] * 1000})
OTHERS = Step(3, framing.NOTE, lambda p: {})


def without(plain: Any, key: str) -> dict[str, Any]:
    return {k: v for k, v in plain.items() if k != key}


@pytest.mark.parametrize(
    "version, old",
    [
        (1, {"number": 1, "when": 5}),
        (2, {"number": 1, "at_ms": 5}),
        (3, {"number": 1, "at_ms": 5000}),
    ],
)
def test_a_payload_takes_every_step_after_its_own_format(version: int, old: dict[str, Any]):
    """
    A save of any age means the same today.
    """
    before = dict(old)

    new = upgraded(old, framing.FRAME, version, (RENAME, SECONDS, OTHERS))

    assert {"number": 1, "at_ms": 5000} == new
    assert before == old


def test_an_older_record_is_upgraded_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Steps stand between the bytes and the values.
    """
    journal = saved(tmp_path / "a.seminar", 1)
    old = remade(
        journal.path.read_bytes(),
        2,
        lambda p: {**without(p, "at_ms"), "when": p["at_ms"]},
        version=0,
    )
    step = Step(1, framing.FRAME, RENAME.change)
    # The reader binds the registry when it is imported, so the registry itself is swapped.
    monkeypatch.setattr(upgraded, "__defaults__", ((step,),))

    assert journal.frames == parse(journal.path, old).frames


def test_steps_stand_in_the_order_they_are_taken():
    """
    A step never comes before one of an older format, and none leads past today's.
    """
    formats = [step.to for step in STEPS]

    assert sorted(formats) == formats
    assert all(1 < to <= framing.FORMAT for to in formats)
    assert upgrade.upgraded.__defaults__ == (STEPS,)
