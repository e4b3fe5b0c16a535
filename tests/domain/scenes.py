"""Stories that have come to a certain stage, one for every stage there is."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.story import Story, beijing

S = Stage
ITEM = "mp-1001"
RELEASE = beijing("11-26 20:00")
"""A Thursday evening: the seven natural days are Friday 11-27 to Thursday 12-03."""


def unpaid(**order: Any) -> Story:
    return Story(wallet=0, **order)


def offered(**order: Any) -> Story:
    return Story(**order)


def making_outline(**order: Any) -> Story:
    story = Story(outline_wanted=True, **order)
    story.creator("accept")
    return story


def outline_in_review(**order: Any) -> Story:
    story = making_outline(**order)
    story.creator("submit", ref="outline-1")
    return story


def writing(**order: Any) -> Story:
    """The content is being made; no outline was wanted."""
    story = Story(**order)
    story.creator("accept")
    return story


def hand_in(story: Story, item: str = ITEM, **said: Any) -> Story:
    story.fact("submitted", item=item, creator="creator-1", **said)
    return story


def review(story: Story, item: str = ITEM, **said: Any) -> Story:
    """Handed in, and the platform's audit passed."""
    hand_in(story, item, **said).fact("audited", passed=True, item=item)
    return story


def in_audit(**order: Any) -> Story:
    return hand_in(writing(**order))


def in_review(**order: Any) -> Story:
    return review(writing(**order))


def rejected(**order: Any) -> Story:
    """Back at writing after the first rejection."""
    story = in_review(**order)
    story.brand("reject")
    return story


def in_final_review(**order: Any) -> Story:
    """Both rejections are used."""
    story = rejected(**order)
    review(story).brand("reject")
    return review(story)


def approved(**order: Any) -> Story:
    story = in_review(**order)
    story.brand("approve", release_at=RELEASE)
    return story


def published(**order: Any) -> Story:
    return approved(**order).until(RELEASE)


def settling(**order: Any) -> Story:
    """The window is over, and the look at the item has not come back."""
    story = published(**order)
    story.world.looks = False
    return story.strike("settle_by")


def suspended(**order: Any) -> Story:
    """Hidden on the last day of the window, and still at its end."""
    story = published(**order).until("12-03 20:00")
    hide(story)
    return story.strike("settle_by")


def hide(story: Story) -> None:
    story.world.public = False
    story.fact("visibility_changed", public=False, item=ITEM)


def show(story: Story) -> None:
    story.world.public = True
    story.fact("visibility_changed", public=True, item=ITEM)


def complained(**order: Any) -> Story:
    story = published(**order).until("11-28 12:00")
    story.brand("complain", cause="content_differs", reason="缺少产品名称", evidence=("shot-1",))
    return story


def escalated(**order: Any) -> Story:
    """The creator asks the platform about a rejection."""
    story = rejected(**order)
    story.creator("escalate", reason="要求超出需求单")
    return story


def hear(story: Story) -> Story:
    """Whoever the platform has asked answers."""
    while story.c.case and story.c.case.asks:
        if Party.CREATOR in story.c.case.asks:
            story.creator("answer_complaint", reason="第二段已写明")
        else:
            story.brand("answer_case", reason="与需求单不符")
    return story


def decided(decision: str = "settle", **order: Any) -> Story:
    share = 6_000 if decision == "split" else None
    story = complained(**order)
    story.creator("answer_complaint", reason="第二段已写明")
    story.operator("arbitrate", decision=decision, creator_bps=share)
    return story


def appealed(decision: str = "settle", **order: Any) -> Story:
    story = decided(decision, **order)
    story.brand("appeal", reason="证据未被采纳")
    return story


def settled(**order: Any) -> Story:
    story = published(**order)
    story.brand("settle")
    return story


def completed(**order: Any) -> Story:
    return settled(**order).strike("rating_by")


def refunded(**order: Any) -> Story:
    return decided("refund", **order).strike("appeal_by")


def declined(**order: Any) -> Story:
    story = offered(**order)
    story.creator("decline")
    return story


def expired(**order: Any) -> Story:
    return offered(**order).strike("accept_by")


def cancelled(**order: Any) -> Story:
    story = writing(**order)
    story.brand("cancel")
    return story


SCENES: Mapping[Stage, Callable[..., Story]] = {
    S.AWAITING_PAYMENT: unpaid,
    S.OFFERED: offered,
    S.OUTLINE_DRAFTING: making_outline,
    S.OUTLINE_REVIEW: outline_in_review,
    S.CONTENT_DRAFTING: writing,
    S.PLATFORM_AUDIT: in_audit,
    S.CONTENT_REVIEW: in_review,
    S.FINAL_REVIEW: in_final_review,
    S.AWAITING_RELEASE: approved,
    S.PUBLISHED: published,
    S.SETTLING: settling,
    S.SETTLEMENT_SUSPENDED: suspended,
    S.ARBITRATION: complained,
    S.DECIDED: decided,
    S.SETTLED: settled,
    S.COMPLETED: completed,
    S.REFUNDED: refunded,
    S.DECLINED: declined,
    S.EXPIRED: expired,
    S.CANCELLED: cancelled,
}
