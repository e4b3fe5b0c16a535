"""A second version of the rules as a release would bring it: what it changes, beside what it replaces.

Accepting tells the creator too; the article is public for a minute longer before it settles; the SMS about an
acceptance has other words; whoever accepts is asked under another name for the brief; and one row mends
version 1: the creator hears of it too that it was declined.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from domain.commissions import notices
from domain.commissions.rules import clocks
from domain.commissions.rules.clocks.clock import Clock, from_date
from domain.commissions.rules.guards import GUARDS
from domain.commissions.rules.row import Row
from domain.commissions.rules.rows import ROWS
from domain.commissions.rules.rulebook import Rulebook, Tables, rulebook
from domain.commissions.rules.versions import KNOWN
from domain.notice_template import Template

TWO = "2"
MINUTE = timedelta(minutes=1)


def _row(old: Row) -> tuple[Row, ...]:
    match old.id:
        case "T05" | "T05a":
            new = replace(old, since=TWO, tells=(*old.tells, "offer"), guards=("brief_read",))
        case "T06":
            new = replace(old, since=TWO, mends=("1",), tells=(*old.tells, "expired"))
        case _:
            return (old,)
    return replace(old, until=TWO), new


def _clock(old: Clock) -> tuple[Clock, ...]:
    if old.name != "settle_by":
        return (old,)
    plain = from_date("settle_by")
    later = replace(old, since=TWO, instant=lambda c, m: (at := plain(c, m)) and at + MINUTE)
    return replace(old, until=TWO), later


def _template(old: Template) -> tuple[Template, ...]:
    if old.name != "accepted":
        return (old,)
    return replace(old, until=TWO), replace(old, since=TWO, zh=f"{old.zh}（二）", en=f"{old.en} (2)")


EVERY_ROW = tuple(each for old in ROWS for each in _row(old))
EVERY_CLOCK = tuple(each for old in clocks.EVERY for each in _clock(old))
EVERY_TEMPLATE = tuple(each for old in notices.EVERY for each in _template(old))
OTHER_GUARDS = {**GUARDS, "brief_read": GUARDS["brief_as_shown"]}


def version(number: str) -> Rulebook:
    return rulebook(number, Tables(EVERY_ROW, EVERY_CLOCK, EVERY_TEMPLATE, OTHER_GUARDS))


@contextmanager
def released() -> Iterator[Rulebook]:
    """While it lasts the program knows both versions; a new order is struck under the second."""
    before = dict(KNOWN)
    KNOWN.update({"1": version("1"), TWO: version(TWO)})
    try:
        yield KNOWN[TWO]
    finally:
        KNOWN.clear()
        KNOWN.update(before)
