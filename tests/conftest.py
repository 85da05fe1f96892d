"""
How much the tests do: the same at every run, and more for who asks.

`make test` derives every example from the test itself, so that it finds the same at every run.
`make hunt` looks for new ones, and `make prove` does the larger numbers of the proofs.
"""

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("hunt", derandomize=False, database=None, deadline=None, print_blob=True)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("tabletop", "proofs in larger numbers")
    group.addoption("--prove", action="store_true", help="also the tests marked `prove`")
    group.addoption("--damages", type=int, help="random damages to a save (else 500)")
    group.addoption("--kills", type=int, help="kills of a program that writes one (else 6)")
    group.addoption("--games", type=int, help="games of every seed decided again (else 9)")
    group.addoption("--mutants", type=int, help="mutated decks that are checked (else 4,000)")
    group.addoption("--every-bit", action="store_true", help="of every golden save, not of one")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that only a proof runs, unless it is one."""
    if config.getoption("--prove"):
        return
    large = [item for item in items if item.get_closest_marker("prove")]
    config.hook.pytest_deselected(items=large)
    items[:] = [item for item in items if not item.get_closest_marker("prove")]
