"""One batch, one transaction; again, nothing; with other content, a conflict that is not retried."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.recording import RecordingActivities
from domain.commissions.state.transition import Transition
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from models.messages.work import RecordInput
from tests.gateways.records import batch, funded_market, market, opening, transition


def order(*transitions: Transition) -> RecordInput:
    known = batch(*transitions)
    return RecordInput("c1", tuple(transitions), known.shown, known.record)


def record(engine: Engine, order: RecordInput) -> str | None:
    verdict: str | None = ActivityEnvironment().run(
        RecordingActivities(SqlCommissionStore(engine)).record, order
    )
    return verdict


def test_the_verdict_on_a_hold_comes_back_and_is_the_same_when_asked_again(engine: Engine) -> None:
    funded_market(engine)

    assert [record(engine, order(opening())) for _ in range(2)] == ["held", "held"]
    assert len(SqlCommissionQueries(engine).timeline("c1")) == 1


def test_a_brand_that_cannot_pay_is_short(engine: Engine) -> None:
    market(engine)

    assert record(engine, order(opening())) == "short"


def test_the_same_number_with_other_content_is_a_conflict_and_never_silence(engine: Engine) -> None:
    market(engine)
    record(engine, order(transition(1, "open")))

    with pytest.raises(ApplicationError) as conflict:
        record(engine, order(transition(1, "cancel")))

    assert (conflict.value.type, conflict.value.non_retryable) == ("RecordConflict", True)
    assert [line.move for line in SqlCommissionQueries(engine).timeline("c1")] == ["open"]


def test_what_was_reached_by_skipping_time_is_marked_so(engine: Engine) -> None:
    market(engine)
    now = datetime.now(UTC)
    real = replace(transition(1), recorded_at=now)
    skipped = replace(transition(2), recorded_at=now + timedelta(days=7))

    record(engine, order(real, skipped))

    assert [line.skipped_clock for line in SqlCommissionQueries(engine).timeline("c1")] == [False, True]
