"""How much the tests of the save do: little in every run, and more for who asks."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("tabletop", "the save, proven")
    group.addoption("--damages", type=int, help="random damages to a save (else 2,000)")
    group.addoption("--kills", type=int, help="kills of a program that writes one (else 12)")
    group.addoption("--games", type=int, help="games of every seed decided again (else 200)")
    group.addoption("--mutants", type=int, help="mutated decks that are checked (else 20,000)")
    group.addoption("--every-bit", action="store_true", help="of every golden save, not of one")
