"""What a creator and the platform's auditors meet in the sandbox's back office."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from gateways.ports.work import VendorRefused, Visibility
from gateways.sandbox.faults import Fault, SandboxFaults
from gateways.sandbox.mp import SandboxMp
from models.tables.sandbox import ItemState

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
LATER = NOON + timedelta(hours=5)


@pytest.fixture
def mp(engine: Engine) -> SandboxMp:
    return SandboxMp(engine, SandboxFaults(engine))


def draft(mp: SandboxMp, commission: str = "") -> str:
    item = mp.draft("cr1", "一杯青柚茶", "正文", at=NOON)
    if commission:
        mp.tick(item, commission)
    return item


def held(mp: SandboxMp) -> str:
    item = draft(mp, "cm1")
    mp.publish_by_creator(item, NOON)
    return item


def public(mp: SandboxMp) -> str:
    item = held(mp)
    mp.publish(item, NOON)
    return item


def deleted(mp: SandboxMp) -> str:
    item = public(mp)
    mp.delete(item)
    return item


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(VendorRefused) as refused:
        act()
    return refused.value.code


def test_a_ticked_item_is_held_for_the_brand(mp: SandboxMp) -> None:
    item = draft(mp, "cm1")

    assert mp.publish_by_creator(item, NOON) is ItemState.HELD
    assert mp.item(item).published_at is None


def test_an_item_without_the_tick_is_public_at_once(mp: SandboxMp) -> None:
    item = draft(mp)

    assert mp.publish_by_creator(item, NOON) is ItemState.PUBLIC
    assert mp.item(item).published_at == NOON


def test_publishing_again_by_the_creator_changes_nothing(mp: SandboxMp) -> None:
    item = draft(mp)
    mp.publish_by_creator(item, NOON)

    assert mp.publish_by_creator(item, LATER) is ItemState.PUBLIC
    assert mp.item(item).published_at == NOON


def test_the_creator_cannot_release_what_the_brand_has_not_confirmed(mp: SandboxMp) -> None:
    item = held(mp)

    assert mp.publish_by_creator(item, LATER) is ItemState.HELD


def test_an_item_belongs_to_one_commission_for_good(mp: SandboxMp) -> None:
    item = held(mp)
    mp.tick(item, "cm1")

    assert refusal(lambda: mp.tick(item, "cm2")) == "LINKED_ELSEWHERE"
    assert mp.item(item).commission_id == "cm1"


def test_it_is_too_late_to_tick_what_is_already_public(mp: SandboxMp) -> None:
    item = draft(mp)
    mp.publish_by_creator(item, NOON)

    assert refusal(lambda: mp.tick(item, "cm1")) == "ITEM_PUBLIC"


def test_editing_a_held_item_takes_it_back_and_it_must_be_handed_in_anew(mp: SandboxMp) -> None:
    item = held(mp)

    assert mp.edit(item, LATER, title="两杯青柚茶") == 2
    assert mp.item(item).state == ItemState.DRAFT
    assert refusal(lambda: mp.publish(item, LATER)) == "ITEM_DRAFT"
    assert mp.publish_by_creator(item, LATER) is ItemState.HELD


def test_every_text_an_item_had_is_kept(mp: SandboxMp) -> None:
    item = draft(mp)
    mp.edit(item, LATER, title="两杯青柚茶")
    mp.edit(item, LATER, body="新正文")

    texts = [(kept.version, kept.title, kept.body, kept.at) for kept in mp.versions(item)]

    assert texts == [
        (1, "一杯青柚茶", "正文", NOON),
        (2, "两杯青柚茶", "正文", LATER),
        (3, "两杯青柚茶", "新正文", LATER),
    ]


def test_a_public_item_is_not_edited_while_the_permission_is_closed(mp: SandboxMp) -> None:
    item = public(mp)

    assert refusal(lambda: mp.edit(item, LATER, body="新正文")) == "EDIT_CLOSED"
    assert mp.item(item).version == 1


def test_hiding_does_not_open_the_text_for_editing(mp: SandboxMp) -> None:
    item = public(mp)
    mp.hide(item)

    assert refusal(lambda: mp.edit(item, LATER, body="新正文")) == "EDIT_CLOSED"


def test_an_edit_under_open_permission_stays_public(mp: SandboxMp) -> None:
    item = public(mp)
    mp.set_edit_permission(item, allowed=True, at=NOON)

    assert mp.edit(item, LATER, body="新正文") == 2
    assert mp.visibility(item) is Visibility.PUBLIC


def test_what_the_creator_hid_comes_back_with_its_first_instant(mp: SandboxMp) -> None:
    item = public(mp)
    mp.hide(item)
    assert mp.visibility(item) is Visibility.HIDDEN

    mp.restore(item, LATER)

    assert mp.visibility(item) is Visibility.PUBLIC
    assert mp.item(item).published_at == NOON


def test_what_the_platform_removed_says_why_and_can_be_restored(mp: SandboxMp) -> None:
    item = public(mp)
    mp.remove(item, "低质内容")
    assert (mp.visibility(item), mp.item(item).reason) == (Visibility.HIDDEN, "低质内容")

    mp.restore(item, LATER)

    assert (mp.visibility(item), mp.item(item).reason) == (Visibility.PUBLIC, "")


def test_an_audit_that_fails_gives_the_item_back_with_a_reason(mp: SandboxMp) -> None:
    item = held(mp)

    mp.audit(item, passed=False, reason="标题夸张")

    row = mp.item(item)
    assert (row.state, row.audit, row.reason) == (ItemState.DRAFT, "failed", "标题夸张")


def test_an_audit_that_passes_leaves_the_item_held(mp: SandboxMp) -> None:
    item = held(mp)

    mp.audit(item, passed=True)

    assert (mp.item(item).state, mp.item(item).audit) == (ItemState.HELD, "passed")


def test_a_new_text_needs_a_new_audit(mp: SandboxMp) -> None:
    item = held(mp)
    mp.audit(item, passed=True)

    mp.edit(item, LATER, body="新正文")

    assert mp.item(item).audit == ""


@pytest.mark.parametrize(
    "act",
    [
        lambda mp, item: mp.publish_by_creator(item, LATER),
        lambda mp, item: mp.edit(item, LATER, title="新"),
        lambda mp, item: mp.hide(item),
        lambda mp, item: mp.restore(item, LATER),
        lambda mp, item: mp.remove(item, "低质内容"),
        lambda mp, item: mp.mark_ad(item, marked=False),
        lambda mp, item: mp.audit(item, passed=True),
    ],
    ids=["publish", "edit", "hide", "restore", "remove", "mark", "audit"],
)
def test_nothing_brings_a_deleted_item_back(mp: SandboxMp, act: Callable[[SandboxMp, str], object]) -> None:
    item = deleted(mp)

    assert refusal(lambda: act(mp, item)) == "ITEM_DELETED"
    mp.delete(item)
    assert mp.item(item).state == ItemState.DELETED


def test_what_was_never_public_is_not_made_public_by_restoring(mp: SandboxMp) -> None:
    item = held(mp)

    assert refusal(lambda: mp.restore(item, LATER)) == "ITEM_HELD"


def test_the_ad_mark_is_put_before_release_and_kept(mp: SandboxMp) -> None:
    marked, ticked = draft(mp), public(mp)

    mp.mark_ad(marked)

    assert mp.item(marked).marked_ad
    assert mp.item(ticked).marked_ad
    assert refusal(lambda: mp.mark_ad(ticked, marked=False)) == "ITEM_PUBLIC"


def test_a_creator_sees_her_own_items_in_order(mp: SandboxMp) -> None:
    first, second = draft(mp), draft(mp)
    mp.draft("cr2", "别人的", "正文")

    assert [row.id for row in mp.items("cr1")] == [first, second]


def test_drafts_begun_at_once_get_numbers_of_their_own(mp: SandboxMp) -> None:
    with ThreadPoolExecutor(8) as creators:
        items = set(creators.map(lambda _: draft(mp), range(16)))

    assert items == {f"mp-{7_301_000_001 + number}" for number in range(16)}


def test_only_a_real_change_counts_as_an_update(mp: SandboxMp) -> None:
    item = public(mp)
    before = mp.item(item).updated_at

    mp.publish(item, LATER)

    assert mp.item(item).updated_at == before


def test_the_back_office_meets_no_faults(mp: SandboxMp, engine: Engine) -> None:
    item = public(mp)
    SandboxFaults(engine).arm("mp", Fault.FAIL_BEFORE)

    mp.hide(item)

    assert mp.item(item).state == ItemState.HIDDEN


def test_a_video_keeps_its_platform(mp: SandboxMp) -> None:
    item = mp.draft("cr1", "一分钟青柚茶", "口播稿", platform="douyin", kind="video")

    assert (mp.item(item).platform, mp.item(item).kind) == ("douyin", "video")
