"""What people hear, and when (D3, D5, D12.7)."""

import re

from domain.commissions.notices import TEMPLATES, rendered, variables
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import SCENES, complained, in_review, offered, published, settled, suspended
from tests.domain.story import DAY, HOUR, Story, beijing
from tests.walks import for_each


def test_a_notice_names_its_receiver_by_id_and_its_key_by_the_decision() -> None:
    offer = offered().notices[0]

    assert offer.key == "offer:c-1:2"
    assert offer.recipient == "creator:creator-1"
    assert offer.channel == "sms"
    assert offer.params["hours"] == "24"
    assert published().notices[1].recipient == "brand:brand-1"


def test_the_text_is_made_of_the_variables_alone() -> None:
    for name, template in TEMPLATES.items():
        params = variables(name, published().c, published().now)
        wanted = set(re.findall(r"{(\w+)}", template.zh + template.en))
        assert params.keys() <= wanted, name
        assert "{" not in rendered(name, {**dict.fromkeys(wanted, "x"), **params}), name


def test_no_links_and_no_currency_signs() -> None:
    for template in TEMPLATES.values():
        assert not re.search(r"https?:|¥|￥|\$|元|CNY", template.zh + template.en), template.name


def test_a_long_title_is_cut() -> None:
    assert "长" * 20 + "」" in offered(title="长" * 40).text("offer")


def test_both_languages() -> None:
    assert rendered("settled", {"title": "tea"}, "en").startswith("“tea” is settled")
    assert rendered("overdue", {"title": "茶"}).startswith("任务「茶」已逾期")


def test_what_is_not_urgent_waits_for_the_morning_in_one_clock() -> None:
    story = published().until("11-26 23:00")
    story.brand("settle")
    assert story.clock("morning") == "2026-11-27 08:00"
    assert story.c.waiting_notices == ("settled:20",) or len(story.c.waiting_notices) == 1
    story.until("11-27 07:59:59")
    assert "settled" not in story.told
    story.until("11-27 08:00")

    assert story.told_at("settled") == "2026-11-27 08:00"
    assert story.c.waiting_notices == ()
    assert story.clock("morning") == ""


def test_a_notice_that_waited_keeps_the_key_of_its_decision() -> None:
    story = published().until("11-26 23:00")
    seq = story.brand("settle").transition.seq
    story.until("11-27 08:00")

    assert [each.key for each in story.notices if each.template == "settled"] == [f"settled:c-1:{seq}"]


def test_several_notices_wait_together() -> None:
    story = Story(beijing("11-23 23:30"))
    story.creator("decline")
    other = suspended()
    assert other.clock("morning") == "2026-12-04 08:00"
    other.world.public = True
    other.until("12-04 06:01")
    assert other.stage is Stage.SETTLED
    other.until("12-04 08:00")

    assert story.until("11-24 08:00").told[-1] == "unaccepted"
    assert other.told[-2:] == ["settled", "settled_itself"]


def test_a45_what_is_urgent_is_sent_at_night() -> None:
    for at in ("11-23 23:30", "11-24 03:00"):
        story = Story(beijing(at))

        assert story.told == ["offer"]
        assert story.c.clocks["accept_by"] == story.now + DAY, "its time runs from the moment it is told"


def test_by_day_nothing_waits() -> None:
    assert settled().c.waiting_notices == ()
    assert settled().clock("morning") == ""


def test_the_quiet_hours_are_terms() -> None:
    story = Story(beijing("11-23 20:30"), terms={"quiet_from": 20, "quiet_to": 10})
    story.creator("decline")

    assert story.clock("morning") == "2026-11-24 10:00"


def test_a_notice_that_cannot_be_delivered_gates_nothing() -> None:
    story = in_review()
    story.world.sms = "failed"
    story.brand("reject")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.c.attention == ("notice_failed",)
    assert story.c.effects == ()


def test_each_reminder_is_given_once() -> None:
    """I10: at most one for each clock."""
    for name in ("submit_reminder", "settle_reminder", "answer_reminder"):
        story = {"submit_reminder": offered, "settle_reminder": published, "answer_reminder": complained}[
            name
        ]()
        if story.stage is Stage.OFFERED:
            story.creator("accept")
        story.wait(6 * DAY + 23 * HOUR)

        assert story.told.count(name) == 1, name


@for_each("stage", SCENES)
def test_nobody_hears_of_a_closed_commission_what_it_is_not_about(stage: Stage) -> None:
    """Whoever is told anything is one of the two sides."""
    for notice in SCENES[stage]().notices:
        side, _, who = notice.recipient.partition(":")
        assert (side, who) in ((Party.CREATOR, "creator-1"), (Party.BRAND, "brand-1"))


def test_a_record_that_conflicts_is_shown_and_never_silent() -> None:
    for scene in (offered, settled):
        story = scene()
        story.system("record_conflict")

        assert story.c.attention == ("record_conflict",)


ASKS = re.compile(r"请(您)?(在|尽快|选择|处理|及时)|answer |answer:|ratify|accept it|waits for")
ENDS = {"by", "deadline", "hours", "due", "settle", "limit"}
OPEN_ENDED = {"edit_asked", "early"}
"""They ask for an act that no clock of the receiver ends: nothing follows by silence alone."""


def test_a_notice_that_asks_for_an_answer_says_until_when() -> None:
    for name, template in TEMPLATES.items():
        if not (ASKS.search(template.zh) or ASKS.search(template.en)) or name in OPEN_ENDED:
            continue
        for text in (template.zh, template.en):
            assert set(re.findall(r"{(\w+)}", text)) & ENDS or "投诉" in text, (name, text)


PAGES = ("「任务大厅」", "「任务详情」", "「我的任务」", "看任务", "see the task", "Open the task")


def test_no_notice_points_to_a_page_that_does_not_exist() -> None:
    for name, template in TEMPLATES.items():
        assert not [page for page in PAGES if page in template.zh + template.en], name
