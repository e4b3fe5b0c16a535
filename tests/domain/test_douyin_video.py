"""抖音视频: a type is one file. Script 3, video 2 rejections, texts with the video, a late flag."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.commissions.moves import Move
from domain.commissions.ordering.brief import BadBrief, digest, read_brief, to_order
from domain.commissions.ordering.opening import opened
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.rules.engine import decide
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.view import stage_words
from domain.party import Party
from domain.refusals import Refused
from services.files.brief_files import read_brief_file

START = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""Monday 09:30 in Beijing."""
EXAMPLE = Path(__file__).parents[2] / "examples" / "douyin_video.yaml"
VIDEO = {
    "ref": "video-1",
    "title": "零下两度的清晨",
    "description": "背包里带什么",
    "hashtags": ("徒步装备", "山行户外"),
}


def step(c: Commission, name: str, by: Party, hours: float = 0, **said: Any) -> Commission:
    at = START + timedelta(hours=hours)
    return decide(c, Move(name, by, at, at, **said)).commission


def refusal(c: Commission, name: str, by: Party, **said: Any) -> str:
    with pytest.raises(Refused) as refused:
        step(c, name, by, 1, **said)
    return refused.value.code


def accepted(*, outline: bool = True) -> Commission:
    asked = read_brief_file(EXAMPLE, START)
    order = to_order(asked, "程野测评", "山行户外", Terms())
    c = opened("c1", order, START).commission
    c = step(c, "held", Party.SYSTEM)
    if not outline:
        return step(step(c, "accept", Party.CREATOR), "waive_outline", Party.BRAND)
    return step(c, "accept", Party.CREATOR)


def reviewed(c: Commission, round_: int) -> Commission:
    """A video handed in and past the platform audit."""
    c = step(c, "submit", Party.CREATOR, 1, **{**VIDEO, "ref": f"video-{round_}"})
    return step(c, "audited", Party.SYSTEM, 2, passed=True, item=f"video-{round_}")


def told(c: Commission, name: str, by: Party, hours: float, **said: Any) -> list[str]:
    """What is told of this move."""
    at = START + timedelta(hours=hours)
    return [each.text for each in decide(c, Move(name, by, at, at, **said)).transition.notices]


def test_a_video_is_ordered_by_duration_and_with_a_script() -> None:
    asked = read_brief_file(EXAMPLE, START)

    assert (asked.task_type, asked.span, asked.outline) == ("douyin_video", (45, 90), True)
    assert to_order(asked, "", "", Terms()).brief["duration"] == "45-90"
    assert len(digest(asked)) == 64


def test_a_video_is_not_measured_in_characters() -> None:
    with pytest.raises(BadBrief, match="不适用于抖音视频"):
        read_brief({"task_type": "douyin_video", "length": {"min": "1", "max": "2"}}, START)


def test_a_video_has_its_own_words() -> None:
    c = accepted()

    assert stage_words(c)[0] == "制作脚本"
    assert "脚本" in told(c, "submit", Party.CREATOR, 1, ref="script-1")[-1]
    assert TASK_TYPES["douyin_video"].platform == "douyin"


def test_the_third_rejection_of_a_script_begins_the_filming() -> None:
    c = accepted()
    stages = []
    for attempt in (1, 2, 3):
        c = step(c, "submit", Party.CREATOR, attempt, ref=f"script-{attempt}")
        c = step(c, "reject", Party.BRAND, attempt, reason="请补充装包过程")
        stages.append(c.stage)

    assert stages == [Stage.OUTLINE_DRAFTING, Stage.OUTLINE_DRAFTING, Stage.CONTENT_DRAFTING]
    assert c.outline_rejections == 3


def test_a_video_is_uploaded_here_and_not_in_the_mp() -> None:
    c = accepted(outline=False)

    assert "submit" in allowed_moves(c, Party.CREATOR, START)
    assert refusal(c, "submitted", Party.OUTSIDE, item="mp-1") == "SUBMIT_HERE"
    assert step(c, "submit", Party.CREATOR, 1, **VIDEO).stage is Stage.PLATFORM_AUDIT


@pytest.mark.parametrize("missing", ["title", "description", "hashtags"])
def test_a_video_comes_with_title_description_and_hashtags(missing: str) -> None:
    given = {name: value for name, value in VIDEO.items() if name != missing}

    assert refusal(accepted(outline=False), "submit", Party.CREATOR, **given) == "VIDEO_TEXT_NEEDED"


def test_the_texts_of_a_video_are_kept_with_it() -> None:
    at = START + timedelta(hours=1)
    decision = decide(accepted(outline=False), Move("submit", Party.CREATOR, at, at, **VIDEO))  # type: ignore[arg-type]

    kept = decision.transition.submission
    assert kept is not None
    assert kept.details == {
        "title": "零下两度的清晨",
        "description": "背包里带什么",
        "hashtags": "徒步装备 山行户外",
    }


def test_a_video_is_rejected_twice_at_most() -> None:
    c = reviewed(accepted(outline=False), 1)
    c = step(c, "reject", Party.BRAND, 3, reason="口播缺少容量")
    c = step(reviewed(c, 2), "reject", Party.BRAND, 3, reason="口播缺少建议负重")
    c = reviewed(c, 3)

    assert c.stage is Stage.FINAL_REVIEW
    assert refusal(c, "reject", Party.BRAND, reason="再改一次") == "NO_REJECTS_LEFT"


@pytest.mark.parametrize(("after", "late"), [(-1, False), (0, True), (1, True)])
def test_a_video_handed_in_from_its_deadline_on_is_flagged_late(after: int, late: bool) -> None:  # noqa: FBT001
    c = accepted(outline=False)
    assert c.submit_by is not None
    at = c.submit_by + timedelta(milliseconds=after)

    submitted = decide(c, Move("submit", Party.CREATOR, at, at, **VIDEO)).commission  # type: ignore[arg-type]

    assert submitted.stage is Stage.PLATFORM_AUDIT
    assert submitted.late is late


def test_every_text_about_a_video_can_be_told() -> None:
    c = reviewed(accepted(outline=False), 1)

    texts = told(c, "reject", Party.BRAND, 3, reason="口播缺少容量")

    assert texts[-1].startswith("任务「")
    assert "的视频被驳回（第1次）" in texts[-1]
    assert not any("{" in text for text in texts)
