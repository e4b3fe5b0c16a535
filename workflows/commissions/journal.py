"""A line in the log for every transition that was recorded; none while a history is replayed."""

from collections.abc import Iterable

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.commissions.state.transition import Transition


def note(transitions: Iterable[Transition]) -> None:
    """By names of our own tables only: no reason, no reference, nothing anybody wrote."""
    for each in transitions:
        workflow.logger.info(
            "recorded",
            extra={
                "seq": each.seq,
                "move": each.move,
                "row": each.row,
                "by": each.by.value,
                "stage": each.to_stage.value,
                "refusal": each.refusal,
            },
        )
