"""What every adapter of the Publishing port promises."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from domain.commissions.state.items import Item, ItemState
from gateways.ports.work import NeverSent, OutcomeUnknown, Publishing, VendorRefused, Visibility
from gateways.sandbox.faults import Fault, SandboxFaults
from gateways.sandbox.mp import SandboxMp

RELEASE = datetime(2026, 11, 22, 4, tzinfo=UTC)
LATER = RELEASE + timedelta(hours=5)
FAULTS = pytest.mark.parametrize("fault", list(Fault))


@pytest.fixture(params=["sandbox"])
def mp(engine: Engine) -> SandboxMp:
    return SandboxMp(engine, SandboxFaults(engine, sleep=lambda _: None))


@pytest.fixture
def held(mp: SandboxMp) -> str:
    item = mp.draft("cr1", "一杯青柚茶", "正文")
    mp.tick(item, "cm1")
    mp.publish_by_creator(item, RELEASE - timedelta(days=1))
    return item


def test_a_held_item_is_not_to_be_seen_until_it_is_published(mp: Publishing, held: str) -> None:
    assert mp.visibility(held) is Visibility.HIDDEN

    assert mp.publish(held, RELEASE) == RELEASE
    assert mp.visibility(held) is Visibility.PUBLIC


def test_publishing_again_gives_the_first_instant(mp: Publishing, held: str) -> None:
    mp.publish(held, RELEASE)

    assert mp.publish(held, LATER) == RELEASE


def test_publishing_from_many_sides_at_once_gives_one_instant(mp: Publishing, held: str) -> None:
    tries = [RELEASE + timedelta(seconds=second) for second in range(8)]

    with ThreadPoolExecutor(8) as publishers:
        answers = set(publishers.map(lambda at: mp.publish(held, at), tries))

    assert len(answers) == 1


def test_publishing_again_does_not_undo_a_take_down(mp: Publishing, held: str) -> None:
    mp.publish(held, RELEASE)
    mp.take_down(held, LATER)

    assert mp.publish(held, LATER) == RELEASE
    assert mp.visibility(held) is Visibility.HIDDEN


@pytest.mark.parametrize("was_public", [True, False])
def test_a_deleted_item_cannot_be_published(mp: SandboxMp, held: str, *, was_public: bool) -> None:
    if was_public:
        mp.publish(held, RELEASE)
    mp.delete(held)

    with pytest.raises(VendorRefused) as refused:
        mp.publish(held, LATER)
    assert refused.value.code == "ITEM_DELETED"


def test_a_draft_that_was_never_handed_in_cannot_be_published(mp: SandboxMp) -> None:
    item = mp.draft("cr1", "一杯青柚茶", "正文")

    with pytest.raises(VendorRefused) as refused:
        mp.publish(item, RELEASE)
    assert refused.value.code == "ITEM_DRAFT"


def test_taking_down_twice_is_taking_down_once(mp: Publishing, held: str) -> None:
    mp.publish(held, RELEASE)

    mp.take_down(held, LATER)
    mp.take_down(held, LATER)

    assert mp.visibility(held) is Visibility.HIDDEN


def test_taking_down_what_is_not_public_does_nothing(mp: Publishing, held: str) -> None:
    mp.take_down(held, RELEASE)

    assert mp.publish(held, LATER) == LATER


def test_the_edit_permission_decides_whether_a_public_item_can_be_edited(mp: SandboxMp, held: str) -> None:
    mp.publish(held, RELEASE)
    mp.set_edit_permission(held, allowed=True, at=LATER)
    mp.set_edit_permission(held, allowed=True, at=LATER)
    mp.edit(held, LATER, body="改过的正文")

    mp.set_edit_permission(held, allowed=False, at=LATER)

    with pytest.raises(VendorRefused) as refused:
        mp.edit(held, LATER, body="再改")
    assert refused.value.code == "EDIT_CLOSED"


@pytest.mark.parametrize(
    "operation", ["publish", "take_down", "set_edit_permission", "visibility", "metrics"]
)
def test_an_item_nobody_made_is_refused(mp: Publishing, operation: str) -> None:
    calls: dict[str, Callable[[], object]] = {
        "publish": lambda: mp.publish("mp-1", RELEASE),
        "take_down": lambda: mp.take_down("mp-1", RELEASE),
        "set_edit_permission": lambda: mp.set_edit_permission("mp-1", allowed=True, at=RELEASE),
        "visibility": lambda: mp.visibility("mp-1"),
        "metrics": lambda: mp.metrics("mp-1", RELEASE),
    }

    with pytest.raises(VendorRefused) as refused:
        calls[operation]()
    assert refused.value.code == "NO_SUCH_ITEM"


def test_figures_are_the_same_when_asked_again_and_never_fall(mp: Publishing, held: str) -> None:
    mp.publish(held, RELEASE)

    readings = [astuple(mp.metrics(held, RELEASE + timedelta(hours=hour))) for hour in range(0, 200, 7)]

    assert astuple(mp.metrics(held, RELEASE + timedelta(hours=7))) == readings[1]
    assert readings[0] == (0, 0, 0, 0, 0)
    for earlier, now in pairwise(readings):
        assert all(before <= after for before, after in zip(earlier, now, strict=True))


def test_figures_are_plausible(mp: Publishing, held: str) -> None:
    mp.publish(held, RELEASE)

    week = mp.metrics(held, RELEASE + timedelta(days=7))

    assert 100_000 > week.impressions > week.reads > max(week.comments, week.likes, week.shares)
    assert week.likes > 0


def test_an_item_never_published_has_no_figures(mp: Publishing, held: str) -> None:
    with pytest.raises(VendorRefused) as refused:
        mp.metrics(held, RELEASE)

    assert refused.value.code == "NOT_PUBLISHED"


@FAULTS
def test_after_any_failure_publishing_again_gives_the_first_instant(
    mp: Publishing, engine: Engine, held: str, fault: Fault
) -> None:
    SandboxFaults(engine).arm("mp", fault, operation="publish")

    first, done = published(mp, held), mp.visibility(held) is Visibility.PUBLIC

    assert first in {"perhaps", "yes" if done else "no"}
    assert mp.publish(held, LATER) == (RELEASE if done else LATER)


def published(mp: Publishing, item: str) -> str:
    try:
        mp.publish(item, RELEASE)
    except OutcomeUnknown:
        return "perhaps"
    except (NeverSent, VendorRefused):
        return "no"
    return "yes"


@FAULTS
def test_a_platform_in_trouble_is_never_taken_for_a_hidden_item(
    mp: Publishing, engine: Engine, held: str, fault: Fault
) -> None:
    mp.publish(held, RELEASE)
    SandboxFaults(engine).arm("mp", fault, operation="visibility")

    try:
        assert mp.visibility(held) in {Visibility.PUBLIC, Visibility.UNKNOWN}
    except NeverSent:
        assert mp.visibility(held) is Visibility.PUBLIC


def test_a_platform_that_will_not_say_answers_unknown(mp: Publishing, engine: Engine, held: str) -> None:
    SandboxFaults(engine).arm("mp", Fault.REFUSE, operation="visibility")

    assert mp.visibility(held) is Visibility.UNKNOWN


HELD_AT = RELEASE - timedelta(days=1)
LIVES: dict[ItemState, Callable[[SandboxMp, str], object]] = {
    ItemState.SUBMITTED: lambda _mp, _item: None,
    ItemState.DRAFT: lambda mp, item: mp.edit(item, LATER, body="再改"),
    ItemState.PASSED: lambda mp, item: mp.audit(item, passed=True, at=LATER),
    ItemState.FAILED: lambda mp, item: mp.audit(item, passed=False, reason="标题夸张", at=LATER),
    ItemState.PUBLIC: lambda mp, item: mp.publish(item, LATER),
    ItemState.HIDDEN: lambda mp, item: (mp.publish(item, RELEASE), mp.take_down(item, LATER)),
    ItemState.TAKEN_DOWN: lambda mp, item: (mp.publish(item, RELEASE), mp.remove(item, "违规", LATER)),
    ItemState.DELETED: lambda mp, item: mp.delete(item, LATER),
}
"""How a held item comes to stand so."""


def test_there_is_a_life_for_every_state() -> None:
    assert LIVES.keys() == set(ItemState)


@pytest.mark.parametrize("state", ItemState)
def test_a_look_tells_whose_it_is_for_whom_and_how_it_stands(
    mp: SandboxMp, held: str, state: ItemState
) -> None:
    LIVES[state](mp, held)

    found = mp.look(held)

    assert found is not None
    assert (found.number, found.exists, found.owner, found.commission) == (held, True, "cr1", "cm1")
    assert (found.state, found.title) == (state, "一杯青柚茶")


def test_a_look_knows_why_an_audit_failed_and_that_one_handed_in_anew_is_not_failed(
    mp: SandboxMp, held: str
) -> None:
    mp.audit(held, passed=False, reason="标题夸张")
    failed = mp.look(held)
    mp.publish_by_creator(held, LATER)
    again = mp.look(held)

    assert (failed and failed.state, failed and failed.reason) == (ItemState.FAILED, "标题夸张")
    assert (again and again.state, again and again.reason) == (ItemState.SUBMITTED, "")


def test_of_a_public_item_a_look_still_tells_its_audit(mp: SandboxMp, held: str) -> None:
    mp.publish(held, RELEASE)
    assert (found := mp.look(held))
    assert (found.state, found.audit) == (ItemState.PUBLIC, "")

    other = mp.draft("cr1", "一杯青柚茶", "正文")
    mp.tick(other, "cm1")
    mp.publish_by_creator(other, HELD_AT)
    mp.audit(other, passed=True)
    mp.publish(other, RELEASE)
    assert (found := mp.look(other))
    assert (found.state, found.audit) == (ItemState.PUBLIC, "passed")


def test_without_the_tick_a_look_names_no_commission(mp: SandboxMp) -> None:
    item = mp.draft("cr1", "一杯青柚茶", "正文")

    found = mp.look(item)

    assert (found and found.commission, found and found.ad_marked) == ("", False)


def test_a_look_tells_the_ad_mark(mp: SandboxMp, held: str) -> None:
    mp.mark_ad(held)

    assert (found := mp.look(held))
    assert found.ad_marked


def test_a_look_tells_the_instants(mp: SandboxMp, held: str) -> None:
    mp.audit(held, passed=True, at=HELD_AT)
    mp.publish(held, RELEASE)
    mp.set_edit_permission(held, allowed=True, at=RELEASE + timedelta(hours=1))
    fresh = mp.look(held)
    mp.edit(held, RELEASE + timedelta(hours=2), body="改过的正文")
    edited = mp.look(held)
    mp.hide(held, LATER)
    hidden = mp.look(held)

    assert fresh
    assert (fresh.at, fresh.published_at, fresh.edited_at) == (RELEASE, RELEASE, None)
    assert edited
    assert (edited.published_at, edited.edited_at) == (RELEASE, RELEASE + timedelta(hours=2))
    assert hidden
    assert (hidden.at, hidden.published_at) == (LATER, RELEASE)


def test_a_number_nobody_has_is_an_answer(mp: Publishing) -> None:
    assert mp.look("mp-1") == Item("mp-1", exists=False)


@FAULTS
def test_a_platform_in_trouble_tells_nothing_wrong_of_an_item(
    mp: Publishing, engine: Engine, held: str, fault: Fault
) -> None:
    SandboxFaults(engine).arm("mp", fault, operation="look")

    try:
        found = mp.look(held)
    except NeverSent:
        found = mp.look(held)
        assert found
    assert found is None or found.state is ItemState.SUBMITTED


def test_a_platform_that_will_not_say_what_an_item_is_answers_unknown(
    mp: Publishing, engine: Engine, held: str
) -> None:
    SandboxFaults(engine).arm("mp", Fault.REFUSE, operation="look")

    assert mp.look(held) is None
