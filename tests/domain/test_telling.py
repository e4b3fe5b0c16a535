"""No line of the last events, the timeline or the explanation hides who did what, for whom, and why."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

from domain.commissions.moves import CAUSES, DECISIONS, MESSAGES, Move
from domain.commissions.rules.admission import refuse
from domain.commissions.rules.engine import decide
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.views.telling import SAID, Event, Reader, about, told, who
from domain.commissions.views.vendor_words import as_told
from domain.commissions.views.words import CAUSE_WORDS, DECISION_WORDS, EFFECT_WORDS, move_words
from domain.party import PARTY_WORDS, PEOPLE, Party
from domain.refusals import REFUSALS
from tests.domain import scenes
from tests.domain.scenes import SCENES
from tests.domain.story import Story, beijing
from tests.domain.test_details import ALSO
from tests.walks import for_each

STORIES = {**SCENES, **ALSO}
MOVES = sorted({(row.move, by) for row in RULEBOOK.rows for by in row.by})
WHY = "第二段与要求不符"


def reader(story: Story, lang: str = "zh", **other: Any) -> Reader:
    return Reader(story.c.order, lang, story.now, **other)


def event(story: Story) -> Event:
    return Event.of(story.c.recent[-1])


@for_each("lang", ["zh", "en"])
@for_each(("name", "by"), MOVES)
def test_every_move_of_every_party_is_told_with_who_and_what(name: str, by: Party, lang: str) -> None:
    story = scenes.published()
    words = PARTY_WORDS[by][lang == "en"]
    line = told(Event(story.now, name, by, reason=WHY), reader(story, lang))

    assert line.startswith(words)
    assert move_words(name)[lang == "en"] in line
    assert move_words(name) != (name, name)
    assert WHY in line


@for_each("name", [name for name, each in MESSAGES.items() if not each.is_fact])
def test_what_an_operator_does_for_a_party_names_the_operator_and_the_party(name: str) -> None:
    story = scenes.published()
    for party in MESSAGES[name].by:
        line = told(Event(story.now, name, party, "operator:li", party.value, WHY), reader(story))

        assert line.startswith(f"平台运营 operator:li 代{PARTY_WORDS[party][0]}")
        assert WHY in line


@for_each("scene", STORIES)
def test_the_last_events_of_every_story_keep_all_that_their_lines_in_the_timeline_say(scene: str) -> None:
    story = STORIES[scene]()
    lines = {line.seq: line for line in story.transitions}

    for kept in story.c.recent:
        line = lines[kept.seq]
        assert (kept.actor, kept.on_behalf_of) == (line.actor, line.on_behalf_of)
        assert kept.reason == ("" if line.refusal else line.reason)
        assert kept.details == line.details
        assert told(Event.of(kept), reader(story)) == told(Event.of(line), reader(story))


def everything_said(story: Story) -> dict[str, Any]:
    later = story.now + timedelta(days=3)
    return {
        "ref": "r-1",
        "item": "mp-1001",
        "cause": "content_differs",
        "decision": "split",
        "clock": "settle_by",
        "until": later,
        "party": "creator",
        "agree": True,
        "passed": True,
        "public": False,
        "evidence": ("shot-1", "shot-2"),
        "release_at": later,
        "submit_by": later,
        "creator_bps": 6_000,
        "bearer": "platform",
        "fault": "creator",
        "quoted_fen": 150_000,
    }


def test_every_field_of_a_lines_details_is_told() -> None:
    """Whatever a message can say is kept, and what is kept has its words."""
    story = scenes.complained()
    story.creator("answer_complaint", reason=WHY)
    names = {each.name for each in fields(Move)} & everything_said(story).keys()
    move = Move(
        "arbitrate",
        Party.OPERATOR,
        story.now,
        story.now,
        actor="operator:li",
        reason=WHY,
        **{name: everything_said(story)[name] for name in names},
    )
    line = decide(story.c, move).transition
    for name in line.details:
        assert name in SAID, name
        alone = Event(story.now, "arbitrate", Party.OPERATOR, details={name: line.details[name]})
        assert about(alone, reader(story)), name
    assert set(SAID) - set(line.details) == {
        "says",
        "about",
        "notice",
        "outside_window",
        "creator_fen",
        "brief_digest",
    }
    others = {
        "outside_window": "true",
        "creator_fen": "100001",
        "notice": "offer",
        "about": "probe:c-1:9",
        "brief_digest": "a1",
    }
    for name, value in others.items():
        alone = Event(story.now, "arbitrate", Party.OPERATOR, details={name: value})
        assert about(alone, reader(story)), name


def test_an_extension_says_which_clock_and_until_when() -> None:
    story = scenes.published()
    story.operator("extend", clock="settle_by", until=beijing("12-06 00:00"), reason="平台故障两天")

    line = told(event(story), reader(story))

    assert line.startswith(f"平台运营 operator:li · {move_words('extend')[0]}")
    for said in ("settle_by", "12-05 周六 24:00", "“平台故障两天”"):
        assert said in line


def test_a_decision_says_what_each_side_gets_in_yuan() -> None:
    story = scenes.decided("split")

    zh, en = (told(event(story), reader(story, lang)) for lang in ("zh", "en"))

    assert "按比例结算" in zh
    assert "60%" in zh
    assert "1,710.00 元" in zh
    assert "1,200.00 元" in zh
    assert "CNY 1,710.00" in en
    assert "“平台核实”" in zh


def test_parties_do_not_read_which_operator_it_was() -> None:
    story = scenes.writing()
    story.operator("freeze", party="brand", reason="核查中")

    assert "operator:li" not in told(event(story), reader(story, names=False))
    assert who(event(story), reader(story, names=False)) == "平台运营"


def test_a_refused_message_says_who_sent_it_and_why_it_was_refused() -> None:
    story = scenes.published()
    move = Move("cancel", Party.OPERATOR, story.now, story.now, actor="operator:li", reason="客户要求")
    story.c, _ = refuse(story.c, "cancel", move, "PUBLISHED")

    line = told(event(story), reader(story))

    assert line.startswith("平台运营 operator:li · 取消任务")
    assert REFUSALS["PUBLISHED"].zh in line


def test_a_failure_names_what_failed() -> None:
    story = scenes.writing()
    story.system("notice_failed", key="offer:c-1:2", reason="VENDOR_REFUSED isv.MOBILE")

    assert "offer" in told(event(story), reader(story))
    assert "VENDOR_REFUSED isv.MOBILE" in told(event(story), reader(story))


def test_a_providers_answer_is_told_with_its_prefix_and_kept_without() -> None:
    story = scenes.writing()
    story.system("notice_failed", key="offer:c-1:2", reason="PHONE_INVALID")

    assert "“SMS_PHONE_INVALID”" in told(event(story), reader(story))
    assert story.last.reason == "PHONE_INVALID"
    assert as_told("reject", "PHONE_INVALID") == "PHONE_INVALID"


def test_every_cause_decision_and_effect_has_its_words() -> None:
    assert set(CAUSE_WORDS) == set(CAUSES)
    assert set(DECISION_WORDS) == set(DECISIONS)
    ordered = {effect.kind for scene in STORIES.values() for effect in scene().ordered}
    assert ordered - {"call"} <= set(EFFECT_WORDS)
    assert set(PEOPLE) <= set(PARTY_WORDS)
