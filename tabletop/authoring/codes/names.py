"""N: names, and what they are the names of."""

from typing import Final

from tabletop.authoring.codes.page import Page

PAGES: Final = (
    Page(
        "N201",
        "A rule or a list speaks of something that the deck does not declare. Mostly it is spelt "
        "a little differently there.",
        "needs: trsut >= 3\n",
        "needs: trust >= 3\n",
    ),
    Page(
        "N202",
        "Actors, tracks, cards, injects and all the rest share one list of names, so that a rule "
        "can never mean two things. Give one of them another name.",
        "cards:\n  trust:\n    kind: signal\n    title: A Show of Trust\n    by: us\n",
        "cards:\n  show_of_trust:\n    kind: signal\n    title: A Show of Trust\n    by: us\n",
        "deck",
    ),
    Page(
        "N203",
        "A name that rules use is written in small letters, digits and _, and begins with a "
        'letter. What people read stands in "title" or "name", in any script.',
        "tracks:\n  Fuel-Level: {name: Fuel, range: 0 to 5, start: 5}\n",
        "tracks:\n  fuel_level: {name: Fuel, range: 0 to 5, start: 5}\n",
        "deck",
    ),
    Page(
        "N204",
        "The rules need this word for themselves, so nothing can be called that.",
        "tracks:\n  turn: {name: Turn of the tide, range: 0 to 5, start: 5}\n",
        "tracks:\n  tide: {name: Turn of the tide, range: 0 to 5, start: 5}\n",
        "deck",
    ),
    Page(
        "N205",
        "Something has this name, but it is not what belongs here: a track where an actor is "
        "asked for, or a track of every actor where you have to say whose.",
        "targets: trust\n",
        "targets: us\n",
    ),
    Page(
        "N206",
        "The same name stands twice in one list.",
        "cards:\n  talks:\n    kind: signal\n    title: Talks\n    by: us, japan, us\n",
        "cards:\n  talks:\n    kind: signal\n    title: Talks\n    by: us, japan\n",
        "deck",
    ),
    Page(
        "N207",
        "A seed names the deck that it starts. There is no file of that name in a folder "
        '"decks" beside the seeds, nor among the decks that come with the program.',
        "deck: harbuor\n",
        "deck: harbour\n",
        "seed",
    ),
    Page(
        "N208",
        "No bot of this name is installed here. Whoever opens the seed may have it, so this is "
        "only a warning.",
        "seats:\n  us: {play: bot cautios}\n",
        "seats:\n  us: {play: bot cautious}\n",
        "seed",
    ),
)
