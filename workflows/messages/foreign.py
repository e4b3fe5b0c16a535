"""Starts that are not ours: any Temporal client can make one up. They move nothing, say so and end."""

from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    import workflows.names as names  # noqa: PLR0402
    from domain.commissions.ordering.opening import FOREIGN, could_be_ordered
    from domain.party import Party
    from domain.refusals import in_words
    from models.messages.work import Start
    from workflows.messages.proof import Pinned, could_be_pinned


def is_forged(start: Start) -> bool:
    """A first run that claims to be further than its order, to be another's, or what nobody can order.

    Only a run that continues another brings a state along; a revival is told its state by the books.
    """
    if goes_on(workflow.info()):
        return False
    ours = is_under_its_id(names.workflow_id(start.commission.id))
    order = start.commission.order
    could_be = could_be_ordered(order) and could_be_pinned(
        Pinned(start.trust, start.keys), f"{Party.BRAND}:{order.brand_id}"
    )
    return not ours or not could_be or (start.commission.seq != 0 and start.revival is None)


def goes_on(info: workflow.Info) -> bool:
    """Whether a run of ours made this one. A cron or a retry makes runs too, with a first input of anybody's;
    nothing of ours is ever started with either.
    """
    return bool(info.continued_run_id) and not info.cron_schedule and info.retry_policy is None


def is_under_its_id(wanted: str, *, or_below: bool = False) -> bool:
    """Two workflows about one thing would know nothing of each other."""
    actual = workflow.info().workflow_id
    return actual == wanted or (or_below and actual.startswith(f"{wanted}/"))


def turned_away(subject: str) -> dict[str, Any]:
    """What it ends with; the lists and its page say so too, and the daily sweep finds it there."""
    zh, en = in_words("NOT_OURS")
    workflow.set_current_details(f"### NOT_OURS\n\n{zh}\n\n{en}\n\n`{subject[:100]}`")
    workflow.upsert_search_attributes([names.ATTENTION.value_set([FOREIGN])])
    return {"id": subject[:100], "refusal": "NOT_OURS"}
