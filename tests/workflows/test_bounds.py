"""One activation takes on so much and no more, and a run ends before its history is long."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.money.withdrawals.recording import Reserved
from domain.money.withdrawals.state import State, Withdrawal
from tests.workflows.activations import BEGAN, Run, answered, queried, signalled
from tests.workflows.everyone import BY_HAND, LIVES
from tests.workflows.poison import GOOD, plain
from workflows.limits import DECISIONS_PER_ACTIVATION, EVENTS_MAX
from workflows.withdrawal import WithdrawalWorkflow


def begun(life: str) -> Run:
    run = Run(*LIVES[life])
    run.activated()
    return run


def test_what_is_more_than_a_helping_waits_for_another_task() -> None:
    run = begun("a commission")
    run.activated([signalled("reject", [GOOD, GOOD])] * (3 * DECISIONS_PER_ACTIVATION))

    (answer,) = run.activated([queried("view", [plain({"role": "operator"})])])

    seen = answer.respond_to_query.succeeded.response.data.decode()
    assert f'"refused":{DECISIONS_PER_ACTIVATION}' in seen


@pytest.mark.parametrize("name", ["cancel", "account_changed", "retry_payout"])
def test_a_withdrawal_that_waits_for_days_begins_another_run_once_it_has_heard_much(name: str) -> None:
    until = BEGAN + timedelta(days=9)
    waits = Withdrawal("w-1", "atang", 100_000, "", 1, State.WAITING, 3, code="ACCOUNT", until=until)
    run = Run(WithdrawalWorkflow, replace(BY_HAND, until=until))
    (reserve,) = run.activated()
    run.activated([answered(reserve.schedule_local_activity.seq, Reserved("reserved", waits, resumed=True))])

    few = run.activated([signalled(name, [GOOD, GOOD])] * 5, events=EVENTS_MAX)
    many = run.activated([signalled(name, [GOOD, GOOD])] * 5, events=EVENTS_MAX + 1)

    assert not any(each.HasField("continue_as_new_workflow_execution") for each in few)
    (on,) = (each for each in many if each.HasField("continue_as_new_workflow_execution"))
    assert '"refused":10' in on.continue_as_new_workflow_execution.arguments[0].data.decode()
