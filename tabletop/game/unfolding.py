"""A decision unfolding: its events so far and the state after them."""

from collections.abc import Iterable

import attrs

from tabletop.game import event as ev
from tabletop.game.apply import apply
from tabletop.game.deck import Deck, Track
from tabletop.game.dice import Dice, Place
from tabletop.game.state import State
from tabletop.language.expr import Effect, Expr, Scene, clamp, posture_allows, who
from tabletop.language.ids import NOBODY, PHASES, ActorId, LevelId, level_id


@attrs.frozen
class Landing:
    """Effects that are to land, whom they speak of, and what brings them."""

    effects: tuple[Effect, ...]
    scene: Scene
    cause: ev.Cause
    strikes: tuple[LevelId, ...] = ()


@attrs.frozen
class EffectReading:
    """An effect as read: what it would do to one level, or why it is refused."""

    level: LevelId
    effect: Effect
    amount: int
    cause: ev.Cause
    refused: ev.Why | None = None


class Unfolding:
    """
    The events of one decision as they come, and the state they lead to.

    It lives for one decision; what is kept of it are its events and the state.
    """

    def __init__(self, deck: Deck, state: State, dice: Dice) -> None:
        self.deck = deck
        self.state = state
        self.dice = dice
        self.events: list[ev.Event] = []

    def happen(self, event: ev.Event) -> None:
        """Let *event* come to pass."""
        self.events.append(event)
        self.state = apply(self.state, event)

    def value(self, expr: Expr, scene: Scene, world: State | None = None) -> int:
        """Return the value of *expr* on *world*, else as the state stands now."""
        return expr.reading(self.deck.tests, world or self.state, scene)

    def place(self, purpose: ev.Purpose, seat: ActorId, subject: str) -> Place:
        """Return the place of a draw in this turn and phase."""
        return Place(
            turn=self.state.turn,
            phase=PHASES.index(self.state.phase or PHASES[0]),
            seat=self.deck.seat_number[seat],
            purpose=f"{purpose}/{subject}",
        )

    def roll(
        self, purpose: ev.Purpose, seat: ActorId, subject: str, faces: tuple[int, ...]
    ) -> tuple[int, ...]:
        """Return a roll of dice with *faces*; the words it uses are told by an event."""
        place = self.place(purpose, seat, subject)
        prefix = f"{self.state.phase}/{seat}/{place.purpose}"
        used = self.state.draws.get(prefix, 0)
        rolls = tuple(self.dice.roll(place, used + i, f) for i, f in enumerate(faces))
        self.happen(ev.Drawn(prefix, len(faces)))
        return rolls

    def comes(
        self, purpose: ev.Purpose, chance: int, subject: str, *, seat: ActorId = NOBODY, of: str
    ) -> bool:
        """
        Return whether a d100 is at or under *chance* percent, held within 0 to 100.

        The draw is keyed by *subject*, a card's or an inject's id, and told as that of *of*.
        """
        odds = ev.Odds(clamp(chance, 0, 100), 100)
        (rolled,) = self.roll(purpose, seat, subject, (100,))
        came = rolled <= odds.ways
        self.happen(ev.ChanceRolled(purpose, of, odds, rolled, came))
        return came

    def land(self, landing: Landing) -> None:
        """Let effects land in order, each read on the state left by the one before (Order 5)."""
        for effect in landing.effects:
            for reading in self.readings(effect, landing, self.state):
                self.shift(reading)

    def land_together(self, landings: Iterable[Landing]) -> None:
        """Read every effect on one snapshot, then let them land in order (Order 5)."""
        snapshot = self.state
        readings = [
            reading
            for landing in landings
            for effect in landing.effects
            for reading in self.readings(effect, landing, snapshot)
        ]
        for reading in readings:
            self.shift(reading)

    def readings(self, effect: Effect, landing: Landing, world: State) -> list[EffectReading]:
        """Return what *effect* would do on *world*, a reading for each level it fans out to."""
        scene, cause = landing.scene, landing.cause
        refused: ev.Why | None = None
        if effect.condition is not None:
            if not posture_allows(effect.condition, scene.posture):
                return []
            if not self.value(effect.condition, scene, world):
                refused = "if"
        amount = self.value(effect.amount, scene, world)
        readings = []
        for level in self.levels_meant(effect, scene):
            gate = self.deck.track_of_level[level].shifts_if
            shut = gate is not None and not self.value(gate, scene, world)
            why: ev.Why | None = "struck" if level in landing.strikes else refused
            readings.append(
                EffectReading(level, effect, amount, cause, why or ("shifts_if" if shut else None))
            )
        return readings

    def levels_meant(self, effect: Effect, scene: Scene) -> list[LevelId]:
        """Return the levels *effect* speaks of that this table has, in deck order."""
        owners: Iterable[str]
        if effect.of == "everyone":
            owners = self.deck.actor_ids
        elif effect.of == "others":
            owners = [actor for actor in self.deck.actor_ids if actor != scene.player]
        else:
            owners = (who(effect.of, scene),)
        levels = [level_id(effect.track, owner) for owner in owners]
        return [level for level in levels if level in self.state.levels]

    def shift(self, reading: EffectReading) -> None:
        """Let a reading shift its level, or tell that it was refused."""
        if reading.refused:
            self.happen(ev.ShiftRefused(reading.level, reading.cause, reading.refused))
            return
        match reading.effect.change:
            case "+":
                by = reading.amount
            case "-":
                by = -reading.amount
            case "=":
                by = reading.amount - self.state.levels[reading.level]
        self.move_level(reading.level, by, reading.cause)

    def move_level(self, level: LevelId, by: int, cause: ev.Cause, reason: str = "") -> int:
        """Shift *level* by *by* steps, clamped to its track; return the steps it moved."""
        was = self.state.levels[level]
        track: Track = self.deck.track_of_level[level]
        now = clamp(was + by, track.low, track.high)
        if by:
            self.happen(ev.LevelShifted(level, by, was, now, cause, reason))
        return now - was
