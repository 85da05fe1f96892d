"""Frames that somebody forged, every checksum repaired: refused as a save, or shown and told."""

import random
from pathlib import Path

import pytest

from tabletop.game.mark import mark
from tabletop.game.narrate import narrate
from tabletop.game.sight import sight
from tabletop.game.state import opening
from tabletop.journal import framing
from tabletop.journal.codec import Unfit, pack, unpack
from tabletop.journal.model import Journal, SaveError
from tabletop.journal.reader import parse
from tabletop.journal.soundness import Soundness
from tabletop.journal.verify import first_difference
from tabletop.language.ids import FACILITATOR, WALL, ActorId, Viewer
from tabletop.pages import asked, frame, hand, moves, news, offers, result, situation
from tabletop.pages.big import Room
from tabletop.pages.view import View, view_at
from tabletop.pages.wall import wall
from tabletop.replay.causes import of_plan, shifts
from tabletop.replay.compare import compare
from tabletop.replay.knowledge import knew
from tabletop.replay.replay import Replay
from tabletop.replay.seals import proofs
from tests.journal.damages import other, places_of
from tests.journal.golden import GOLDEN
from tests.journal.truth import RICH, Truth, chained

USUAL = {RICH.stem: 60, "island_chain_short": 10}
"""Forgeries of each save; `--damages` asks for more."""

TRUTHS = {path.stem: Truth(path) for path in (RICH, GOLDEN / "island_chain_short.seminar")}


def forged(luck: random.Random, truth: Truth) -> tuple[bytes, int]:
    """Return the save with some values in one frame's decision and events changed, and which."""
    pieces = list(truth.pieces)
    places = [n for n, (kind, _) in enumerate(pieces) if kind == framing.FRAME]
    place = luck.choice(places)
    plain = unpack(pieces[place][1])
    for _ in range(luck.choice((1, 1, 1, 2, 3))):
        within = places_of({"decision": plain["decision"], "events": plain["events"]})
        _, holder, key = luck.choice(within)
        holder[key] = other(luck, holder[key], [h[k] for _, h, k in within])
    try:
        pieces[place] = pieces[place][0], pack(plain)
    except (Unfit, RecursionError):  # a value that holds itself
        pass
    return chained(pieces), plain["number"]


def show(view: View, width: int) -> None:
    """Make every page of *view*."""
    deck, state, viewer = view.sight.deck, view.sight.state, view.sight.viewer
    asked.ribbon(view, width)
    asked.waiting(view, view.sight.asks)
    for ask in view.sight.asks:
        asked.own_task(view, ask, leads=True)
    for page in (
        frame.opening_page,
        news.news,
        news.aims,
        offers.offers,
        result.result,
        result.objectives,
        situation.tracks,
        situation.actors,
        situation.things,
    ):
        page(view, width)
    frame.lines(view, width)
    frame.headline(view)
    moves.moves(view, "", width)
    for inject in deck.injects:
        news.inject_page(view, inject, width)
    for made in state.moves:
        moves.move_page(view, made, frame.told_now(view), width)
    for offer in state.offers:
        offers.offer_page(view, offer, width)
    for level in state.levels:
        situation.level_page(view, level, width)
    for actor in deck.actors:
        situation.actor_page(view, actor, width)
    if viewer in deck.actor_by_id:
        seat = ActorId(viewer)
        hand.hand(view, seat, hand.hand_lines(view, seat, ()), width)


def look(journal: Journal, first: int) -> None:
    """Fold, mark, see, tell and show *journal* from frame *first* on, as every viewer."""
    replay, deck = Replay(journal), journal.deck
    viewers = (*(Viewer(actor.id) for actor in deck.actors), FACILITATOR, WALL)
    last = len(journal.frames)
    for number in range(first, last + 1):
        state = replay.state(number)
        mark(deck, state)
        for viewer in viewers:
            for event, before in replay.happened(number):
                narrate(deck, before, event, viewer)
            sight(deck, state, viewer)
    for number in {*range(first, min(first + 3, last) + 1), last}:
        line = replay.line_of(number)
        for viewer in viewers:
            view = view_at(replay, line, number, viewer)
            show(view, 60)
            knew(view.sight, replay.sight(number, FACILITATOR))
            for told in replay.heard(number, viewer):
                frame.page(view, told, 60)
        wall(view, None, Room.of(80, 24, is_plain=False))
        for actor in deck.actors:
            of_plan(replay, line, number, actor.id)
    for line in replay.lines:
        proofs(replay, line, line.last, FACILITATOR)
        compare(replay, replay.main, line, WALL)
        for level in deck.level_ids[:3]:
            list(shifts(replay, line, line.last, FACILITATOR, level))
    first_difference(journal)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", TRUTHS)
def test_a_forged_frame_is_refused_as_a_save_or_can_be_told_and_shown(
    name: str, request: pytest.FixtureRequest
):
    """
    Whatever a forger writes into a frame, one kind of trouble comes of it, which names the frame.
    """
    truth, wanted = TRUTHS[name], request.config.getoption("--damages") or USUAL[name]
    refusals = []
    for number in range(wanted):
        data, first = forged(random.Random(number), truth)
        read = parse(truth.path, data)
        if len(read.frames) < first:
            continue  # no frame at all any more, and the good prefix ends before it
        try:
            look(read, first)
        except SaveError as found:
            refusals.append(found)

    assert refusals
    for refusal in refusals:
        assert 4 == refusal.exit_status
        assert refusal.place.startswith("frame ")
        assert refusal.sentence.startswith("this cannot have been played: ")


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.seminar")), ids=lambda path: path.stem)
def test_what_was_played_is_sound(path: Path):
    """
    No session that the rules made is ever taken for a forged one.
    """
    journal = Truth(path).journal
    soundness, states = Soundness(journal.deck), [opening(journal.deck)]

    for kept in journal.frames:
        states.append(soundness.fold(states[kept.parent], kept))

    assert [mark(journal.deck, state) for state in states[1:]] == [f.mark for f in journal.frames]
