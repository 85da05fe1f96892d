"""What is installed: from the locks, and out of the wheel."""

import re
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PLAY, DEV = "requirements.lock", "requirements-dev.lock"
WANTED = {
    PLAY: PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"],
    DEV: PROJECT["dependency-groups"]["dev"],
}


def pins(lock: str) -> dict[str, str]:
    """Return the pinned version of each package in *lock*, by its name."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", [PLAY, DEV])
def test_the_lock_holds_what_the_project_asks_for(lock: str):
    """
    Whoever changes a dependency without `make lock` hears of it here, and not from a newcomer.
    """
    pinned = pins(lock)

    unmet = [
        text
        for text in WANTED[lock]
        for want in [Requirement(text)]
        if pinned.get(canonicalize_name(want.name), "") not in want.specifier
    ]

    assert [] == unmet


def test_the_checks_run_on_what_is_played():
    """
    The tests see the very versions that a player gets.
    """
    assert pins(PLAY).items() <= pins(DEV).items()


@pytest.mark.parametrize("lock", [PLAY, DEV])
def test_the_lock_names_no_place(lock: str):
    """
    The lock works wherever pip finds its packages, and tells nobody where they came from.
    """
    assert [] == re.findall(
        r"https?://\S+|^--\S*(?:index|find-links)\S*", (ROOT / lock).read_text()
    )


def test_a_wheel_carries_the_decks_and_seeds(tmp_path: Path):
    """
    Somebody who installs the package, and never sees the repository, can play at once.
    """
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])

    held = set(ZipFile(wheel).namelist())
    shipped = {
        f"tabletop/{path.relative_to(ROOT).as_posix()}"
        for folder in ("decks", "seeds")
        for path in (ROOT / folder).glob("*.yaml")
    }
    assert shipped <= held
    assert "tabletop/__init__.py" in held
    assert not any(name.startswith(("tests/", "saves/", "benchmarks/")) for name in held)
