"""What is installed: from the locks, and out of the wheel."""

import os
import re
import subprocess
import sys
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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return Path(built)


def test_a_wheel_carries_the_decks_and_seeds(wheel: Path):
    """
    Somebody who installs the package, and never sees the repository, can play at once.
    """
    held = set(ZipFile(wheel).namelist())

    shipped = {
        f"tabletop/{path.relative_to(ROOT).as_posix()}"
        for folder in ("decks", "seeds")
        for path in (ROOT / folder).glob("*.yaml")
    }
    assert shipped <= held
    assert {"tabletop/__init__.py", "tabletop/authoring/codes/codes.yaml"} <= held
    assert not any(name.startswith(("tests/", "saves/", "benchmarks/")) for name in held)


def test_what_a_wheel_carries_plays_anywhere(wheel: Path, tmp_path: Path):
    """
    In an empty folder, with nothing but the wheel, a deck is found, bots play it and it is kept.
    """
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    ZipFile(wheel).extractall(site)
    env = {**os.environ, "PYTHONPATH": str(site), "XDG_DATA_HOME": str(tmp_path)}
    words = ["run", "goofspiel", "--bots", "random", "--entropy", "1", "--save", "X"]
    where = "import tabletop; print(tabletop.__file__)"

    loaded = subprocess.run(
        [sys.executable, "-c", where], cwd=empty, env=env, capture_output=True, text=True
    )
    done = subprocess.run(
        [sys.executable, "-m", "tabletop", *words],
        cwd=empty, env=env, capture_output=True, text=True,
    )  # fmt: skip

    assert Path(loaded.stdout.strip()).is_relative_to(site)
    assert (0, "Kept in X\n") == (done.returncode, done.stderr)
    assert "The turns are played." in done.stdout
    assert ["X"] == [path.name for path in empty.iterdir()]
