"""What is done in another way has the same consequences: by two operators, by a record, late."""

from collections.abc import Callable
from typing import Any

from domain.party import Party
from tests.domain.consequences import Since
from tests.domain.scenes import (
    ITEM,
    approved,
    complained,
    hand_in,
    hear,
    in_audit,
    in_final_review,
    in_review,
    outline_in_review,
    published,
    rejected,
    review,
    suspended,
    writing,
)
from tests.domain.story import DAY, HOUR, Story
from tests.walks import for_each

LI, WANG = "operator:li", "operator:wang"
DEAR, ONE = {"price_fen": 1_200_000}, {"price_fen": 1_200_000, "terms": {"two_persons_fen": 0}}
Scene = Callable[..., Story]

# --- two operators ---


def answered(**order: Any) -> Story:
    return hear(complained(**order))


def lost(decision: str) -> Scene:
    """Decided by the two, so that either may have lost."""

    def scene(**order: Any) -> Story:
        return _decide(answered(**order), "arbitrate", decision=decision, **_share(decision))

    return scene


def appealed(decision: str) -> Scene:
    def scene(**order: Any) -> Story:
        story = lost(decision)(**order).wait(HOUR)
        for side in (Party.CREATOR, Party.BRAND):
            if "appeal" in story.may(side):
                story.do(side, "appeal", reason="不服")
        return hear(story)

    return scene


def editing(**order: Any) -> Story:
    story = published(**order)
    story.brand("open_edit")
    return story.until("11-28 12:00")


def early(**order: Any) -> Story:
    story = in_review(**order).wait(HOUR)
    story.fact("published", item="mp-7")
    return story


def asked(**order: Any) -> Story:
    story = approved(**order)
    story.creator("request_cancel", reason="档期冲突")
    return story


def _share(decision: str) -> dict[str, Any]:
    return {"creator_percent": 60} if decision == "split" else {}


def _decide(story: Story, move: str, **said: Any) -> Story:
    """By one, and where that does not suffice by another."""
    story.operator(move, actor=LI, reason="核实", **said)
    if story.c.proposal:
        story.operator("second", actor=WANG, ref=str(story.c.proposal.seq), reason="核实")
    return story


DECIDED: list[tuple[Scene, str, dict[str, Any]]] = [
    *((answered, "arbitrate", {"decision": each, **_share(each)}) for each in ("settle", "refund", "split")),
    (answered, "arbitrate", {"decision": "settle", "bearer": "platform"}),
    *(
        (appealed(first), "arbitrate", {"decision": last, **_share(last)})
        for first, last in (
            ("settle", "refund"),
            ("refund", "settle"),
            ("refund", "split"),
            ("split", "refund"),
        )
    ),
    (lost("settle"), "arbitrate", {"decision": "refund"}),
    (lost("refund"), "arbitrate", {"decision": "split", "creator_percent": 30}),
    *(
        (scene, "force_settle", {"bearer": bearer})
        for scene in (published, editing, suspended, complained)
        for bearer in ("brand", "platform")
    ),
    *(
        (scene, "force_refund", {"bearer": bearer})
        for scene in (writing, outline_in_review, in_audit, in_review, early, in_final_review, asked)
        for bearer in ("creator", "brand", "platform")
    ),
    *(
        (scene, "force_refund", {"bearer": "creator"})
        for scene in (published, editing, suspended, complained)
    ),
]


@for_each(("scene", "move", "said"), DECIDED)
def test_what_two_operators_decide_is_what_one_would_have_decided(
    scene: Scene, move: str, said: dict[str, Any]
) -> None:
    one, two = Since(scene(**ONE)), Since(scene(**DEAR))
    for each in (one, two):
        _decide(each.story, move, **said)

    assert "second" in [each.move for each in two.story.transitions[two.lines :]]
    assert _but_terms(two) == _but_terms(one)
    for each in (one, two):
        each.story.wait(9 * DAY)
    assert _but_terms(two) == _but_terms(one)


@for_each(("scene", "move", "said"), DECIDED)
def test_each_proposal_lapses_after_two_days_and_the_next_one_calms_that(
    scene: Scene, move: str, said: dict[str, Any]
) -> None:
    story = scene(**DEAR)
    story.operator(move, **said)
    assert story.c.clocks["second_by"] - story.now == 48 * HOUR
    story.strike("second_by")
    assert {"proposal_lapsed", "second_needed"} & set(story.c.attention) == {"proposal_lapsed"}

    if move in story.may(Party.OPERATOR):
        story.operator(move, **said)
        assert {"proposal_lapsed", "second_needed"} & set(story.c.attention) == {"second_needed"}


def _but_terms(since: Since) -> dict[str, Any]:
    return {**since.everything(), "order": None}


# --- the answer of an audit ---


def in_last_audit() -> Story:
    story = rejected()
    review(story).brand("reject")
    return hand_in(story)


def failed_twice(times: int = 2) -> Story:
    story = writing()
    for _ in range(times):
        hand_in(story).fact("audited", passed=False, item=ITEM, reason="画面模糊")
    return hand_in(story)


def early_in_audit() -> Story:
    story = in_audit()
    story.fact("published", item="mp-7")
    return story


def by_platform(story: Story, *, passed: bool) -> None:
    story.fact("audited", passed=passed, item=ITEM, reason="画面模糊")


def by_record(story: Story, *, passed: bool) -> None:
    story.operator("record_audit", passed=passed, reason="画面模糊")


def as_it_stood(_: Story) -> None:
    pass


def escalated(story: Story) -> None:
    story.creator("escalate", reason="一直没有结果")


WAY = ("audit_recorded", "audit_answered_brand", "operator_creator", "operator_brand")


@for_each("passed", [True, False])
@for_each("scene", [in_audit, in_last_audit, failed_twice, early_in_audit])
@for_each(
    ("meanwhile", "answers"), [(as_it_stood, by_record), (escalated, by_platform), (escalated, by_record)]
)
def test_however_an_audit_is_answered_it_is_the_same_answer(
    scene: Scene, meanwhile: Callable[[Story], None], answers: Callable[..., None], *, passed: bool
) -> None:
    plain, other = (Since(scene().strike("audit_overdue").wait(HOUR)) for _ in range(2))
    meanwhile(other.story)
    other = Since(other.story)

    by_platform(plain.story, passed=passed)
    answers(other.story, passed=passed)

    assert _but_the_case(other) == _but_the_case(plain)
    assert other.story.c.case is None
    assert ("audit_recorded" in other.told()) is passed
    assert ("audit_answered_brand" in other.told()) is (meanwhile is escalated and not passed)


def _but_the_case(since: Since) -> dict[str, Any]:
    return {**since.everything(*WAY), "past_case": None, "past_causes": ()}
