"""An early publication is ratified, or it is taken down and a breach (stories A15, A16, A44, C11)."""

from collections.abc import Callable

import pytest

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.items import Item, ItemState
from domain.commissions.state.stages import CLOSED, UNPUBLISHED, Stage
from domain.party import Party
from tests.domain.newest import ROWS
from tests.domain.scenes import ITEM, approved, hear, in_audit, in_final_review, in_review, rejected, writing
from tests.domain.story import HOUR, Story
from tests.walks import for_each


def early(scene: Callable[..., Story]) -> Story:
    story = scene().wait(HOUR)
    story.fact("published", item=ITEM)
    assert story.c.early_item == ITEM
    return story


def taken_down(story: Story) -> list[str]:
    return [each.item for each in story.done("take_down")]


@pytest.mark.parametrize(
    ("scene", "fee"), [(writing, 0), (in_review, 150_000), (in_final_review, 300_000), (approved, 150_000)]
)
def test_a16_a_brand_that_leaves_does_not_keep_what_it_never_took(
    scene: Callable[..., Story], fee: int
) -> None:
    story = early(scene)
    story.brand("cancel", quoted_fen=fee)

    assert story.stage is Stage.CANCELLED
    assert taken_down(story) == [ITEM]
    assert story.breaches == ["early"]
    assert "breach_appeal_by" in story.c.clocks


def test_a16_or_it_ratifies_it_and_stays() -> None:
    story = early(approved)
    story.brand("ratify")

    assert (story.stage, taken_down(story), story.breaches) == (Stage.PUBLISHED, [], [])


@pytest.mark.parametrize(("owner", "commission"), [("creator-2", "c-1"), ("creator-1", "c-2")])
def test_a15_what_is_somebody_elses_is_neither_noted_nor_ratified(owner: str, commission: str) -> None:
    """It was: the fact names any item, and the brand ratifies it."""
    story = in_review().wait(HOUR)
    story.world.items["mp-9"] = Item("mp-9", owner=owner, commission=commission, state=ItemState.PUBLIC)
    story.fact("published", item="mp-9")

    assert (story.c.early_item, story.c.item) == ("", ITEM)
    assert "fact_denied" in story.c.attention
    assert story.refused(Party.BRAND, "ratify") == "NO_EARLY_ITEM"


@pytest.mark.parametrize("passed", [True, False])
def test_c11_left_during_the_audit_it_is_taken_down_when_the_cancel_takes_effect(*, passed: bool) -> None:
    story = early(in_audit)
    story.brand("cancel", quoted_fen=30_000)
    assert taken_down(story) == []

    story.fact("audited", passed=passed, item=ITEM, reason="结果")

    assert (story.stage, taken_down(story), story.breaches) == (Stage.CANCELLED, [ITEM], ["early"])


def test_c11_agreed_or_by_silence_or_never_reviewed_it_is_taken_down_all_the_same() -> None:
    for act in ("agree", "silence", "limit"):
        story = early(in_review)
        if act == "limit":
            story.strike("review_limit")
        else:
            story.creator("request_cancel", reason="档期冲突")
        if act == "agree":
            story.brand("answer_cancel", agree=True)
        elif act == "silence":
            story.strike("cancel_reply_by")

        assert (story.stage, taken_down(story), story.breaches) == (Stage.CANCELLED, [ITEM], ["early"]), act


def test_c11_an_abandoned_commission_leaves_its_own_breach_and_no_public_item() -> None:
    story = early(writing).strike("abandon")

    assert (story.stage, taken_down(story), story.breaches) == (Stage.CANCELLED, [ITEM], ["abandoned"])


def test_a44_what_the_brand_had_taken_down_before_it_left_is_a_breach_once() -> None:
    story = in_review()
    for n in range(20):
        story.wait(HOUR).fact("published", item=f"early-{n}")
        story.brand("take_down")
    assert len(taken_down(story)) == 20

    story.brand("cancel", quoted_fen=150_000)

    assert story.breaches == ["early"]
    assert len(taken_down(story)) == 20, "nothing is taken down twice"


def test_a44_the_breach_may_be_appealed_and_lifted() -> None:
    story = early(in_review)
    story.brand("cancel", quoted_fen=150_000)
    story.creator("appeal", reason="平台误发")
    story.operator("arbitrate", decision="lift")

    assert story.breaches == ["early", "lifted"]


def test_a_take_down_that_failed_is_tried_again_after_the_end() -> None:
    story = early(in_review)
    story.brand("cancel", quoted_fen=150_000)
    down = story.done("take_down")[0]
    story.system("effect_failed", key=down.key)

    assert story.c.stage is Stage.CANCELLED


def test_without_an_early_publication_nobody_is_blamed_and_nothing_is_taken_down() -> None:
    story = in_review()
    story.brand("cancel", quoted_fen=150_000)

    assert (taken_down(story), story.breaches) == ([], [])
    assert story.refused(Party.BRAND, "take_down") == "CLOSED"


def test_every_way_to_cancel_what_is_not_public_yet_takes_an_early_item_down() -> None:
    ways = [row for row in ROWS if row.to is Stage.CANCELLED and set(row.at) & set(UNPUBLISHED)]

    assert [row.id for row in ways if "take_down_if_early" not in row.orders] == []


ACCEPTED = {*UNPUBLISHED, Stage.PUBLISHED, Stage.SETTLING, Stage.SETTLEMENT_SUSPENDED}
"""Where a commission may have had an early publication, beside its cases."""
CASES = {Stage.ARBITRATION, Stage.DECIDED}
ENDS = {*CLOSED, Stage.SETTLED}


def blamed(row: Row) -> set[str]:
    """The breaches a row may leave: its own, or the one it gives way to."""
    found, reason = set(), row.breach
    while reason:
        found.add(reason)
        reason = BREACHES[reason].otherwise
    return found


ENDING = [row for row in ROWS if row.to in ENDS and set(row.at) & (ACCEPTED | CASES)]


@for_each("row", ENDING)
def test_a44_whatever_ends_what_was_accepted_leaves_the_breach_and_its_time_to_appeal(row: Row) -> None:
    row = next((each for each in RULEBOOK.rows if each.id == row.id), row)

    assert blamed(row), "an early publication that was not ratified would be forgotten here"
    assert "breach_appeal_by" in row.starts


def forced(bearer: str) -> Callable[[], Story]:
    def story() -> Story:
        story = early(in_review)
        story.operator("force_refund", bearer=bearer)
        assert taken_down(story) == [ITEM]
        return story.strike("appeal_by")

    return story


def left_by_the_platform(fault: str, fen: int) -> Callable[[], Story]:
    def story() -> Story:
        story = early(in_review)
        story.operator("cancel", fault=fault, quoted_fen=fen)
        return story

    return story


def divided() -> Story:
    story = early(rejected)
    story.creator("escalate", reason="要求超出任务书")
    hear(story).operator("arbitrate", decision="split", creator_percent=60)
    assert taken_down(story) == [ITEM], "who was never asked to take it does not keep it"
    return story.strike("appeal_by")


def settled_after_all(ends: str) -> Callable[[], Story]:
    def story() -> Story:
        story = early(approved)
        story.brand("take_down")
        story.until(story.c.release_at)
        assert story.stage is Stage.PUBLISHED
        if ends == "settle":
            story.brand("settle")
            return story
        return story.strike("settle_by")

    return story


ENDED = {
    "refunded by force, the creator bears it": forced("creator"),
    "refunded by force, the platform bears it": forced("platform"),
    "cancelled by the platform at the brand's fault": left_by_the_platform("brand", 150_000),
    "cancelled by the platform at its own": left_by_the_platform("platform", 150_000),
    "divided by a decision": divided,
    "settled by the brand": settled_after_all("settle"),
    "settled by itself": settled_after_all("clock"),
}


@pytest.mark.parametrize("ends", ENDED)
def test_a44_not_ratified_is_a_breach_however_it_ends(ends: str) -> None:
    story = ENDED[ends]()

    assert story.stage in ENDS
    assert story.breaches == ["early"]
    assert "breach_appeal_by" in story.c.clocks


def test_a44_of_what_settled_the_record_may_be_appealed_and_lifted_while_the_ratings_run_and_after() -> None:
    for over in (False, True):
        story = settled_after_all("settle")()
        if over:
            story.brand("rate", stars=4)
            story.creator("rate", stars=4)
            assert story.stage is Stage.COMPLETED
        story.creator("appeal", reason="平台误发")
        story.operator("arbitrate", decision="lift")

        assert story.breaches == ["early", "lifted"]
        assert "记入违约记录，72小时内可申诉" in story.text("settled_breach")


def test_what_settled_without_a_record_has_nothing_to_appeal() -> None:
    story = approved()
    story.until(story.c.release_at)
    story.brand("settle")

    assert story.breaches == []
    assert story.refused(Party.CREATOR, "appeal", reason="不服") == "TOO_LATE"
