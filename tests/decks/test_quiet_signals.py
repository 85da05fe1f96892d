"""The deck that a beginner meets first, and its ten minutes."""

import attrs

from tabletop.game.event import InjectCame
from tests.decks.playing import deck_shipped
from tests.tables import Playing

DECK = "decks/quiet_signals"
LESSONS = ["lesson_seal", "lesson_offer", "lesson_hedge", "lesson_last"]


def test_a_beginner_meets_every_mechanic_once():
    """Postures, an offer, a hedge, a standing piece, a late arrival, a key, a choice, a secret."""
    deck = deck_shipped(DECK)

    assert 3 == len(deck.actors)
    assert all(5 <= len({*deck.full_hand(actor.id)}) <= 7 for actor in deck.actors)
    for mechanic in (
        lambda card: len(card.postures) == 2,
        lambda card: card.offer,
        lambda card: card.pays_if,
        lambda card: card.stands and card.each_turn,
        lambda card: card.arrives,
        lambda card: card.chance,
        lambda card: card.unlocked_by,
        lambda card: card.exposed and card.if_seen,
        lambda card: card.copies > 1,
    ):
        assert any(mechanic(card) for card in deck.cards)
    assert any(inject.choices for inject in deck.injects)
    assert any(track.bands for track in deck.tracks)
    assert any(track.seen_by for track in deck.tracks)
    assert deck.endings
    for actor in deck.actors:
        assert {True, False} == {o.secret for o in deck.objectives if (actor.id,) == o.by}


def test_the_tutorial_gives_one_note_a_turn_to_japan_alone():
    """Each turn's note reaches the person who learns and nobody else."""
    table = Playing(deck_shipped("seeds/tutorial")).to_the_end()

    came = [e.inject for e in table.happened(InjectCame) if e.inject in LESSONS]
    assert LESSONS == came
    told = "\n".join(table.told("japan"))
    for lesson in LESSONS:
        title = table.deck.inject_by_id[lesson].title
        assert title in told
        assert title not in "\n".join(table.told("us") + table.told("wall"))


def test_notes_for_learners_stay_away_from_other_games():
    """In a seed that does not schedule them they never come."""
    table = Playing(deck_shipped("seeds/calm")).to_the_end()

    assert not {e.inject for e in table.happened(InjectCame)}.intersection(LESSONS)


def test_the_battery_is_one_card_with_two_faces():
    """In the open it moves trust and tension; hidden, only resolve."""
    shown = Playing(deck_shipped(DECK)).turn(japan="coastal_battery")
    hidden = Playing(deck_shipped(DECK)).turn(japan="coastal_battery covert")

    def made(table):
        return [
            e.level for e in table.events if getattr(e, "cause", None) and e.cause.because == "move"
        ]

    assert ["trust", "tension"] == made(shown)
    assert ["resolve"] == made(hidden)


def test_a_hedge_cannot_be_bought_once_it_would_pay():
    """Second Track needs trust above the level at which it pays."""
    table = Playing(deck_shipped(DECK)).until("plan")
    table.state = attrs.evolve(table.state, levels={**table.levels, "trust": 4})

    assert "needs" == table.refused_to_seal("japan", "second_track covert")
