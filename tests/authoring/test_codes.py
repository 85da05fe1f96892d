"""Every code of authoring is shown at work by a test."""

import re
from pathlib import Path

from tabletop.authoring.codes.catalogue import catalogue
from tabletop.language.problem import CODES as RULES


def test_every_code_is_printed_in_a_test():
    """
    A code that nobody has seen could say anything.
    """
    texts = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    printed = set(re.findall(r"(?:error|warning)\[([A-Z]\d{3})\]: ", texts))

    assert set() == set(catalogue().pages) - set(RULES) - printed
