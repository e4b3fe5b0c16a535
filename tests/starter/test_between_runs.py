"""An update that meets a workflow between two of its runs is sent again just as it was."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from services.commissions import commands as commissions
from services.commissions.commands import CommandRefused, NoAnswerYet
from services.money import withdrawals
from services.money.withdrawals import NotThere

RUNS, OVER = WorkflowExecutionStatus.RUNNING, WorkflowExecutionStatus.COMPLETED
BETWEEN = {
    RPCStatusCode.FAILED_PRECONDITION: "workflow is closing",
    RPCStatusCode.NOT_FOUND: "workflow execution already completed",
}
SENDERS: dict[str, Callable[..., Awaitable[dict[str, Any]]]] = {
    "commission": lambda client, **fields: commissions.send(client, "c1", "settle", **fields),
    "withdrawal": lambda client, **fields: withdrawals.say(client, "w1", "retry_payout", **fields),
}


@dataclass
class Server:
    """Answers an update with a failure so many times, then takes it; as much of a client as is asked."""

    code: RPCStatusCode
    times: int
    status: WorkflowExecutionStatus = RUNS
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def get_workflow_handle(self, _workflow_id: str) -> "Server":
        return self

    async def describe(self) -> Any:
        return SimpleNamespace(status=self.status)

    async def execute_update(self, _name: str, fields: dict[str, Any], **options: Any) -> dict[str, Any]:
        self.sent.append((options["id"], dict(fields)))
        if len(self.sent) <= self.times:
            raise RPCError(BETWEEN[self.code], self.code, b"")
        return {"seq": 7}


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (commissions, withdrawals):
        monkeypatch.setattr(module, "PAUSES", (0.0,) * 4)


@pytest.mark.parametrize("code", BETWEEN)
@pytest.mark.parametrize("sender", SENDERS)
async def test_it_is_sent_again_as_it_was_and_answered(sender: str, code: RPCStatusCode) -> None:
    server = Server(code, times=2)

    answer = await SENDERS[sender](cast("Client", server), command_id="x-1")

    assert answer == {"seq": 7}
    assert len(server.sent) == 3
    assert all(each == server.sent[0] for each in server.sent)
    assert server.sent[0][1]["command_id"] == "x-1"


@pytest.mark.parametrize("code", BETWEEN)
@pytest.mark.parametrize("sender", SENDERS)
async def test_where_it_lasts_the_answer_names_the_id_to_send_it_again_under(
    sender: str, code: RPCStatusCode
) -> None:
    with pytest.raises(NoAnswerYet, match="x-1"):
        await SENDERS[sender](cast("Client", Server(code, times=99)), command_id="x-1")


@pytest.mark.parametrize("sender", SENDERS)
async def test_one_that_is_over_is_not_sent_to_again(sender: str) -> None:
    server = Server(RPCStatusCode.NOT_FOUND, times=99, status=OVER)

    with pytest.raises((CommandRefused, NotThere)):
        await SENDERS[sender](cast("Client", server))

    assert len(server.sent) == 1
