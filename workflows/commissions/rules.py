"""By which rules a commission is judged: those of its version, and a correction of them from now on.

A row that mends an older version changes what an open commission does, so a history says from where on it is
mended: what was decided before is replayed as it was decided.
"""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.commissions.moves import Move
    from domain.commissions.ordering.opening import could_be_ordered
    from domain.commissions.rules.admission import is_of_another_round, stale_round
    from domain.commissions.rules.engine import Decision, decide
    from domain.commissions.rules.rulebook import Rulebook
    from domain.commissions.rules.versions import KNOWN, rules_of
    from domain.commissions.state.commission import Commission
    from domain.refusals import Refused


ROUNDS = "the-round-of-every-command"


class UnknownRules(Exception):
    """Fails the workflow task, not the commission: it is tried again until a worker comes that knows them.

    Whoever is too old must not guess; the daily sweep names a workflow whose tasks keep failing.
    """


def are_unknown(c: Commission) -> bool:
    """What no door has ordered is turned away elsewhere, whatever version it names."""
    return c.order.rulebook not in KNOWN and could_be_ordered(c.order)


def check_known(c: Commission) -> None:
    """Raises UnknownRules. In ``run``: what fails in ``__init__`` the SDK leaves half begun."""
    if are_unknown(c):
        raise UnknownRules(str(Refused("RULES_UNKNOWN", detail=c.order.rulebook[:16])))


def decided(c: Commission, move: Move) -> Decision:
    """Raises Refused and Repeated. Earlier releases let every round pass but those of versions handed in: a
    history says from where on it is looked at, so that what they took is replayed as they took it.
    """
    found = _agreed(c, move)
    if is_of_another_round(c, move) and workflow.patched(ROUNDS):
        raise stale_round(c)
    return found


def _agreed(c: Commission, move: Move) -> Decision:
    """Where both say the same, nothing is written into the history."""
    agreed = rules_of(c)
    if agreed.mended is None:
        return decide(c, move, agreed)
    before, after = _outcome(c, move, agreed), _outcome(c, move, agreed.mended)
    same = before == after or (isinstance(before, Refused) and isinstance(after, Refused))
    said = after if same or workflow.patched(_patch(after, before)) else before
    if isinstance(said, Refused):
        raise said
    return said


def considered(c: Commission, move: Move) -> Decision:
    """As an update's validator asks, which writes nothing into the history: by the rules as mended."""
    agreed = rules_of(c)
    found = decide(c, move, agreed.mended or agreed)
    if is_of_another_round(c, move):
        raise stale_round(c)
    return found


def _patch(*outcomes: Decision | Refused) -> str:
    """One for every row that is corrected, under the version that corrects it."""
    rows = (each.row for each in outcomes if isinstance(each, Decision))
    row = max(rows, key=lambda each: int(each.since))
    return f"mends-{row.id}-{row.since}"


def _outcome(c: Commission, move: Move, rulebook: Rulebook) -> Decision | Refused:
    try:
        return decide(c, move, rulebook)
    except Refused as refused:
        return refused
