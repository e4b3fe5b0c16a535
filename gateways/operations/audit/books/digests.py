"""Commissions of a rulebook we do not know: the digest of each line tells which entries it decided."""

from collections.abc import Sequence
from itertools import combinations

from domain.commissions.state.transition import Breach, Transition
from domain.copies import replace
from domain.operations.findings import Finding
from domain.party import Party
from gateways.commissions.transition_rows import digest
from gateways.operations.audit.books.comparing import unexplained
from gateways.operations.audit.books.entries import Written
from gateways.operations.audit.books.lives import OF_TIMELINES, Life
from models.tables.commissions import TimelineRow

MOST = 2
"""No line ever moved money by more entries than this."""
OTHERS = ("payout_", "netting", "clawback", "compensation", "write_off", "top_up")
"""Entries whose reason is no line of a timeline."""


def vouched(life: Life) -> tuple[set[str], list[Finding]]:
    """Keys of entries that lines of the commission vouch for, and what is wrong."""
    keys: set[str] = set()
    wrong = [Finding("timeline", life.id, f"#{life.row.seq}")] if life.row.seq and not life.lines else []
    for row in life.lines:
        line = _whole(life, row)
        left = [each for each in life.written if each.key not in keys and not each.key.startswith(OTHERS)]
        decided = None if line is None else _decided(line, row.digest, left)
        if decided is None and not row.hold:  # of a hold that fell short nothing is left to tell
            wrong.append(Finding("timeline", life.id, f"#{row.seq}"))
        keys |= {each.key for each in decided or ()}
    wrong += [unexplained(each) for each in life.written if _stands_alone(each, keys)]
    return keys, wrong


def _whole(life: Life, row: TimelineRow) -> Transition | None:
    line = life.transition(row)
    breach = next((each for each in life.breaches if each.seq == row.seq), None)
    if line is None or breach is None:
        return line
    told = Breach(Party(breach.party), breach.subject_id, breach.reason, breach.at)
    return replace(line, breach=told)


def _decided(line: Transition, kept: str, left: Sequence[Written]) -> Sequence[Written] | None:
    for number in range(MOST + 1):
        for some in combinations(left, number):
            if digest(replace(line, entries=tuple(each.entry for each in some))) == kept:
                return some
    return None


def _stands_alone(each: Written, keys: set[str]) -> bool:
    return each.key.partition(":")[0] in OF_TIMELINES and each.key not in keys
