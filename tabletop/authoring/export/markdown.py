"""A deck as people read it: Markdown, its rules in words."""

import re
from collections.abc import Iterable, Iterator

from tabletop.game import card_facts
from tabletop.game.deck import Card, Deck, Inject, Objective, Track
from tabletop.game.seed import Seed, seeded
from tabletop.language import say
from tabletop.language.expr import Effect, Number
from tabletop.language.ids import ActorId

SIGNS = re.compile(r"([\\`*_\[\]<>|])")
OPENERS = re.compile(r"^(\s*)([#+=~-])|^(\s*\d+)([.)])", re.MULTILINE)


def markdown(deck: Deck, seed: Seed | None = None) -> str:
    """
    Return *deck* in Markdown, as *seed* starts it; ends in a line break.

    It tells everything, secrets too: it is for authors and facilitators.
    """
    return "\n".join(blocks(seeded(deck, seed) if seed else deck, seed))


def blocks(deck: Deck, seed: Seed | None) -> Iterator[str]:
    """Yield the lines of the whole page."""
    yield f"# {plain(seed.title if seed else deck.title)}"
    yield ""
    if seed:
        yield f"A start of *{plain(deck.title)}*{duration(seed)}."
        yield ""
        yield from paragraphs(seed.text)
    yield from paragraphs(deck.text)
    yield f"{terms(deck)}"
    yield ""
    yield from actors(deck, seed)
    yield from tracks(deck)
    if deck.tests:
        yield from heading("Tests")
        for name, test in deck.tests.items():
            yield f"- **{plain(name.replace('_', ' '))}**: {plain(say.phrase(test, deck))}"
        yield ""
    if deck.each_turn:
        yield from heading("At the end of every turn")
        yield from bullets(deck, deck.each_turn)
        yield ""
    yield from cards(deck)
    yield from injects(deck)
    yield from objectives(deck)
    if deck.endings:
        yield from heading("Endings")
        for ending in deck.endings:
            yield f"- **{plain(ending.title)}** when {plain(say.phrase(ending.when, deck))}"
        yield ""
    if deck.sources:
        yield from heading("Sources")
        yield from (f"- {plain(source)}" for source in deck.sources)
        yield ""


def terms(deck: Deck) -> str:
    """Return how the deck is played, in a sentence or two."""
    turns = f"{deck.terms.turns} turn{'' if deck.terms.turns == 1 else 's'}"
    rehearsal = ", after a rehearsal" if deck.terms.rehearsal else ""
    sealed = "sealed together" if deck.order == "sealed" else "made in turn"
    return (
        f"{turns}{rehearsal}; {deck.moves} a turn for each seat, {sealed}; "
        f"outcomes by {deck.terms.method}. The table stops at {', '.join(deck.terms.phases)}."
    )


def duration(seed: Seed) -> str:
    return f", {plain(seed.minutes)} minutes" if seed.minutes else ""


def actors(deck: Deck, seed: Seed | None) -> Iterator[str]:
    yield from heading("Actors")
    for actor in deck.actors:
        place = seed.seats.get(actor.id) if seed else None
        play = f", played by {plain(place.play)}" if place and place.play else ""
        yield f"- **{plain(actor.name)}** (`{actor.id}`){play}"
        for text in (actor.text, actor.brief and f"Brief: {actor.brief}"):
            if text:
                yield from indented(text)
        dealt = deck.hands.get(actor.id)
        if dealt is not None:
            titles = ", ".join(plain(deck.card_by_id[card].title) for card in dealt)
            yield f"  Begins with: {titles or 'no cards'}"
    yield ""


def tracks(deck: Deck) -> Iterator[str]:
    if not deck.tracks:
        return
    yield from heading("Tracks")
    for track in deck.tracks:
        levels = f"{track.low} to {track.high}, {start(track)}"
        yield f"- **{plain(track.name)}** (`{track.id}`): {levels}"
        if track.seen_by is not None:
            yield f"  Seen by {seers(deck, track)}."
        if track.bands:
            bands = (f"{plain(b.name)} {span(b.low, b.high)}" for b in track.bands)
            yield f"  Bands: {', '.join(bands)}."
        if track.shifts_if is not None:
            yield f"  Moves only if {plain(say.phrase(track.shifts_if, deck))}."
        if track.text:
            yield from indented(track.text)
    yield ""


def start(track: Track) -> str:
    """Return where *track* starts, for each actor where they differ."""
    if track.is_shared:
        return f"starts at {track.start}"
    if len(set(track.starts.values())) == 1:
        return f"one for each actor, starts at {track.start}"
    each = ", ".join(f"{actor} {level}" for actor, level in track.starts.items())
    return f"one for each actor, starts at {each}"


def seers(deck: Deck, track: Track) -> str:
    seen = track.seen_by or ()
    named = [plain(deck.actor_by_id[a.id].name) for a in deck.actors if a.id in seen]
    owner = ["its owner"] if "owner" in seen else []
    return " and ".join([*owner, *named, "the facilitator"])


def span(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def cards(deck: Deck) -> Iterator[str]:
    """Yield the cards, under the actor who holds them; shared ones first."""
    groups: dict[tuple[ActorId, ...], list[Card]] = {}
    for card in deck.cards:
        groups.setdefault(card.by, []).append(card)
    for by, held in sorted(groups.items(), key=lambda group: -len(group[0])):
        yield from heading(f"Cards of {people(deck, by)}")
        for card in held:
            yield from one_card(deck, card)


def one_card(deck: Deck, card: Card) -> Iterator[str]:
    yield f"### {plain(card.title)}"
    yield ""
    yield f"*{card.kind}* (`{card.id}`){''.join(f', {word}' for word in how_played(deck, card))}"
    yield ""
    yield from paragraphs(card.text)
    for label, text in card_facts.facts(deck, card):
        yield f"- {label}: {plain(text)}"
    if card.discuss:
        yield f"- Discuss: {plain(card.discuss)}"
    yield ""


def how_played(deck: Deck, card: Card) -> Iterator[str]:
    """Yield how the card is played, a few words each."""
    if card.postures != ("open",):
        yield " or ".join(card.postures)
    if card.once:
        yield "once"
    elif card.copies > 1:
        yield f"{card.copies} copies"


def injects(deck: Deck) -> Iterator[str]:
    if not deck.injects:
        return
    yield from heading("Injects")
    for inject in deck.injects:
        yield f"### {plain(inject.title)}"
        yield ""
        heard = f", for {people(deck, inject.heard_by)}" if inject.heard_by else ""
        yield f"(`{inject.id}`) {plain(when(deck, inject))}{heard}"
        yield ""
        yield from paragraphs(inject.text)
        yield from bullets(deck, inject.effects)
        for choice in inject.choices:
            told = plain(say.effects(choice.effects, deck)) or "nothing changes"
            yield f"- *{plain(choice.title)}*: {told}"
        if inject.effects or inject.choices:
            yield ""


def when(deck: Deck, inject: Inject) -> str:
    """Return when *inject* comes, in words."""
    if inject.turn:
        return f"in turn {inject.turn}"
    if inject.pile:
        return f"drawn from the pile {inject.pile.replace('_', ' ')}"
    if inject.by_facilitator:
        return "when the facilitator releases it"
    condition = f"when {say.phrase(inject.when, deck)}" if inject.when is not None else ""
    chance = f"{say.phrase(inject.chance, deck)} each turn" if inject.chance is not None else ""
    again = "again and again" if inject.repeats else "once"
    return ", ".join(part for part in (condition, chance, again) if part)


def objectives(deck: Deck) -> Iterator[str]:
    if not deck.objectives:
        return
    yield from heading("Objectives")
    for objective in deck.objectives:
        yield (
            f"- **{plain(objective.title)}** ({people(deck, objective.by)}"
            f"{', secret' if objective.secret else ''}): {scored(deck, objective)}"
        )
        if objective.text:
            yield from indented(objective.text)
    yield ""


def scored(deck: Deck, objective: Objective) -> str:
    noun = "point" if objective.points == Number(1) else "points"
    points = f"{say.phrase(objective.points, deck)} {noun}"
    if objective.test is None:
        return plain(points)
    return plain(f"{points} if {say.phrase(objective.test, deck)}")


def people(deck: Deck, named: Iterable[ActorId]) -> str:
    ids = tuple(named)
    if len(ids) == len(deck.actors) > 1:
        return "every actor"
    return ", ".join(plain(deck.actor_by_id[actor].name) for actor in ids)


def heading(title: str) -> tuple[str, str]:
    return f"## {title}", ""


def bullets(deck: Deck, effects: Iterable[Effect]) -> Iterator[str]:
    yield from (f"- {plain(say.effect(effect, deck))}" for effect in effects)


def paragraphs(text: str) -> Iterator[str]:
    if text:
        yield plain(text)
        yield ""


def indented(text: str) -> Iterator[str]:
    yield from (f"  {line}" for line in plain(text).splitlines() if line.strip())


def plain(text: str) -> str:
    """Return *text* so that Markdown shows it as it stands."""
    return OPENERS.sub(r"\1\3\\\2\4", SIGNS.sub(r"\\\1", text))
