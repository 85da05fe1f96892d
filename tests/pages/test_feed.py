"""The feed as a page: what was laid out once stays, however long the evening."""

from hypothesis import given
from hypothesis import strategies as st

from tabletop.game.narrate import FeedLine
from tabletop.pages import news
from tabletop.pages.text import Scroll, Words
from tabletop.table.feed import Told

TOPICS = ("turn", "phase", "move", "dice", "level", "inject")


def told(count: int) -> list[Told]:
    """Return *count* lines, six in a turn, some of which need several rows."""
    return [
        Told(n + 1, n // 6, FeedLine(TOPICS[n % 6], f"Thing {n} came to pass. " * (1 + n % 3)))
        for n in range(count)
    ]


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(30, 60))
def test_a_feed_that_grows_is_the_feed_laid_out_at_once(steps: list[int], width: int):
    """
    However it came, line by line or all in one go, the same rows stand there.
    """
    whole = told(sum(steps))
    grown, upto = None, 0

    for step in steps:
        upto += step
        grown = news.feed(whole[:upto], width, grown)

    at_once = news.feed(whole, width)
    assert [row.content for row in at_once] == [row.content for row in grown or ()]
    assert all(row.content.cell_length <= width for row in at_once)


def test_what_was_laid_out_is_not_laid_out_again():
    """
    A new line costs itself, and a row on the screen its own line, of however many.
    """
    asked: list[int] = []

    def lay(thing: int, width: int, is_first: bool) -> list[Words]:
        asked.append(thing)
        return [Words(((str(thing), ""),))] * 2

    scroll = Scroll(40, lay)
    scroll.grow(range(1000))
    asked.clear()

    scroll.grow(range(1001))
    shown = [row.content.plain for row in scroll[-3:]]

    assert ["999", "1000", "1000"] == shown
    assert [1000, 999, 1000, 1000] == asked


def test_another_feed_begins_anew():
    """
    Behind a curtain another seat's feed is not the rest of this one, nor in another width.
    """
    mine, other = told(4), told(5)
    scroll = news.feed(mine, 40)

    assert scroll is news.feed(mine, 40, scroll)
    assert scroll is not news.feed(other, 40, scroll)
    assert scroll is not news.feed(mine, 41, scroll)
    assert scroll is not news.feed(mine[:3], 40, scroll)
