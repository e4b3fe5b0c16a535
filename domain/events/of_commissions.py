"""What is told outside of the steps of a commission: a public type for each move of the rulebook.

What is done is named by a past participle; of a fact, what somebody reported and what we found by looking are
two types: whoever pays by an event hears of the second.
"""

from collections.abc import Iterator, Mapping

from domain.commissions.rules.rows import ROWS
from domain.events.event_type import BOTH, OURS, EventType
from domain.events.words.clocks import CLOCKS
from domain.events.words.facts import FACTS, OF_OURS, REPORTED
from domain.events.words.moves import MOVES
from domain.party import Party

KIND = "commission"
REFUSED = "refused"
"""The step of everything that was refused and noted."""
FIELDS = ("move", "by", "from_stage", "to_stage", "round", "refusal")
"""Of what the outbox bears: what an envelope carries."""
WORDS: Mapping[str, tuple[str, str, str]] = {**MOVES, **CLOCKS, **FACTS, **OF_OURS}
OF_CREATORS = frozenset({"payout_paid", "payout_failed", "payout_kept", "payout_waiting", "retry_payout"})
"""A brand does not read what becomes of a creator's money."""
UNTOLD = frozenset({*OF_OURS, "notice_failed", "notice_pause", "morning", "retry"})
"""How we run, not what happened: operators alone."""


def step_of(move: str, by: str, refusal: str) -> str:
    """The step a line of the timeline is, as types name it."""
    if refusal:
        return REFUSED
    return f"{move}:{by}" if by == Party.OUTSIDE and move in REPORTED else move


def types() -> Iterator[EventType]:
    """From the rows: what no row can bring about has no type."""
    for move in dict.fromkeys(row.move for row in ROWS if not row.refuses):
        yield _type(move, WORDS[move], _readers(move))
        if move in REPORTED:
            readers = OURS if move in OF_CREATORS | UNTOLD else BOTH
            yield _type(move, REPORTED[move], readers, by=Party.OUTSIDE.value)
    refused = ("refused", "己方发送的命令被拒绝并记录", "a command of yours was refused, and noted")
    yield _type(REFUSED, refused, BOTH, own=True)


def _readers(move: str) -> tuple[Party, ...]:
    if move in UNTOLD:
        return OURS
    return (Party.CREATOR,) if move in OF_CREATORS else BOTH


def _type(
    move: str, words: tuple[str, str, str], readers: tuple[Party, ...], by: str = "", *, own: bool = False
) -> EventType:
    word, zh, en = words
    step = f"{move}:{by}" if by else move
    return EventType(f"{KIND}.{word}", KIND, (step,), zh, en, readers, _example(move, by), own)


def _example(move: str, by: str) -> dict[str, str | int]:
    """As the first row of the move makes it."""
    if move == REFUSED:
        said = {"move": "approve", "by": "brand", "from_stage": "offered", "to_stage": "offered"}
        return {**said, "round": 1, "refusal": "NOT_NOW"}
    rows = [row for row in ROWS if row.move == move and not row.refuses]
    row = next((each for each in rows if (by or Party.OUTSIDE) in each.by), rows[0])
    row = row if by else next((each for each in rows if set(each.by) != {Party.OUTSIDE}), rows[0])
    place = row.at[0]
    return {
        "move": move,
        "by": by or next((each.value for each in row.by if each is not Party.OUTSIDE), row.by[0].value),
        "from_stage": place.value,
        "to_stage": (row.to or place).value,
        "round": 1,
        "refusal": "",
    }
