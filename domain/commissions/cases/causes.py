"""What was complained of before: a cause that ended is opened again by new evidence, and not for ever."""

from collections import Counter

from domain.commissions.moves import Move
from domain.commissions.state.case import Case
from domain.commissions.state.commission import Commission
from domain.copies import replace
from domain.process.applied import short

MARK = 8
"""Characters that tell one piece of evidence from another."""
MARKS_MAX = 30
CHANGED = "content_differs"


def remembered(c: Commission, case: Case) -> Commission:
    """With the causes of a case that is closed, and their evidence as far as it is kept."""
    marks = dict.fromkeys((*c.past_proofs, *map(_mark, case.papers.proofs)))
    return replace(c, past_causes=(*c.past_causes, *case.causes), past_proofs=tuple(marks)[-MARKS_MAX:])


def times(c: Commission, cause: str) -> int:
    return Counter(c.past_causes)[cause]


def is_new(c: Commission, m: Move) -> bool:
    """Of a cause that never ended anything may be said; of one that did, what was not shown before."""
    return not times(c, m.cause) or any(_mark(each) not in c.past_proofs for each in m.evidence)


def in_window(c: Commission, m: Move) -> bool:
    """After the window only that it is not public, or what an edit since has changed."""
    ends = c.settle_by
    if ends is None or m.at < ends or m.cause == "not_public":
        return True
    return m.cause == CHANGED and c.edited_at is not None and c.edited_at >= ends


def _mark(proof: str) -> str:
    return short(proof)[:MARK]
