"""A sweep over all commissions: started by its schedule or by hand, one activity, and its result to read."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.operations.sweeps import SWEEPS
    from domain.refusals import in_words
    from models.messages.sweep import SweepInput, SweepReport, SweepStart
    from workflows import names
    from workflows.messages.strangers import Strangers

LONGEST = timedelta(hours=12)
SILENT_FOR = timedelta(seconds=20)
RETRY = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5), maximum_attempts=20
)


@workflow.defn(name=names.SWEEP)
class SweepWorkflow(Strangers):
    @workflow.run
    async def run(self, start: SweepStart) -> SweepReport:
        if start.name not in SWEEPS:
            raise ApplicationError(
                " / ".join(in_words("UNKNOWN_SWEEP", known=", ".join(SWEEPS))),
                type="UNKNOWN_SWEEP",
                non_retryable=True,
            )
        sweep = SWEEPS[start.name]
        self.show(f"{sweep.zh} …\n\n{sweep.en} …")
        info = workflow.info()
        report: SweepReport = await workflow.execute_activity(
            f"sweep_{start.name}",
            SweepInput(f"{info.workflow_id} {info.first_execution_run_id}", start, workflow.now()),
            result_type=SweepReport,
            task_queue=names.sweeps_queue(info.task_queue),
            schedule_to_close_timeout=LONGEST,
            heartbeat_timeout=SILENT_FOR,
            retry_policy=RETRY,
            summary=f"{sweep.zh} · {sweep.en}",
        )
        lines = "".join(f"\n* {each}" for each in report.findings)
        self.show(f"{report.zh}\n\n{report.en}\n{lines}")
        return report
