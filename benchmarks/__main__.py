"""
Measure and print a Markdown table: `python -m benchmarks [start keys rules …]`.

The exit status is 1 if a promise is broken. Compare ratios: they were taken in the same minute on
the same machine, while times alone say more about the machine.
"""

import platform
import sys

from benchmarks import (
    append,
    check,
    continuations,
    growth,
    journeys,
    keys,
    large,
    rates,
    replay,
    rules,
    save,
    start,
    wall,
    workbench,
)
from benchmarks.measure import Figure, Found, table

MEASURES = {
    "start": start,
    "keys": keys,
    "journeys": journeys,
    "rules": rules,
    "check": check,
    "rates": rates,
    "continuations": continuations,
    "growth": growth,
    "append": append,
    "save": save,
    "large": large,
    "replay": replay,
    "wall": wall,
    "workbench": workbench,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"nothing is measured as {unknown[0]}; there are: {', '.join(MEASURES)}")
        return 2
    found: list[Found] = []
    for name in names or MEASURES:
        print(f"measuring {name} ...", file=sys.stderr)
        found.extend(MEASURES[name].figures())
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}\n")
    print(table(found))
    broken = [one for one in found if isinstance(one, Figure) and not one.is_kept]
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
