"""The brief as it was pinned: what is accepted, read the same by every view, page, terminal and the timeline.

One list of facts. The digest is made of them, so a creator can say which brief it accepts.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from domain.commissions.ordering.industries import INDUSTRIES
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.silence import DEADLINES, SILENCE, agreed
from domain.commissions.state.commission import Commission
from domain.commissions.task_types import BRIEF_NEEDS, TASK_TYPES
from domain.commissions.views.telling import Reader
from domain.instants import written_deadline, written_weekday
from domain.money.amounts import yuan

BRIEF_WORDS: Mapping[str, tuple[str, str]] = {
    "order": ("品牌主订单号", "the brand's order number"),
    "goal": ("推广目标", "goal"),
    "product": ("产品", "product"),
    "product_information": ("产品信息", "about the product"),
    "required": ("必须出现", "must appear"),
    "forbidden": ("不得出现", "must not appear"),
    "length": ("字数", "characters"),
    "duration": ("时长（秒）", "seconds"),
    **{name: need.label for name, need in BRIEF_NEEDS.items()},
    "rights": ("授权范围", "rights of use"),
    "industry": ("行业", "industry"),
    "approval_number": ("广告批准文号", "approval number of the advertisement"),
    "made_with_ai": ("素材含 AI 生成内容", "the brand's material was made with AI"),
}
"""By the field of `Order.brief`; a test finds none without words."""
MARKED, UNMARKED = ("有", "yes"), ("无", "no")
DIGEST_CHARS = 32
"""Of a SHA-256, in hexadecimal: it stands whole on a line, and nobody finds two briefs with one."""


def pinned_brief(order: Order) -> dict[str, str | bool]:
    """All that was ordered, by field; what was not asked for is left out. Instants are ISO 8601, in UTC."""
    dates = {name: getattr(order, name) for name in ("submit_by", "release_from", "release_until")}
    return {
        **order.brief,
        **{name: at.astimezone(UTC).isoformat() for name, at in dates.items() if at},
        **({"purchase_link": order.purchase_link} if order.purchase_link else {}),
        "marked_as_ad": order.marked_as_ad,
        "outline": order.outline_wanted,
        "approve_when_silent": order.approve_when_silent,
    }


def brief_digest(order: Order) -> str:
    """What ``accept`` accepts: the brief, for whom, by whom, at what price and under which terms."""
    asked = {name: value for name, value in pinned_brief(order).items() if value}
    names = ("brand_id", "creator_id", "task_type", "title", "price_fen")
    agreed = {
        **{name: getattr(order, name) for name in names},
        "terms": order.terms.version,
        "rules": order.rulebook,
    }
    text = json.dumps({"brief": asked, **agreed}, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:DIGEST_CHARS]


def brief_told(c: Commission, reader: Reader) -> Iterator[tuple[str, str]]:
    """Label and text of everything ordered, in words. Text from outside is made fit for the output."""
    marked = c.order.marked_as_ad or c.marked_as_ad
    yield from _ordered(c.order, reader, marked=marked, waived=c.outline_waived)
    yield from _agreed(agreed(c), brief_digest(c.order), reader)


def brief_seen(seen: Mapping[str, Any], reader: Reader) -> Iterator[tuple[str, str]]:
    """The same of a view alone, as it was ordered: what the brand has waived since is not told there."""
    yield from _ordered(reader.order, reader, marked=reader.order.marked_as_ad, waived=False)
    yield from _agreed(seen["agreed"], seen["brief_digest"], reader)


def _ordered(order: Order, reader: Reader, *, marked: bool, waived: bool) -> Iterator[tuple[str, str]]:
    kind = TASK_TYPES[order.task_type]
    yield reader.pick(("品牌主", "brand")), f"{reader.fit(order.brand_name)} {reader.fit(order.brand_id)}"
    yield reader.pick(("任务类型", "task type")), reader.pick((kind.zh, kind.en))
    yield reader.pick(("价格", "price")), reader.pick(("{} 元", "CNY {}")).format(yuan(order.price_fen))
    for name, text in order.brief.items():
        told = _industry(text, reader) if name == "industry" else reader.fit(text)
        yield reader.pick(BRIEF_WORDS.get(name, (name, name))), told
    if order.submit_by:
        at = written_deadline(order.submit_by, reader.lang, reader.now)
        yield reader.pick(("要求交稿至", "submission ordered by")), at
    if order.release_from or order.release_until:
        yield reader.pick(("发布时间段", "release window")), _window(order, reader)
    if order.purchase_link:
        yield reader.pick(("购买链接", "purchase link")), reader.quote(order.purchase_link)
    if order.purchase_link or order.marked_as_ad:
        yield reader.pick(("「广告」标识", "「广告」 mark")), reader.pick(MARKED if marked else UNMARKED)
    if order.outline_wanted:
        wanted = ("客户已不再要求", "waived by the brand since") if waived else ("需要", "wanted")
        yield reader.pick(("提纲", "outline")), reader.pick(wanted)
    if order.approve_when_silent:
        silent = ("品牌主逾期未答复视为通过", "the brand's silence approves")
        yield reader.pick(("无答复时", "without an answer")), reader.pick(silent)


def _agreed(told: Mapping[str, Any], digest: str, reader: Reader) -> Iterator[tuple[str, str]]:
    said = reader.pick((told["silence_zh"], told["silence_en"]))
    yield reader.pick(SILENCE), reader.pick(("；", "; ")).join(said)
    yield reader.pick(DEADLINES), reader.pick((told["deadlines_zh"], told["deadlines_en"]))
    yield reader.pick(("需求单摘要值", "digest of the brief")), digest


def _industry(name: str, reader: Reader) -> str:
    known = INDUSTRIES.get(name)
    return reader.pick((known.zh, known.en)) if known else reader.fit(name)


def _window(order: Order, reader: Reader) -> str:
    def day(at: datetime | None, *, ends: bool) -> str:
        write = written_deadline if ends else written_weekday
        return write(at, reader.lang, reader.now) if at else "…"

    return f"{day(order.release_from, ends=False)} → {day(order.release_until, ends=True)}"
