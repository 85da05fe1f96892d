"""
What older saves need, in order, before they are read as today's values.

A format that has been released never changes its meaning: whoever changes what a record
holds raises `framing.FORMAT` and adds a step here, which is never edited again.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs

from tabletop.journal.codec import Unfit

Plain = Mapping[str, Any]


@attrs.frozen
class Step:
    """
    A pure change to the payload of one type of record.

    Attributes:
        to: The format that the payload has afterwards.
        kind: The type of record it changes.
    """

    to: int
    kind: int
    change: Callable[[Plain], dict[str, Any]]


STEPS: Final[tuple[Step, ...]] = ()
"""
By rising format; within one format, in the order they are taken.

Format 2 only added types of records, so what format 1 wrote is read as it stands.
"""


def upgraded(
    payload: dict[str, Any], kind: int, version: int, steps: Sequence[Step] = STEPS
) -> dict[str, Any]:
    """
    Return *payload*, written in format *version*, as the newest of *steps* would have it.

    Raises:
        Unfit: If a step does not find what its format always had.
    """
    for step in steps:
        if step.kind == kind and step.to > version:
            try:
                payload = step.change(payload)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                raise Unfit(f"it is no payload of a format before {step.to}") from error
    return payload
