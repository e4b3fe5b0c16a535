"""What changes an item or rings a phone was ordered in the books: a client's own workflow orders nothing."""

from typing import Any

import pytest
from pydantic_core import to_jsonable_python
from sqlalchemy import Engine
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.notices import NoticeActivities
from activities.ordered import ordered_in
from activities.publishing import PublishingActivities
from domain.commissions.state.commission import Effect
from domain.copies import replace
from domain.notice import Notice
from gateways.commissions.store import SqlCommissionStore
from gateways.notices import SqlNoticeStore
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.mp import SandboxMp
from gateways.sandbox.phone import SandboxSms, SandboxVoice
from models.messages.work import EffectInput
from tests.gateways.records import NOON, batch, market, transition

CALL = Notice("reminder:c1:1", "c1", "creator:atang", "voice", "reminder", {}, "任务即将失效", NOON)
ORDERED = {
    "publish": Effect("publish", "publish:c1:7", NOON, item="mp-1", marked=True),
    "take_down": Effect("take_down", "take_down:c1:8", NOON, item="mp-1"),
    "set_edit": Effect("set_edit", "set_edit:c1:9", NOON, item="mp-1", allowed=True),
    "call": Effect("call", "reminder:c1:1", NOON, call=CALL),
}
OTHERS: dict[str, dict[str, Any]] = {
    "another item": {"item": "mp-2"},
    "another instant": {"at": NOON.replace(hour=5)},
    "without the mark": {"marked": False},
    "closed instead": {"allowed": False},
    "other words": {"call": replace(CALL, text="请汇款")},
    "another key": {"key": "publish:c1:6"},
    "another kind": {"kind": "probe"},
}


@pytest.fixture
def store(engine: Engine) -> SqlCommissionStore:
    market(engine)
    known = SqlCommissionStore(engine)
    ordered = batch(transition())
    known.record(
        replace(ordered, record={**ordered.record, "effects": to_jsonable_python(list(ORDERED.values()))})
    )
    return known


@pytest.mark.parametrize("kind", sorted(ORDERED))
def test_what_the_books_hold_is_done_and_nothing_else(store: SqlCommissionStore, kind: str) -> None:
    check, effect = ordered_in(store), ORDERED[kind]

    check(EffectInput("c1", effect))

    for named, other in OTHERS.items():
        forged = replace(effect, **other)
        if forged != effect:
            _refused(check, EffectInput("c1", forged), named)
    _refused(check, EffectInput("c2", effect), "an order that does not exist")


def test_each_activity_that_changes_something_asks(engine: Engine, store: SqlCommissionStore) -> None:
    faults, check = SandboxFaults(engine, sleep=lambda _: None), ordered_in(store)
    mp, voice = SandboxMp(engine, faults), SandboxVoice(engine, faults)
    publishing = PublishingActivities(mp, check)
    calls = NoticeActivities(SqlNoticeStore(engine), SandboxSms(engine, faults), voice, check)

    for step in (publishing.publish, publishing.take_down, publishing.set_edit, calls.call):
        forged = Effect("call", "forged:c1:1", NOON, item="mp-1", call=CALL)
        _refused(
            lambda given, step=step: ActivityEnvironment().run(step, given), EffectInput("c1", forged), ""
        )


def _refused(step: Any, given: EffectInput, named: str) -> None:
    with pytest.raises(ApplicationError) as refusal:
        step(given)
    assert (refusal.value.type, refusal.value.non_retryable) == ("NOT_OURS", True), named
