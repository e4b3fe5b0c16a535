"""The last events, as they travel with a commission's state: the newest few, cut to what there is room for.

The whole is in the timeline. A commission must pass the server's door (128 KB) when a new run takes over.
"""

from collections.abc import Iterable, Mapping

from domain.commissions.state.case import CaseFile, Statement
from domain.commissions.state.commission import Commission, Line, LineSaid
from domain.commissions.state.transition import Transition
from domain.copies import replace
from domain.operators import shortened

ACTOR_MAX = 24
SAID_MAX = 60
REASON_BYTES, DETAILS_BYTES, PROOFS_BYTES, STATEMENT_BYTES = 300, 150, 600, 200
STATEMENTS_MAX = 3
"""A reason of 100 Chinese characters is whole."""


def noted(c: Commission, line: Transition, most: int) -> Commission:
    """With this line as the last of the ``most`` events that are kept."""
    told = LineSaid(
        shortened(line.actor, ACTOR_MAX),
        line.on_behalf_of,
        "" if line.refusal else within(line.reason, REASON_BYTES),
        _fitting(line.details),
    )
    said = told if told != LineSaid() else None
    kept = Line(line.seq, line.at, line.move, line.by, c.stage, line.refusal, said)
    return replace(c, recent=(*c.recent, kept)[-most:])


def within(text: str, most: int) -> str:
    if len(text.encode()) <= most:
        return text
    return text.encode()[: most - len("…".encode())].decode(errors="ignore") + "…"


def _fitting(details: Mapping[str, str]) -> dict[str, str]:
    """In order, as long as there is room; evidence last, which the case keeps itself."""
    fitting: dict[str, str] = {}
    left = DETAILS_BYTES
    for name, value in sorted(details.items(), key=lambda each: each[0] == "evidence"):
        text = shortened(value, SAID_MAX)
        left -= len(text.encode())
        if left < 0:
            break
        fitting[name] = text
    return fitting


def with_proofs(file: CaseFile, proofs: Iterable[str]) -> CaseFile:
    return replace(file, proofs=first_of((*file.proofs, *proofs), PROOFS_BYTES))


def with_statement(file: CaseFile, stated: Statement) -> CaseFile:
    return replace(file, statements=(*file.statements, stated)[-STATEMENTS_MAX:])


def first_of(proofs: Iterable[str], room: int) -> tuple[str, ...]:
    """As many as there is room for; how many there are is counted beside."""
    kept: list[str] = []
    left = room
    for each in proofs:
        left -= len(each.encode())
        if left < 0:
            break
        kept.append(each)
    return tuple(kept)
