"""Sessions of every seed, decided again from their saves: `--games 10000`."""

from pathlib import Path

import pytest

from tabletop.bots.roster import bot_names
from tabletop.bots.seats import bots_only
from tabletop.cli.play import begun, playable
from tabletop.journal import disk
from tabletop.journal.verify import verify
from tabletop.language.ids import Method

pytestmark = [pytest.mark.slow, pytest.mark.timeout(24 * 3600)]

USUAL = 9
SELDOM = 40
"""A bot that thinks long plays only one game in so many."""

HOUSE = Path(__file__).parents[2]
STARTS = sorted(
    path.stem for folder in ("seeds", "decks") for path in HOUSE.glob(f"{folder}/*.yaml")
)
METHODS: tuple[Method, ...] = ("odds", "2d6", "red-green")


@pytest.mark.parametrize("start", sorted(set(STARTS)))
def test_sessions_of_every_seed_are_the_same_decided_again(
    start: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
):
    """
    Whoever plays, by whatever method and with whatever luck: a save proves itself.
    """
    monkeypatch.setattr(disk, "flush", lambda descriptor: None)
    games = request.config.getoption("--games") or USUAL
    loaded = playable(start)
    assert loaded.deck
    quick = [name for name in bot_names() if name != "cautious"]
    for entropy in range(games):
        bot, method = quick[entropy % len(quick)], METHODS[entropy // len(quick) % len(METHODS)]
        if entropy % SELDOM == 0:
            bot = "cautious"
        save = tmp_path / f"{entropy}.seminar"
        seats = bots_only(loaded.deck, loaded.seed, bot)
        with begun(
            loaded, seats, entropy=entropy, save=save, method=method, rehearsal=entropy % 4 == 3
        ) as session:
            while session.step(everything=True):
                pass
            assert session.state.is_over

        verdict = verify(save)

        assert (None, None) == (verdict.difference, verdict.damage), (entropy, bot, method)
        assert (True, True) == (verdict.is_redecided, verdict.is_closed)
        assert session.number == verdict.frames
        save.unlink()
