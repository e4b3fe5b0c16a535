"""What is asked of the content platform: repeated, it is done once; refused, it is not tried again."""

from typing import Any

import pytest
from sqlalchemy import Engine
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.publishing import PublishingActivities
from domain.commissions.state.commission import Effect
from domain.commissions.state.items import Item
from gateways.commissions.store import SqlCommissionStore
from gateways.sandbox.faults import Fault, SandboxFaults
from gateways.sandbox.mp import SandboxMp
from models.messages.work import EffectInput, EffectResult
from tests.gateways.records import NOON, batch, market, transition


@pytest.fixture
def mp(engine: Engine) -> SandboxMp:
    market(engine)
    SqlCommissionStore(engine).record(batch(transition()))
    return SandboxMp(engine, SandboxFaults(engine, sleep=lambda _: None))


@pytest.fixture
def publishing(mp: SandboxMp) -> PublishingActivities:
    return PublishingActivities(mp, lambda _: None)


@pytest.fixture
def item(mp: SandboxMp) -> str:
    """Held: handed in with the tick, not yet public."""
    item = mp.draft("atang", "标题", "正文", at=NOON)
    mp.tick(item, "c1", at=NOON)
    mp.publish_by_creator(item, NOON)
    return item


def done(step: object, kind: str, **params: Any) -> EffectResult:
    order = EffectInput("c1", Effect(kind, f"{kind}:c1:9", NOON, **params))
    result: EffectResult = ActivityEnvironment().run(step, order)  # type: ignore[arg-type]
    return result


def test_published_twice_it_was_published_once(
    publishing: PublishingActivities, mp: SandboxMp, item: str
) -> None:
    first, again = (done(publishing.publish, "publish", item=item) for _ in range(2))

    assert first == again == EffectResult("published", happened_at=NOON)
    assert mp.item(item).state == "public"


def test_an_advertisement_without_its_mark_is_not_published(
    publishing: PublishingActivities, mp: SandboxMp, item: str
) -> None:
    mp.mark_ad(item, NOON, marked=False)

    with pytest.raises(ApplicationError) as refusal:
        done(publishing.publish, "publish", item=item, marked=True)

    assert refusal.value.details == ("AD_MARK_MISSING",)
    assert "AD_MARK_MISSING" in str(refusal.value)
    assert mp.item(item).state == "held"
    assert done(publishing.publish, "publish", item=item).outcome == "published", "none was ordered"


def test_an_advertisement_with_its_mark_is_published(publishing: PublishingActivities, item: str) -> None:
    assert done(publishing.publish, "publish", item=item, marked=True).outcome == "published"


def test_a_final_no_keeps_its_code_and_is_not_tried_again(
    publishing: PublishingActivities, mp: SandboxMp, item: str
) -> None:
    mp.delete(item, NOON)

    with pytest.raises(ApplicationError) as refusal:
        done(publishing.publish, "publish", item=item)

    assert refusal.value.non_retryable
    assert refusal.value.details == ("ITEM_DELETED",)


def test_a_look_tells_public_hidden_or_unknown(
    engine: Engine, publishing: PublishingActivities, mp: SandboxMp, item: str
) -> None:
    assert done(publishing.probe, "probe", item=item).outcome == "hidden"
    mp.publish(item, NOON)
    assert done(publishing.probe, "probe", item=item).outcome == "public"
    SandboxFaults(engine).arm("mp", Fault.REFUSE, operation="visibility")
    assert done(publishing.probe, "probe", item=item).outcome == "unknown"


def test_a_look_at_an_item_tells_what_it_is_or_that_nobody_says(
    engine: Engine, publishing: PublishingActivities, item: str
) -> None:
    seen = done(publishing.look, "look", item=item)
    nobodys = done(publishing.look, "look", item="mp-1")
    SandboxFaults(engine).arm("mp", Fault.REFUSE, operation="look")
    unknown = done(publishing.look, "look", item=item)

    assert seen.item
    assert (seen.outcome, seen.item.owner, seen.item.commission) == ("seen", "atang", "c1")
    assert nobodys == EffectResult("seen", item=Item("mp-1", exists=False))
    assert unknown == EffectResult("unknown")


def test_the_edit_permission_and_a_take_down_are_harmless_to_repeat(
    publishing: PublishingActivities, mp: SandboxMp, item: str
) -> None:
    mp.publish(item, NOON)
    for allowed in (True, True, False, False):
        done(publishing.set_edit, "set_edit", item=item, allowed=allowed)
        assert mp.item(item).edit_open is allowed
    for _ in range(2):
        done(publishing.take_down, "take_down", item=item)
    assert mp.item(item).state == "hidden"
