"""By which rules a commission is judged: today's; what it took before some of them changed, as it took it."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.commission import Commission
    from domain.earlier import CHANGED, EARLIER
    from domain.engine import Decision, decide
    from domain.moves import Move
    from domain.refusals import Refused
    from domain.rulebook import RULEBOOK, Rulebook

WINDOW_BOTH_WAYS = "window-both-ways"


def decided(c: Commission, move: Move) -> Decision:
    """Raises Refused and Repeated. Where both rulebooks say the same, nothing is written into the history."""
    if not any(CHANGED.intersection((*row.when, *row.guards)) for row in RULEBOOK.at(c.stage, move.name)):
        return decide(c, move)
    today, earlier = _outcome(c, move, RULEBOOK), _outcome(c, move, EARLIER)
    same = today == earlier or (isinstance(today, Refused) and isinstance(earlier, Refused))
    said = today if same or workflow.patched(WINDOW_BOTH_WAYS) else earlier
    if isinstance(said, Refused):
        raise said
    return said


def _outcome(c: Commission, move: Move, rulebook: Rulebook) -> Decision | Refused:
    try:
        return decide(c, move, rulebook)
    except Refused as refused:
        return refused
