"""A brief: what a brand writes when it orders. Read whole, every problem at once, before anything starts.

What the parties' accounts allow (opened types, quotes, owners) is asked separately, in ``may_order``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from domain.channel_text import has_link
from domain.commissions.ordering.brief_fields import PAST, Fields, Problem, When, too_far
from domain.commissions.ordering.industries import INDUSTRIES, against_industry
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms, terms_from
from domain.commissions.task_types import BRIEF_NEEDS, TASK_TYPES
from domain.commissions.task_types.kind import TaskType
from domain.counts import how_many
from domain.identity import legal_owner
from domain.instants import beijing_day, end_of_natural_days, written_end

TITLE_MAX = 60
GOAL_MAX = 200
PRODUCT_MAX = 40
INFORMATION_MAX = 500
REQUIRED_MAX, REQUIRED_CHARS = 20, 60
FORBIDDEN_MAX, FORBIDDEN_CHARS = 50, 20
NEED_CHARS = 200
RIGHTS_MAX = 200
APPROVAL_MAX = 60
MEASURES = {"length": 100_000, "duration": 3_600}
"""What the work is measured in, and the most that can be asked for."""

FIELDS = (
    "order",
    "brand",
    "creator",
    "task_type",
    "title",
    "goal",
    "product",
    "product_information",
    "required",
    "forbidden",
    *MEASURES,
    "outline",
    "approve_when_silent",
    "price",
    "submit_by",
    "release",
    "purchase_link",
    "marked_as_ad",
    "rights",
    "industry",
    "approval_number",
    "made_with_ai",
)
NEEDS = tuple(sorted(BRIEF_NEEDS))
"""Fields that only some task types have."""


@dataclass(frozen=True)
class Brief:
    order: str
    """The brand's own order number: the same number again is the same commission."""
    brand: str
    creator: str
    task_type: str
    title: str
    goal: str
    product: str
    price_fen: int
    product_information: str = ""
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    """Characters or seconds, least and most."""
    outline: bool = False
    approve_when_silent: bool = False
    submit_by: When | None = None
    release_from: When | None = None
    release_until: When | None = None
    purchase_link: str = ""
    marked_as_ad: bool = True
    """Every commission is an advertisement, unless the brand says why not by saying false (广告法 §14)."""
    rights: str = ""
    """What the brand may do with the work beside its publication."""
    needs: Mapping[str, str] = field(default_factory=dict)
    industry: str = ""
    """Of ``INDUSTRIES``; none named is an ordinary one."""
    approval_number: str = ""
    """广告审查批准文号, where the industry needs one."""
    made_with_ai: bool = False
    """The brand's own material was made with AI: the work says so (人工智能生成合成内容标识办法)."""


class BadBrief(ValueError):
    """Nothing was ordered. ``problems`` has all that is wrong."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(each) for each in problems))


def read_brief(raw: Mapping[str, object], now: datetime, terms: Terms | None = None) -> Brief:
    """The brief in a mapping. ``now`` is what ``+7d`` counts from. Raises BadBrief."""
    problems: list[Problem] = []
    fields = Fields(raw, problems, latest=written_end(latest_date(now, terms or Terms())))
    kind = _task_type(fields)
    fields.only((*FIELDS, *NEEDS))
    _refuse_foreign(fields, kind)
    release_from, release_until = _release(fields, now, terms or Terms())
    brief = Brief(
        order=fields.key("order"),
        brand=fields.party("brand"),
        creator=fields.party("creator"),
        task_type=kind.name if kind else "",
        title=fields.text("title", TITLE_MAX),
        goal=fields.text("goal", GOAL_MAX, lines=True),
        product=fields.text("product", PRODUCT_MAX),
        price_fen=fields.price("price"),
        product_information=fields.text("product_information", INFORMATION_MAX, needed=False, lines=True),
        required=fields.words("required", REQUIRED_MAX, REQUIRED_CHARS),
        forbidden=fields.words("forbidden", FORBIDDEN_MAX, FORBIDDEN_CHARS),
        span=_span(fields, kind),
        outline=_outline(fields, kind),
        approve_when_silent=fields.flag("approve_when_silent"),
        submit_by=_submit_by(fields, now, release_until),
        release_from=release_from,
        release_until=release_until,
        purchase_link=fields.link("purchase_link"),
        marked_as_ad=fields.flag("marked_as_ad", default=True),
        rights=fields.text("rights", RIGHTS_MAX, needed=False),
        needs={name: fields.text(name, NEED_CHARS) for name in (kind.brief_needs if kind else ())},
        industry=_industry(fields),
        approval_number=fields.text("approval_number", APPROVAL_MAX, needed=False),
        made_with_ai=fields.flag("made_with_ai"),
    )
    if problems:
        raise BadBrief(tuple(sorted(problems, key=lambda each: _place(each.field))))
    return brief


def overdue(brief: Brief, now: datetime) -> tuple[Problem, ...]:
    """Dates that are over. Asked for new orders only: one ordered before stays the same order.

    A window that has begun is open: its beginning may lie in the past.
    """
    ends = (("submit_by", brief.submit_by), ("release.until", brief.release_until))
    over = [name for name, when in ends if when is not None and when.at <= now]
    return tuple(Problem(name, "已经过去", "lies in the past", PAST) for name in over)


def beyond(brief: Brief, now: datetime, terms: Terms) -> tuple[Problem, ...]:
    """Dates so far away that the money would be held for longer than the terms let it. Of new orders only."""
    latest = latest_date(now, terms)
    return tuple(
        Problem(name, *too_far(written_end(latest)))
        for name, when in _dates(brief).items()
        if when is not None and when.at > latest
    )


def latest_date(now: datetime, terms: Terms) -> datetime:
    """24:00 of the last day that a brief may name."""
    return end_of_natural_days(now, terms.brief_days)


def _dates(brief: Brief) -> dict[str, When | None]:
    return {
        "submit_by": brief.submit_by,
        "release.from": brief.release_from,
        "release.until": brief.release_until,
    }


def may_order(  # noqa: PLR0913 - each is the answer of another account
    brief: Brief,
    *,
    opened: bool,
    quote_fen: int | None,
    paused: bool,
    creator_owner: str,
    brand_owner: str,
    frozen: bool = False,
    shared: bool = False,
) -> tuple[str, ...]:
    """Every refusal that stands against this order, by name. None: it may be placed.

    ``shared``: the two have a phone, an account or a verified name in common. Without both owners nobody
    can tell that they are two.
    """
    owners = (legal_owner(brand_owner), legal_owner(creator_owner))
    against = {
        "TYPE_NOT_OPENED": not opened,
        "NO_QUOTE": quote_fen is None,
        "PRICE_CHANGED": quote_fen is not None and quote_fen != brief.price_fen,
        "CREATOR_PAUSED": paused,
        "CREATOR_FROZEN": frozen,
        "OWNER_NEEDED": not all(owners),
        "SELF_DEALING": shared or owners[0] == owners[1] != "",
        "TITLE_HAS_LINK": has_link(brief.title),
        "AD_MARK_NEEDED": bool(brief.purchase_link) and not brief.marked_as_ad,
    }
    unlawful = against_industry(brief.industry, brief.approval_number, brief.product, brief.title)
    return (*(code for code, stands in against.items() if stands), *unlawful)


def to_order(brief: Brief, creator_name: str, brand_name: str, terms: Terms) -> Order:
    """The order a commission starts from, under the terms of its type."""
    return Order(
        brand_id=brief.brand,
        creator_id=brief.creator,
        brand_name=brand_name,
        creator_name=creator_name,
        task_type=brief.task_type,
        title=brief.title,
        price_fen=brief.price_fen,
        terms=terms_from(TASK_TYPES[brief.task_type].terms, terms),
        outline_wanted=brief.outline,
        approve_when_silent=brief.approve_when_silent,
        purchase_link=brief.purchase_link,
        marked_as_ad=brief.marked_as_ad,
        submit_by=brief.submit_by.at if brief.submit_by else None,
        release_from=brief.release_from.at if brief.release_from else None,
        release_until=brief.release_until.at if brief.release_until else None,
        brief=_told(brief),
    )


def digest(brief: Brief) -> str:
    """What makes an order the same order: all that is asked for, however it was written down.

    What is left at its default is left out, so that a field added later changes no digest.
    """
    dates = {name: getattr(brief, name) for name in ("submit_by", "release_from", "release_until")}
    asked: dict[str, object] = {
        **_told(brief),
        **{name: when.written for name, when in dates.items() if when},
        **{name: getattr(brief, name) for name in ("brand", "creator", "task_type", "title", "price_fen")},
        **{name: True for name in ("outline", "approve_when_silent") if getattr(brief, name)},
        **({} if brief.marked_as_ad else {"marked_as_ad": False}),
        "required": list(brief.required),
        "forbidden": list(brief.forbidden),
        "purchase_link": brief.purchase_link,
    }
    kept = {name: value for name, value in asked.items() if value not in ("", [])}
    return sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def _told(brief: Brief) -> dict[str, str]:
    """What the creator reads beside the order's own fields."""
    texts = {
        "order": brief.order,
        "goal": brief.goal,
        "product": brief.product,
        "product_information": brief.product_information,
        "required": "；".join(brief.required),
        "forbidden": "；".join(brief.forbidden),
        "rights": brief.rights,
        "industry": brief.industry,
        "approval_number": brief.approval_number,
        "made_with_ai": "是" if brief.made_with_ai else "",
        **brief.needs,
    }
    if brief.span:
        texts[TASK_TYPES[brief.task_type].measure] = "{}-{}".format(*brief.span)
    return {name: text for name, text in texts.items() if text}


def _task_type(fields: Fields) -> TaskType | None:
    name = fields.text("task_type", NEED_CHARS)
    if name and name not in TASK_TYPES:
        offered = "、".join(f"{kind.name}（{kind.zh}）" for kind in TASK_TYPES.values())
        listed = ", ".join(TASK_TYPES)
        fields.refuse(
            "task_type", f"没有这一任务类型，可选：{offered}", f"no such task type, choose from {listed}"
        )
    return TASK_TYPES.get(name)


def _industry(fields: Fields) -> str:
    name = fields.text("industry", NEED_CHARS, needed=False)
    if name and name not in INDUSTRIES:
        offered = "、".join(f"{each}（{known.zh}）" for each, known in INDUSTRIES.items())
        listed = ", ".join(INDUSTRIES)
        fields.refuse("industry", f"没有这一行业，可选：{offered}", f"no such industry, choose from {listed}")
        return ""
    return name


def _refuse_foreign(fields: Fields, kind: TaskType | None) -> None:
    """Fields of another task type. Without a type any of them may be right."""
    own = (kind.measure, *kind.brief_needs) if kind else (*MEASURES, *NEEDS)
    for name in (*MEASURES, *NEEDS):
        if kind and name not in own and fields.has(name):
            fields.refuse(name, f"不适用于{kind.zh}", f"does not belong to a {kind.name}")


def _outline(fields: Fields, kind: TaskType | None) -> bool:
    wanted = fields.flag("outline")
    if wanted and kind and kind.outline == "never":
        fields.refuse(
            "outline", f"{kind.zh}没有提纲，请去掉这一项", f"a {kind.name} has no outline: leave it out"
        )
    return wanted


def _span(fields: Fields, kind: TaskType | None) -> tuple[int, int] | None:
    """The least and the most of the type's measure; without a type, of whichever is given."""
    spans = [span for name in ([kind.measure] if kind else MEASURES) if (span := _least_most(fields, name))]
    return spans[0] if spans else None


def _least_most(fields: Fields, name: str) -> tuple[int, int] | None:
    part = fields.part(name, ("min", "max"))
    if part is None:
        return None
    most = MEASURES[name]
    span = part.whole("min", most), part.whole("max", most)
    if all(span) and span[0] > span[1]:
        part.refuse("max", f"不能小于 min（{span[0]}）", f"must not be below min ({span[0]})")
    return span


def _release(fields: Fields, now: datetime, terms: Terms) -> tuple[When | None, When | None]:
    part = fields.part("release", ("from", "until"))
    if part is None:
        return None, None
    begins = part.instant("from", now, ends=False, needed=True)
    ends = part.instant("until", now, ends=True, needed=True)
    days = terms.release_window_days
    if begins and ends and ends.at <= begins.at:
        part.refuse("until", "须晚于 from", "must be later than from")
    elif begins and ends and _last_day(ends) - beijing_day(begins.at) > timedelta(days=days):
        part.refuse("until", f"距 from 不超过 {days} 天", f"at most {how_many(days, 'days')} after from")
    return begins, ends


def _last_day(ends: When) -> date:
    """24:00 belongs to the day it ends."""
    return beijing_day(ends.at - timedelta.resolution)


def _submit_by(fields: Fields, now: datetime, release_until: When | None) -> When | None:
    when = fields.instant("submit_by", now, ends=True)
    if when and release_until and when.at > release_until.at:
        fields.refuse("submit_by", "不能晚于 release.until", "must not be later than release.until")
    return when


def _place(name: str) -> tuple[int, str]:
    """Problems stand in the order of the fields; what nobody knows comes last."""
    order = (*FIELDS, *NEEDS)
    top = name.split(".", 1)[0]
    return (order.index(top) if top in order else len(order), name)
