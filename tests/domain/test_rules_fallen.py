"""Where nobody decides: the stage, notices, clocks, orders and breach of whatever a case falls to."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from domain.commissions.cases.falling import FALLS, fall
from domain.commissions.state.stages import Stage
from tests.domain.consequences import Since
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    appealed,
    approved,
    complained,
    decided,
    escalated,
    hear,
    hide,
    in_audit,
    in_final_review,
    in_review,
    outline_in_review,
    rejected,
    review,
)
from tests.domain.story import HOUR, Story
from tests.walks import for_each

S = Stage
WHY = "不认可"


def borne() -> Story:
    story = in_review()
    story.operator("force_refund", bearer="platform")
    return _appeals(story)


def _appeals(story: Story) -> Story:
    story.creator("appeal", reason=WHY)
    return story


def never_public() -> Story:
    story = hear(escalated())
    story.operator("arbitrate", decision="split", creator_percent=60)
    return _appeals(story)


def in_audit_case() -> Story:
    story = in_audit().strike("audit_overdue")
    story.creator("escalate", reason=WHY)
    return story


def unreleased() -> Story:
    story = approved()
    story.world.mp = "refused"
    return story.until(RELEASE).strike("release_limit")


def rejected_outline() -> Story:
    story = outline_in_review()
    story.brand("reject")
    story.creator("escalate", reason=WHY)
    return story


def rejected_twice() -> Story:
    story = rejected()
    review(story).brand("reject")
    story.creator("escalate", reason=WHY)
    return story


def unanswered() -> Story:
    story = in_final_review()
    story.brand("escalate", reason=WHY)
    return story


def hidden() -> Story:
    story = complained()
    hide(story)
    return story


def taken_down() -> Story:
    story = complained()
    story.world.how = "taken_down"
    hide(story)
    story.c = replace(story.c, seen=replace(story.c.seen, how="taken_down"))
    return story


def public_late() -> Story:
    """The release seemed to have failed; then it is reported as public."""
    story = unreleased()
    story.fact("published", item=ITEM)
    return story


def rework_appealed() -> Story:
    story = hear(complained())
    story.operator("arbitrate", decision="rework")
    return _appeals(story)


WINDOW = {"settle_by", "settle_reminder"}
REVIEWED = {"review_reminder", "review_attention", "review_last_reminder", "review_limit", "review_total"}
RATED = {"rating_by"}
PAID = [("pay_out", "")]
SETTLED = PAID


@dataclass(frozen=True)
class Fallen:
    scene: Callable[[], Story]
    stage: Stage
    clocks: set[str]
    orders: list[tuple[str, str]]
    told: tuple[str, ...] = ()
    """Beside what both sides read of a case that nobody has decided."""
    breach: str = ""
    fallen: tuple[str, ...] = ("fallen_creator", "fallen_brand")
    """What both sides read of it."""


ENDS: dict[str, Fallen] = {
    "first_refund_paid": Fallen(borne, S.REFUNDED, set(), PAID),
    "first_refund": Fallen(lambda: _appeals(decided("refund")), S.REFUNDED, set(), []),
    "first_payment_looked": Fallen(
        appealed, S.SETTLED, RATED, [("probe", ITEM), *SETTLED], told=("settled", "decision_paid")
    ),
    "first_payment": Fallen(never_public, S.SETTLED, RATED, PAID),
    "public_late": Fallen(
        public_late, S.SETTLED, RATED, [("probe", ITEM), *SETTLED], told=("settled", "settled_itself")
    ),
    "platform_pays": Fallen(in_audit_case, S.REFUNDED, set(), PAID),
    "unreleased": Fallen(unreleased, S.REFUNDED, set(), [], breach="unreleased"),
    "struck_outline": Fallen(
        rejected_outline,
        S.OUTLINE_REVIEW,
        {"outline_review_by", "review_reminder", "review_total"},
        [],
        told=("outline_review",),
    ),
    "struck": Fallen(escalated, S.CONTENT_REVIEW, REVIEWED, [], told=("content_review",)),
    "struck_last": Fallen(rejected_twice, S.FINAL_REVIEW, REVIEWED, [], told=("content_review",)),
    "kill_fee": Fallen(unanswered, S.CANCELLED, set(), PAID),
    "hidden": Fallen(hidden, S.REFUNDED, set(), [], breach="hidden"),
    "rework_stands": Fallen(
        rework_appealed,
        S.PUBLISHED,
        {*WINDOW, "edit_by"},
        [("set_edit", ITEM)],
        fallen=("rework_stands_brand", "rework_stands_creator"),
    ),
    "not_shown": Fallen(taken_down, S.REFUNDED, set(), []),
    "shown": Fallen(
        complained, S.SETTLED, RATED, [("probe", ITEM), *SETTLED], told=("settled", "settled_itself")
    ),
}


def test_there_is_an_end_for_everything_a_case_can_fall_to() -> None:
    assert list(ENDS) == [each.name for each in FALLS]


@for_each("name", ENDS)
def test_all_that_follows_where_nobody_decides(name: str) -> None:
    end = ENDS[name]
    story = end.scene()
    story.until(story.c.clocks["decide_limit"])
    falls, since = fall(story.c), Since(story)

    story.wait(HOUR)

    assert falls
    assert (falls.name, story.stage) == (name, end.stage)
    fallen = ("fallen_breach", "fallen_brand") if end.breach else end.fallen
    assert since.told() == sorted((*fallen, *end.told))
    assert story.breaches == ([end.breach] if end.breach else [])
    assert set(story.c.clocks) == end.clocks | ({"breach_appeal_by"} if end.breach else set())
    assert since.orders() == end.orders


def early(story: Story) -> Story:
    story.fact("published", item="mp-7")
    return story


@pytest.mark.parametrize("scene", [lambda: early(in_audit()), lambda: early(in_final_review())])
def test_what_was_published_early_is_taken_down_where_nobody_decides(scene: Callable[[], Story]) -> None:
    story = scene()
    if story.stage is S.PLATFORM_AUDIT:
        story.strike("audit_overdue")
    story.brand("escalate", reason=WHY)
    since = Since(story)

    story.strike("decide_limit")

    assert ("take_down", "mp-7") in since.orders()
    assert (story.breaches, "breach_appeal_by" in story.c.clocks) == (["early"], True)
