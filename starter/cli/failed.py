"""How a command that could not be done is told. Read only when one fails: it knows every failure by name."""

from collections.abc import Sequence

from domain.forms import Unreadable
from domain.refusals import Refused
from runtime.failures import named
from runtime.running import NotRunning
from services.commissions.commands import CommandRefused, NoAnswerYet
from services.commissions.import_results import CannotWrite
from services.commissions.ordering import OrderRefused, Why
from services.failures import Complaint
from services.files.brief_files import BadFile
from services.files.ledger_csv import CannotExport
from services.waiting import StillWaiting
from starter.cli.console import complain
from starter.cli.elsewhere.calling import RefusedThere
from starter.cli.numbers import NumberNeeded
from starter.cli.spans import BadSpan


def tell(failed: Exception) -> int:
    """A failure by name, in both languages. The exit code. Raises what is nobody's doing but ours."""
    match failed:
        case OrderRefused():
            return _first(failed.reasons)
        case (
            CommandRefused()
            | NoAnswerYet()
            | Refused()
            | RefusedThere()
            | BadFile()
            | CannotWrite()
            | CannotExport()
            | Unreadable()
            | NumberNeeded()
            | NotRunning()
            | BadSpan()
            | StillWaiting()
        ):
            return complain(failed.code, failed.zh, failed.en)
        case _:
            found = named(failed)
            if not found:
                raise failed
            return _first(found)


def _first(found: Sequence[Why] | Sequence[Complaint]) -> int:
    """All are told; the first decides how the command ends."""
    first, *_ = [complain(each.code, each.zh, each.en) for each in found]
    return first
