"""The history of a commission once more with this program: every decision again, and compared."""

from dataclasses import dataclass
from datetime import datetime

from google.protobuf.json_format import ParseError
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from services.app import App
from services.commissions.commands import handle_of
from services.threads import in_thread
from workflows import names
from workflows.converter import CONVERTER
from workflows.messages.payload_guard import PayloadGuard
from workflows.types import WORKFLOW_TYPES


@dataclass(frozen=True)
class Replayed:
    events: int
    until: datetime
    differs: str = ""
    """How; empty where every decision is the same."""


class NoHistory(ValueError):
    """What was given is no history as the Web UI gives it."""


async def replay(app: App, commission_id: str, given: str = "") -> Replayed:
    """Of the history that the server keeps, or of one ``given`` as the Web UI's Download gives it.

    Raises UnknownCommission, NoHistory.
    """
    await in_thread(app.queries.commission, commission_id)
    found = _given(commission_id, given) if given else await _kept(app, commission_id)
    replayer = Replayer(workflows=WORKFLOW_TYPES, data_converter=CONVERTER, interceptors=[PayloadGuard()])
    result = await replayer.replay_workflow(found, raise_on_replay_failure=False)
    until = found.events[-1].event_time.ToDatetime().astimezone()
    return Replayed(len(found.events), until, str(result.replay_failure or ""))


async def _kept(app: App, commission_id: str) -> WorkflowHistory:
    return await handle_of(app.client, commission_id).fetch_history()


def _given(commission_id: str, told: str) -> WorkflowHistory:
    try:
        return WorkflowHistory.from_json(names.workflow_id(commission_id), told)
    except (ValueError, KeyError, TypeError, AttributeError, ParseError) as broken:
        raise NoHistory(str(broken).splitlines()[0] if str(broken) else type(broken).__name__) from None
