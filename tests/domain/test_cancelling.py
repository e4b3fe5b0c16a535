"""No price is named for a cancel that nobody can make: every stage, and what may lie over it."""

from collections.abc import Callable, Mapping

from domain.commissions.money.quotes import present_quote
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.view import view
from domain.party import PEOPLE, Party
from tests.domain.scenes import in_audit, in_final_review, in_review
from tests.domain.story import HOUR, Story
from tests.domain.test_rules_frozen_case import frozen_in_case, in_case
from tests.domain.test_seen_brief import STORIES, page
from tests.walks import for_each


def frozen(side: str) -> Callable[[], Story]:
    def scene() -> Story:
        story = in_review()
        story.operator("freeze", party=side, reason="账号处罚核查中")
        return story

    return scene


def frozen_both() -> Story:
    story = frozen("brand")()
    story.operator("freeze", party="creator", reason="账号处罚核查中")
    return story


def asked() -> Story:
    story = in_review()
    story.creator("request_cancel", quoted_fen=present_quote(story.c, story.now).fen, reason="档期冲突")  # type: ignore[union-attr]
    return story


def waiting_for_the_audit() -> Story:
    story = in_audit()
    story.brand("cancel", quoted_fen=present_quote(story.c, story.now).fen)  # type: ignore[union-attr]
    return story


def overdue() -> Story:
    return in_final_review().strike("review_attention")


OVERLAYS: Mapping[str, Callable[[], Story]] = {
    **STORIES,
    "in a case": in_case,
    "frozen in a case": frozen_in_case,
    "brand frozen": frozen("brand"),
    "creator frozen": frozen("creator"),
    "both frozen": frozen_both,
    "asked to cancel": asked,
    "waits for the audit": waiting_for_the_audit,
    "review overdue": overdue,
}
NAMED = ("现在取消须赔付", "报价版本", "现在申请取消将放弃")


def may(story: Story, name: str, party: Party) -> bool:
    return name in allowed_moves(story.c, party, story.now)


def cancels(story: Story) -> bool:
    by_us = any(may(story, "cancel", party) for party in (Party.BRAND, Party.OPERATOR))
    return by_us or may(story, "request_cancel", Party.CREATOR)


@for_each("scene", OVERLAYS)
def test_a_kill_fee_is_named_where_somebody_may_cancel_now_and_nowhere_else(scene: str) -> None:
    story = OVERLAYS[scene]()
    quoted = present_quote(story.c, story.now)

    for party in (Party.BRAND, Party.OPERATOR):
        seen = view(story.c, party, story.now)
        named = seen["kill_fee_fen"], seen["kill_fee_if_passed_fen"], seen["quote"]
        if cancels(story) or story.c.pending_cancel:
            assert quoted
            assert named == (quoted.fen, quoted.if_passed_fen, quoted.version)
        else:
            assert named == (0, 0, "")


@for_each("scene", OVERLAYS)
def test_no_page_says_if_cancelled_now_where_nobody_can(scene: str) -> None:
    story = OVERLAYS[scene]()
    pages = [details(story.c, story.now, "zh", None), *(page(story, party) for party in PEOPLE)]

    if not cancels(story) and not story.c.pending_cancel:
        assert [words for each in pages for words in NAMED if words in each] == []
    assert cancels(story) or NAMED[0] not in "".join(pages)


@for_each("scene", OVERLAYS)
def test_a_creator_gives_something_up_by_asking_only_where_it_may_ask(scene: str) -> None:
    story = OVERLAYS[scene]()

    given_up = view(story.c, Party.CREATOR, story.now)["cancel_gives_up_fen"]

    assert may(story, "request_cancel", Party.CREATOR) or given_up == 0


def test_the_walk_meets_all_of_it() -> None:
    told = {scene: make() for scene, make in OVERLAYS.items()}
    able = {scene for scene, story in told.items() if cancels(story)}

    assert {"brand frozen", "creator frozen", "asked to cancel", "review overdue"} <= able
    assert not {"in a case", "frozen in a case", Stage.ARBITRATION, Stage.PUBLISHED} & able
    assert {story.stage for story in told.values()} == set(Stage)


def test_what_waits_for_the_audit_is_told_as_cancelled() -> None:
    story = waiting_for_the_audit()

    assert "已取消，须赔付：300.00 元" in page(story, Party.BRAND)
    assert "cancelled, kill fee: CNY 300.00" in page(story, Party.BRAND, "en")


def test_the_price_is_named_again_once_the_case_is_over() -> None:
    story = in_case()
    assert view(story.c, Party.BRAND, story.now)["kill_fee_fen"] == 0

    story.operator("arbitrate", decision="resume", reason="请尽快确认")
    story.wait(HOUR)

    assert view(story.c, Party.BRAND, story.now)["kill_fee_fen"] == 150_000
