"""What is open in the books is not closed, whatever the server says: the true words, and the way out."""

import time

from domain.commissions.state.commission import needs_its_workflow
from domain.money.withdrawals.state import OPEN
from domain.refusals import in_words
from gateways.commissions.queries import SqlCommissionQueries
from gateways.refusals import UnknownCommission
from models.tables.withdrawals import WithdrawalRow
from services.commissions.commands import CommandRefused
from services.commissions.records import RECORD

BEHIND_SECONDS, PAUSE_SECONDS = 2.0, 0.1
GONE = ("CLOSED", "COMMISSION_UNKNOWN")


def true_words(queries: SqlCommissionQueries, commission_id: str, refused: CommandRefused) -> CommandRefused:
    """Of a commission whose workflow answers nothing more."""
    if refused.code not in GONE:
        return refused
    until = time.monotonic() + (BEHIND_SECONDS if refused.code == "CLOSED" else 0)
    while _is_open(queries, commission_id):
        if time.monotonic() > until:
            return lost("commission", commission_id)
        time.sleep(PAUSE_SECONDS)  # one that has just ended: the books follow
    return refused


def _is_open(queries: SqlCommissionQueries, commission_id: str) -> bool:
    try:
        row = queries.commission(commission_id)
    except UnknownCommission:
        return False
    return row.order_key is not None and needs_its_workflow(RECORD.validate_python(row.record))


def of_withdrawal(row: WithdrawalRow, refused: CommandRefused) -> CommandRefused:
    """Of a withdrawal whose workflow is not there: one that is open in the books was lost."""
    return lost("withdrawal", row.id) if row.state in OPEN else refused


def lost(kind: str, subject: str) -> CommandRefused:
    """``kind`` is the command's: commission or withdrawal."""
    zh, en = in_words("WORKFLOW_LOST")
    command = f"./starmap {kind} revive {subject} --operator {{}} --reason {{}}"
    return CommandRefused(
        "WORKFLOW_LOST",
        f"{zh}：{command.format('工号', '理由')}",
        f"{en}: {command.format('ID', 'WHY')}",
    )
