"""Where decks and seeds are found."""

import subprocess
from pathlib import Path

import pytest

from tabletop.authoring import shelves
from tabletop.authoring.library import load
from tabletop.authoring.shelves import UnknownName, found, listing
from tabletop.authoring.text.read import UnreadableFile
from tests.authoring.deck_texts import small


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Return the three places where names are looked up, all of them empty."""
    here, user, package = (tmp_path / name for name in ("here", "user", "package"))
    for place in (here, user, package):
        for shelf in ("seeds", "decks"):
            (place / shelf).mkdir(parents=True)
    monkeypatch.chdir(here)
    monkeypatch.setattr(shelves, "user_data_path", lambda *_, **__: user)
    monkeypatch.setattr(shelves, "PACKAGE", package)
    return {"here": here, "user": user, "package": package}


def write(place: Path, name: str, text: str = "") -> Path:
    path = place / f"{name}.yaml"
    path.write_text(text or small())
    return path


def test_the_nearest_place_wins(places: dict[str, Path]):
    """
    What lies in the working folder goes before the user's own, and that before what is shipped.
    """
    for place in ("package", "user", "here"):
        path = write(places[place], "decks/small")

        assert path.samefile(found("small"))


def test_a_name_is_a_seed_before_it_is_a_deck(places: dict[str, Path]):
    """
    Even a seed that ships goes before a deck in the working folder.
    """
    write(places["here"], "decks/calm")

    seed = write(places["package"], "seeds/calm")

    assert seed == found("calm")


def test_a_path_is_a_path(places: dict[str, Path]):
    """
    With a slash or an ending, nothing is looked up.
    """
    write(places["here"], "decks/small")

    assert [Path("./small"), Path("small.yaml"), Path("x/small.yml")] == [
        found("./small"),
        found("small.yaml"),
        found("x/small.yml"),
    ]


def test_a_file_without_an_ending_is_found(places: dict[str, Path]):
    """
    What is no name of a seed or a deck may still be a file.
    """
    Path("draft").write_text(small())

    assert "small" == load("draft").deck.id


def test_an_unknown_name_is_met_with_the_nearest(places: dict[str, Path]):
    """
    The answer is one sentence and another exit status than for a bad deck.
    """
    write(places["user"], "decks/small")

    with pytest.raises(UnknownName) as raised:
        load("smal")

    assert 'no seed or deck is called "smal"; did you mean "small"?' == str(raised.value)
    assert 4 == raised.value.exit_status


@pytest.mark.parametrize("name", ["", "..", "~", "%s", "a b", "\x1b[2J"])
def test_an_odd_name_is_only_unknown(places: dict[str, Path], name: str):
    """
    Nothing is looked for outside the folders of decks.
    """
    with pytest.raises((UnknownName, UnreadableFile)) as raised:
        load(name)

    assert "\x1b" not in raised.value.sentence


def test_a_file_that_is_not_there_is_said_to_be_missing(places: dict[str, Path]):
    """
    One sentence with the path.
    """
    with pytest.raises(UnreadableFile) as raised:
        load("decks/none.yaml")

    assert "decks/none.yaml: there is no such file" == str(raised.value)
    assert 4 == raised.value.exit_status


def test_a_folder_is_no_file(places: dict[str, Path]):
    """
    One sentence with the path.
    """
    with pytest.raises(UnreadableFile) as raised:
        load(Path("decks"))

    assert "decks: this is not a file" == str(raised.value)


def test_a_deck_of_a_seed_lies_beside_it(places: dict[str, Path], tmp_path: Path):
    """
    A folder with seeds and decks can be handed on as it is, and goes before the other places.
    """
    write(places["here"], "decks/small", small(title="The Other One"))
    (tmp_path / "game/seeds").mkdir(parents=True)
    (tmp_path / "game/decks").mkdir()
    write(tmp_path, "game/decks/small")
    seed = write(tmp_path, "game/seeds/calm", "seed: calm\ntitle: Calm\ndeck: small\n")

    assert "A Small Deck" == load(seed).deck.title


def test_a_deck_in_the_same_folder_is_found_last(places: dict[str, Path], tmp_path: Path):
    """
    A deck and its seed sent as two files work where they are saved.
    """
    write(tmp_path, "small")

    seed = write(tmp_path, "calm", "seed: calm\ntitle: Calm\ndeck: small\n")

    assert "small" == load(seed).deck.id


def test_a_seed_of_its_decks_name_finds_the_deck(places: dict[str, Path]):
    """
    The flagship seed is called like its deck, and is not taken for it.
    """
    write(places["here"], "decks/small")
    write(places["here"], "seeds/small", "seed: small\ntitle: Calm\ndeck: small\n")

    loaded = load("small")

    assert ("small", "Calm") == (loaded.deck.id, loaded.seed.title)


def test_a_list_shows_each_name_once_and_is_not_put_off_by_a_bad_file(places: dict[str, Path]):
    """
    The lobby opens whatever lies in the folders.
    """
    write(places["package"], "seeds/calm", "seed: calm\ntitle: Shipped\ndeck: small\n")
    write(
        places["here"],
        "seeds/calm",
        "seed: calm\ntitle: Mine\ndeck: small\nminutes: 10\ntext: Two\n",
    )
    write(places["user"], "seeds/broken", "a: b: c")
    write(places["user"], "seeds/loud", 'title: "\\e[31mred"')
    (places["user"] / "seeds/old.yaml").write_bytes(b"\xff\xfe")
    (places["user"] / "seeds/notes.txt").write_text("not a seed")

    seeds = listing("seeds")

    assert [("calm", "Mine"), ("broken", "broken"), ("loud", "[31mred"), ("old", "old")] == [
        (s.name, s.title) for s in seeds
    ]
    assert ("small", "10", "Two") == (seeds[0].deck, seeds[0].minutes, seeds[0].text)


def test_what_ships_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    `tabletop play quiet_signals` works in an empty folder.
    """
    monkeypatch.chdir(tmp_path)

    assert load("quiet_signals").deck is not None


def test_all_that_ships_is_protected_and_nothing_else():
    """
    The list by which nobody writes in it is that of the files under version control.
    """
    house = Path(__file__).parents[2]
    if not (house / ".git").exists():
        pytest.skip("only a checkout knows which files are the program's")
    told = subprocess.run(
        ["git", "ls-files", *shelves.SHIPPED], cwd=house, capture_output=True, text=True, check=True
    )

    names = {f"{shelf}/{name}.yaml" for shelf, own in shelves.SHIPPED.items() for name in own}

    assert set(told.stdout.split()) == names
