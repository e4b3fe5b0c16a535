"""What a brand may ask for, and how it is told what is wrong: all of it, by field, in both languages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.bounds import BadTerms
from domain.commissions.ordering.brief import (
    NEEDS,
    BadBrief,
    Brief,
    beyond,
    digest,
    may_order,
    overdue,
    read_brief,
    to_order,
)
from domain.commissions.ordering.brief_fields import Problem
from domain.commissions.ordering.industries import INDUSTRIES
from domain.commissions.ordering.terms import Terms, terms_from
from domain.commissions.task_types import TASK_TYPES
from domain.identity import identities
from domain.instants import beijing, end_of_natural_days, written_end
from domain.refusals import REFUSALS
from tests.walks import for_each

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""Monday 09:30 in Beijing."""

ASKED: dict[str, Any] = {
    "order": "QY-1",
    "brand": "qingyou",
    "creator": "atang",
    "task_type": "article",
    "title": "秋冬第一杯柚子乌龙",
    "goal": "让读者愿意试一次",
    "product": "柚子乌龙茶包",
    "price": "3,000.00",
}
FULL: dict[str, Any] = {
    **ASKED,
    "product_information": "三角茶包\n不加糖",
    "required": ["写明水温", "两张照片"],
    "forbidden": ["最好喝"],
    "length": {"min": "1200", "max": "2000"},
    "outline": "true",
    "approve_when_silent": "true",
    "submit_by": "2026-11-26 18:00",
    "release": {"from": "2026-11-26", "until": "2026-12-15"},
    "purchase_link": "https://qingyou.example/tea?a=1",
    "marked_as_ad": "true",
}
NEEDED = ("order", "brand", "creator", "task_type", "title", "goal", "product", "price")
OPEN: dict[str, Any] = {
    "opened": True,
    "quote_fen": 300_000,
    "paused": False,
    "creator_owner": "汤某",
    "brand_owner": "青柚公司",
}


def brief(**other: object) -> Brief:
    return read_brief({**ASKED, **other}, NOW)


def problems(**other: object) -> list[Problem]:
    with pytest.raises(BadBrief) as bad:
        brief(**other)
    return list(bad.value.problems)


def problem(**other: object) -> Problem:
    (only,) = problems(**other)
    return only


def test_the_shortest_brief_asks_for_nothing_it_does_not_say() -> None:
    assert brief() == Brief(
        order="QY-1",
        brand="qingyou",
        creator="atang",
        task_type="article",
        title="秋冬第一杯柚子乌龙",
        goal="让读者愿意试一次",
        product="柚子乌龙茶包",
        price_fen=300_000,
    )


def test_a_full_brief_becomes_an_order() -> None:
    order = to_order(read_brief(FULL, NOW), "阿汤说茶", "青柚茶饮", Terms(fee_bps=300))

    assert (order.brand_name, order.creator_name, order.price_fen) == ("青柚茶饮", "阿汤说茶", 300_000)
    assert (order.outline_wanted, order.approve_when_silent, order.marked_as_ad) == (True, True, True)
    assert order.submit_by == datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    assert order.release_from == beijing(datetime(2026, 11, 26, tzinfo=UTC).date())
    assert order.release_until == beijing(datetime(2026, 12, 16, tzinfo=UTC).date())
    assert order.purchase_link == "https://qingyou.example/tea?a=1"
    assert order.brief == {
        "order": "QY-1",
        "goal": "让读者愿意试一次",
        "product": "柚子乌龙茶包",
        "product_information": "三角茶包\n不加糖",
        "required": "写明水温；两张照片",
        "forbidden": "最好喝",
        "length": "1200-2000",
    }
    assert order.terms == Terms(fee_bps=300)


@pytest.mark.parametrize("name", sorted(TASK_TYPES))
def test_every_type_can_be_ordered_under_its_own_terms(name: str) -> None:
    kind = TASK_TYPES[name]
    asked = brief(
        task_type=name, **{kind.measure: {"min": 30, "max": 60}}, **dict.fromkeys(kind.brief_needs, "一")
    )

    order = to_order(asked, "", "", Terms())

    assert order.task_type == name
    assert {term: getattr(order.terms, term) for term in kind.terms} == dict(kind.terms)
    assert order.brief[kind.measure] == "30-60"
    assert set(kind.brief_needs) <= set(order.brief)


@for_each("name", NEEDED)
@for_each("missing", [None, ""])
def test_a_field_that_is_missing_is_named_with_what_belongs_there(name: str, missing: str | None) -> None:
    found = problem(**{name: missing})

    assert found.field == name
    assert found.zh.startswith("必填：")
    assert found.en.startswith("is needed: ")


def test_an_empty_brief_names_every_field_it_lacks_in_the_order_of_the_form() -> None:
    with pytest.raises(BadBrief) as bad:
        read_brief({}, NOW)

    assert [each.field for each in bad.value.problems] == list(NEEDED)


@for_each(
    ("name", "value", "said"),
    [
        ("order", "订单一", "1 至 64 个字母"),
        ("order", "a" * 65, "1 至 64 个字母"),
        ("order", "../x", "1 至 64 个字母"),
        ("brand", "a b", "1 至 64 个字母"),
        ("creator", ["atang"], "[…]"),
        ("task_type", "livestream", "没有这一任务类型，可选：answer（问答）"),
        ("title", "茶" * 61, "不超过 60 字，现有 61 字"),
        ("title", "两行\n标题", "CONTROL_CHARACTER"),
        ("title", " ", "不能只有空白"),
        ("title", 7, "应为文字，现为 7"),
        ("title", {"a": 1}, "{…}"),
        ("goal", "响铃\a", "CONTROL_CHARACTER"),
        ("product", "茶" * 41, "不超过 40 字，现有 41 字"),
        ("product_information", "茶" * 501, "不超过 500 字，现有 501 字"),
        ("required", "写明水温", "应为文字列表"),
        ("required", [["嵌套"]], "应为文字列表"),
        ("required", ["写"] * 21, "最多 20 条，现有 21 条"),
        ("forbidden", ["最" * 21], "不超过 20 字，现有 21 字"),
        ("forbidden", [""], "不能只有空白"),
        ("length", "1200", "应分列 min, max，现为 1200"),
        ("outline", "maybe", "应为 true 或 false，现为 maybe"),
        ("approve_when_silent", "2", "应为 true 或 false"),
        ("marked_as_ad", [], "应为 true 或 false"),
        ("submit_by", "下周五", "应为北京时间"),
        ("submit_by", "2026-02-30", "应为北京时间"),
        ("submit_by", "2026-11-26 24:01", "应为北京时间"),
        ("submit_by", "9999-12-31", "应为北京时间"),
        ("submit_by", "2026-11-26 20:00+99:00", "应为北京时间"),
        ("submit_by", 20261126, "应为北京时间"),
        ("release", "+7d", "应分列 from, until"),
        ("purchase_link", "qingyou.example/tea", "http 或 https 链接"),
        ("purchase_link", "ftp://qingyou.example", "http 或 https 链接"),
        ("purchase_link", "https://", "http 或 https 链接"),
        ("purchase_link", "https://[broken", "http 或 https 链接"),
        ("purchase_link", "https://a b.example", "http 或 https 链接"),
        ("purchase_link", f"https://a.example/{'a' * 500}", "不超过 500 字"),
    ],
)
def test_a_broken_field_is_named_with_what_is_expected(name: str, value: object, said: str) -> None:
    found = problem(**{name: value})

    assert found.field == name
    assert said in found.zh
    assert found.en


@for_each(
    ("written", "fen"),
    [
        ("3000", 300_000),
        ("3000.5", 300_050),
        ("888.88", 88_888),
        ("3,000.00", 300_000),
        ("1,234,567.89", 123_456_789),
        (" 0.01 ", 1),
        (3000, 300_000),
        ("999999999.99", 99_999_999_999),
    ],
)
def test_a_price_is_read_to_the_fen(written: object, fen: int) -> None:
    assert brief(price=written).price_fen == fen


@for_each(
    "written",
    [
        "0",
        "0.00",
        "-1",
        "1.005",
        "3,00",
        "30,00,000",
        "1e3",
        "1_000",
        "３０００",
        "¥3000",
        "NaN",
        "Infinity",
        "9" * 10,
        "三千",
        3000.0,
        True,
        ["3000"],
    ],
)
def test_a_price_that_is_not_plainly_yuan_is_refused(written: object) -> None:
    assert problem(price=written).field == "price"


@pytest.mark.parametrize(
    ("span", "field", "said"),
    [
        ({"min": "9"}, "length.max", "必填：上限"),
        ({"max": "9"}, "length.min", "必填：下限"),
        ({"min": "0", "max": "9"}, "length.min", "1 至 100000 的整数"),
        ({"min": "1.5", "max": "9"}, "length.min", "1 至 100000 的整数"),
        ({"min": "1", "max": "100001"}, "length.max", "1 至 100000 的整数"),
        ({"min": "10", "max": "9"}, "length.max", "不能小于 min（10）"),
        ({"min": "1", "max": "9", "mx": "1"}, "length.mx", "是不是 max？"),
    ],
)
def test_a_length_has_a_least_and_a_most(span: dict[str, str], field: str, said: str) -> None:
    found = problem(length=span)

    assert found.field == field
    assert said in found.zh


@pytest.mark.parametrize(("task_type", "wrong"), [("article", "duration")])
def test_the_measure_of_another_type_is_refused(task_type: str, wrong: str) -> None:
    found = problem(task_type=task_type, **{wrong: {"min": 1, "max": 2}})

    assert (found.field, found.zh) == (wrong, f"不适用于{TASK_TYPES[task_type].zh}")


@pytest.mark.parametrize("name", sorted(TASK_TYPES))
def test_a_type_gets_what_it_cannot_do_without_and_nothing_of_another(name: str) -> None:
    own = TASK_TYPES[name].brief_needs

    with pytest.raises(BadBrief) as bad:
        brief(task_type=name, **dict.fromkeys(set(NEEDS) - set(own), "一"))

    told = {each.field: each.zh for each in bad.value.problems}
    assert set(told) == set(NEEDS)
    assert all(told[each].startswith("必填：") for each in own)


@pytest.mark.parametrize("name", [name for name, kind in TASK_TYPES.items() if kind.outline == "never"])
def test_an_outline_is_not_wanted_of_a_type_that_has_none(name: str) -> None:
    needs = dict.fromkeys(TASK_TYPES[name].brief_needs, "一")

    found = problem(task_type=name, outline="true", **needs)

    assert (found.field, found.zh) == ("outline", f"{TASK_TYPES[name].zh}没有提纲，请去掉这一项")
    assert not brief(task_type=name, outline="false", **needs).outline


@pytest.mark.parametrize(
    ("written", "meant"),
    [("true", True), ("是", True), ("TRUE", True), (True, True), ("否", False), (False, False)],
)
def test_the_brand_says_yes_or_no(written: object, meant: bool) -> None:  # noqa: FBT001
    assert brief(outline=written).outline is meant


def test_a_field_nobody_knows_is_refused_with_the_nearest_that_exists() -> None:
    assert problem(titel="x") == Problem("titel", "没有这一项，是不是 title？", "no such field: title?")


def test_a_field_like_no_other_is_refused_with_the_list() -> None:
    assert "可填：order, brand" in problem(zzz="x").zh


@for_each(
    ("written", "at"),
    [
        ("2026-11-26 20:00", datetime(2026, 11, 26, 12, 0, tzinfo=UTC)),
        ("2026/11/26 20:00", datetime(2026, 11, 26, 12, 0, tzinfo=UTC)),
        ("2026-11-26T20:00:30+08:00", datetime(2026, 11, 26, 12, 0, 30, tzinfo=UTC)),
        ("2026-11-26T20:00:00Z", datetime(2026, 11, 26, 20, 0, tzinfo=UTC)),
        ("2026-11-26T20:00:00-05:30", datetime(2026, 11, 27, 1, 30, tzinfo=UTC)),
        ("2026-11-26 24:00", datetime(2026, 11, 26, 16, 0, tzinfo=UTC)),
        ("2026-11-26", datetime(2026, 11, 26, 16, 0, tzinfo=UTC)),
        ("+3d", datetime(2026, 11, 26, 16, 0, tzinfo=UTC)),
        ("+3d 20:00", datetime(2026, 11, 26, 12, 0, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_beijing_time_and_a_bare_day_lasts_until_midnight(written: str, at: datetime) -> None:
    asked = brief(submit_by=written).submit_by

    assert asked is not None
    assert asked.at == at


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ("2026-12-02", "2026-12-01", "须晚于 from"),
        ("2026-12-01 10:00", "2026-12-01 10:00", "须晚于 from"),
        ("2026-12-01", "2027-01-01", "距 from 不超过 30 天"),
        ("2026-12-01", "", "必填：最晚发布时间"),
    ],
)
def test_a_release_window_is_open_for_a_while_but_not_for_ever(begins: str, ends: str, said: str) -> None:
    found = problem(release={"from": begins, "until": ends})

    assert found.field == "release.until"
    assert said in found.zh


def test_a_release_window_may_last_as_long_as_the_terms_say() -> None:
    assert brief(release={"from": "2026-12-01", "until": "2026-12-31"}).release_until

    with pytest.raises(BadBrief, match="不超过 10 天"):
        read_brief(
            {**ASKED, "release": {"from": "2026-12-01", "until": "2026-12-31"}},
            NOW,
            Terms(release_window_days=10),
        )


def test_a_submission_is_due_before_its_release_window_ends() -> None:
    found = problem(submit_by="+10d", release={"from": "+2d", "until": "+9d"})

    assert (found.field, found.zh) == ("submit_by", "不能晚于 release.until")


def test_all_problems_are_told_at_once() -> None:
    found = problems(
        order="",
        title="茶" * 61,
        price="1.005",
        outline="maybe",
        titel="x",
        purchase_link="x",
        length={"min": 0},
    )

    fields = ["order", "title", "length.max", "length.min", "outline", "price", "purchase_link", "titel"]
    assert [each.field for each in found] == fields
    assert all(each.zh and each.en for each in found)
    assert "title: 不超过 60 字，现有 61 字 / at most 60 characters, has 61" in str(BadBrief(tuple(found)))


def test_a_date_that_is_over_stops_a_new_order_only() -> None:
    late = brief(submit_by="2026-11-22", release={"from": "2026-11-01", "until": "2026-11-23 09:30"})

    assert [each.field for each in overdue(late, NOW)] == ["submit_by", "release.until"]
    assert [each.field for each in overdue(late, NOW - timedelta(microseconds=1))] == ["submit_by"]
    assert overdue(brief(submit_by="+1d"), NOW) == ()


def test_the_same_order_written_otherwise_has_the_same_digest() -> None:
    again = {
        **FULL,
        "price": "3000",
        "outline": True,
        "title": " 秋冬第一杯柚子乌龙 ",
        "submit_by": "2026-11-26T18:00+08:00",
        "length": {"max": 2000, "min": 1200},
        "product_information": FULL["product_information"] + "\n",
    }

    assert digest(read_brief(again, NOW)) == digest(read_brief(FULL, NOW))


def test_days_counted_from_the_order_make_the_same_order_on_another_day() -> None:
    asked = {**ASKED, "submit_by": "+3d", "release": {"from": "+3d", "until": "+9d"}}

    assert digest(read_brief(asked, NOW)) == digest(read_brief(asked, NOW + timedelta(days=2)))


OTHER = {
    "order": "QY-2",
    "brand": "other",
    "creator": "other",
    "title": "别的",
    "goal": "别的",
    "product": "别的",
    "product_information": "别的",
    "required": ["别的"],
    "forbidden": [],
    "length": {"min": "1", "max": "2"},
    "outline": "false",
    "approve_when_silent": "false",
    "price": "3000.01",
    "submit_by": "2026-11-26 18:01",
    "release": {"from": "2026-11-26", "until": "2026-12-14"},
    "purchase_link": "",
    "marked_as_ad": "false",
    "rights": "别的",
}


@for_each("name", sorted(OTHER))
def test_an_order_with_anything_else_in_it_has_another_digest(name: str) -> None:
    assert digest(read_brief({**FULL, name: OTHER[name]}, NOW)) != digest(read_brief(FULL, NOW))


def test_a_digest_stays_what_it_was() -> None:
    assert digest(brief()) == "0216812d7abafb16e4d201321545f1920ae143ed69e73ba2fe6f3861ffd58bf0"


def test_an_order_the_creator_offers_may_be_placed() -> None:
    assert may_order(brief(), **OPEN) == ()


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"opened": False}, "TYPE_NOT_OPENED"),
        ({"quote_fen": None}, "NO_QUOTE"),
        ({"quote_fen": 300_001}, "PRICE_CHANGED"),
        ({"paused": True}, "CREATOR_PAUSED"),
        ({"brand_owner": " 汤某 "}, "SELF_DEALING"),
    ],
)
def test_an_order_the_creator_does_not_offer_is_refused_by_name(other: dict[str, Any], code: str) -> None:
    assert may_order(brief(), **{**OPEN, **other}) == (code,)
    assert code in REFUSALS


def test_a_purchase_link_without_the_ad_mark_is_refused_by_name() -> None:
    unmarked = brief(purchase_link="https://qingyou.example", marked_as_ad="false")

    assert may_order(unmarked, **OPEN) == ("AD_MARK_NEEDED",)
    assert may_order(read_brief(FULL, NOW), **OPEN) == ()


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_an_owner_nobody_has_named_passes_for_nobody(blank: str) -> None:
    for name in ("creator_owner", "brand_owner"):
        assert may_order(brief(), **{**OPEN, name: blank}) == ("OWNER_NEEDED",)
    both = {"creator_owner": blank, "brand_owner": blank}
    assert may_order(brief(), **{**OPEN, **both}) == ("OWNER_NEEDED",)


@pytest.mark.parametrize("other", ["ACME Ltd", "acme ltd", "ACMELtd", "ＡＣＭＥ　ｌｔｄ", " Acme  Ltd "])
def test_an_owner_written_in_another_way_is_the_same_owner(other: str) -> None:
    owners = {"creator_owner": "Acme Ltd", "brand_owner": other}

    assert may_order(brief(), **{**OPEN, **owners}) == ("SELF_DEALING",)


def test_a_shared_phone_account_or_real_name_is_one_hand() -> None:
    creator = identities(("汤某工作室", "汤小明"), ("13800000001", "Tang@Example.cn"))

    assert creator & identities(("青柚公司", ""), ("138 0000 0001",))
    assert creator & identities(("汤 小明",), ("13900000000",))
    assert creator & identities(("青柚公司",), ("tang@example.cn",))
    assert not creator & identities(("青柚公司", ""), ("13900000000", ""))
    assert may_order(brief(), **OPEN, shared=True) == ("SELF_DEALING",)


@pytest.mark.parametrize("industry", [name for name, each in INDUSTRIES.items() if each.refused])
def test_what_may_not_be_advertised_is_refused_whatever_number_is_given(industry: str) -> None:
    asked = brief(industry=industry, approval_number="国食健广审 2026-1")

    assert may_order(asked, **OPEN) == ("INDUSTRY_REFUSED",)


@pytest.mark.parametrize("name", ["新口味电子烟", "雪茄礼盒", "Vape kit"])
def test_tobacco_is_refused_under_any_industry(name: str) -> None:
    assert may_order(brief(product=name), **OPEN) == ("INDUSTRY_REFUSED",)
    assert may_order(brief(title=name), **OPEN) == ("INDUSTRY_REFUSED",)


@pytest.mark.parametrize("industry", [name for name, each in INDUSTRIES.items() if each.examined])
def test_what_is_examined_before_publication_needs_its_number(industry: str) -> None:
    assert may_order(brief(industry=industry), **OPEN) == ("APPROVAL_NUMBER_NEEDED",)
    assert may_order(brief(industry=industry, approval_number="X-1"), **OPEN) == ()


def test_an_industry_nobody_knows_is_refused_with_those_there_are() -> None:
    (problem,) = problems(industry="teas")

    assert (problem.field, "medical" in problem.en) == ("industry", True)


def test_every_commission_is_an_advertisement_unless_the_brand_says_not() -> None:
    assert brief().marked_as_ad
    assert not brief(marked_as_ad="false").marked_as_ad


def test_industry_number_and_ai_stand_in_the_pinned_brief() -> None:
    asked = brief(industry="health_food", approval_number="国食健广审 1", made_with_ai="true")
    order = to_order(asked, "阿汤说茶", "青柚茶饮", Terms())

    told = {name: order.brief[name] for name in ("industry", "approval_number", "made_with_ai")}
    assert told == {"industry": "health_food", "approval_number": "国食健广审 1", "made_with_ai": "是"}
    assert digest(asked) != digest(brief())


def test_everything_against_an_order_is_told_at_once() -> None:
    against = may_order(
        brief(purchase_link="https://qingyou.example", marked_as_ad="false"),
        opened=False,
        quote_fen=1,
        paused=True,
        creator_owner="汤某",
        brand_owner="汤某",
    )

    assert against == ("TYPE_NOT_OPENED", "PRICE_CHANGED", "CREATOR_PAUSED", "SELF_DEALING", "AD_MARK_NEEDED")


DATES = ("submit_by", "release.from", "release.until")


def dated(name: str, at: str) -> dict[str, object]:
    """A brief of which one date lies at that instant, and the others where they disturb nothing."""
    day = datetime.fromisoformat(at)
    week = timedelta(days=7)
    match name:
        case "submit_by":
            return {"submit_by": at, "release": None}
        case "release.from":
            return {"submit_by": None, "release": {"from": at, "until": (day + week).isoformat()}}
        case _:
            return {"submit_by": None, "release": {"from": (day - week).isoformat(), "until": at}}


@pytest.mark.parametrize("name", DATES)
def test_a_date_lies_within_the_term_to_the_last_instant_of_its_last_day(name: str) -> None:
    last = end_of_natural_days(NOW, 180)

    def far(at: datetime) -> list[str]:
        return [each.field for each in beyond(brief(**dated(name, at.isoformat())), NOW, Terms())]

    assert name not in far(last)
    assert name in far(last + timedelta(seconds=1))


@pytest.mark.parametrize("name", DATES)
def test_a_date_too_far_away_is_refused_by_name_with_the_latest_one_allowed(name: str) -> None:
    at = end_of_natural_days(NOW, 200)

    found = next(
        each for each in beyond(brief(**dated(name, at.isoformat())), NOW, Terms()) if each.field == name
    )

    latest = written_end(end_of_natural_days(NOW, 180))
    assert found.code == "DATE_TOO_FAR"
    assert latest in found.zh
    assert latest in found.en
    assert latest.endswith("24:00")


@for_each("name", DATES)
@for_each("year", ["2099", "2206", "9999"])
def test_a_slip_in_the_year_is_refused_whatever_the_year(name: str, year: str) -> None:
    try:
        found = beyond(brief(**dated(name, f"{year}-11-20")), NOW, Terms())
    except BadBrief as bad:
        found = bad.problems

    assert "DATE_TOO_FAR" in [each.code for each in found if each.field == name]


@pytest.mark.parametrize("name", ["submit_by", "release.until"])
def test_a_date_that_is_over_is_refused_by_name(name: str) -> None:
    def past(at: datetime) -> list[tuple[str, str]]:
        return [(each.field, each.code) for each in overdue(brief(**dated(name, at.isoformat())), NOW)]

    assert (name, "DATE_PAST") in past(NOW)
    assert not past(NOW + timedelta(seconds=1))


def test_a_window_that_has_begun_is_open() -> None:
    assert not overdue(brief(**dated("release.from", (NOW - timedelta(days=3)).isoformat())), NOW)


def test_the_term_of_dates_has_a_least_and_a_most() -> None:
    assert terms_from({"brief_days": 1}).brief_days == 1
    assert terms_from({"brief_days": 730}).brief_days == 730
    for days in (0, -1, 731):
        with pytest.raises(BadTerms):
            terms_from({"brief_days": days})


def test_the_term_of_dates_is_the_terms_own() -> None:
    at = end_of_natural_days(NOW, 40)

    assert beyond(brief(submit_by=at.isoformat(), release=None), NOW, terms_from({"brief_days": 39}))
    assert not beyond(brief(submit_by=at.isoformat(), release=None), NOW, terms_from({"brief_days": 40}))
