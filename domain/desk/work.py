"""What was ordered and what was handed in, as operators read it."""

from collections.abc import Iterator, Mapping

from domain.commission import Commission, Work
from domain.instants import written_deadline, written_weekday
from domain.markup import quoted, said
from domain.order import Order
from domain.standing import outline_wanted
from domain.task_types import TASK_TYPES
from domain.telling import Reader

BRIEF_WORDS: Mapping[str, tuple[str, str]] = {
    "order": ("品牌主订单号", "the brand's order number"),
    "goal": ("推广目标", "goal"),
    "product": ("产品", "product"),
    "product_information": ("产品信息", "about the product"),
    "required": ("必须出现", "must appear"),
    "forbidden": ("不得出现", "must not appear"),
    "length": ("字数", "characters"),
    "duration": ("时长（秒）", "seconds"),
    "question": ("要回答的问题", "question"),
    "manuscript": ("文稿", "manuscript"),
}
"""By the field of `Order.brief`; a field without words stands under its own name."""
STATUS_WORDS: Mapping[str, tuple[str, str]] = {
    "new": ("待确认", "not judged yet"),
    "rejected": ("客户驳回", "rejected by the brand"),
    "rejected_by_audit": ("平台审核未通过", "turned down by the audit"),
    "confirmed": ("已确认", "confirmed"),
    "superseded": ("已有新版本", "superseded"),
}


def work(c: Commission, reader: Reader) -> Iterator[str]:
    """The last version handed in, and what the platform's audit said of it."""
    if c.work is None:
        return
    label = reader.pick(("- **最近提交**：", "- **Last submission**: "))
    yield label + " · ".join(_version(c, c.work, reader))
    if c.work.kind == "content":
        yield reader.pick(("  - 平台审核：", "  - platform audit: ")) + reader.pick(_audit(c))


def _version(c: Commission, version: Work, reader: Reader) -> Iterator[str]:
    kind = TASK_TYPES[c.order.task_type]
    words = (
        (kind.outline_zh, kind.outline_en)
        if version.kind == "outline"
        else (kind.content_zh, kind.content_en)
    )
    yield reader.pick(words)
    yield reader.pick((f"第 {version.round} 轮", f"round {version.round}"))
    yield quoted(version.ref)
    yield written_weekday(version.at, reader.lang, reader.now)
    status = reader.pick(STATUS_WORDS.get(version.status, (version.status,) * 2))
    yield status + (f" “{said(version.reason)}”" if version.reason else "")
    if version.late:
        yield reader.pick(("逾期提交", "late"))


def _audit(c: Commission) -> tuple[str, str]:
    if c.audit_appealed:
        return ("未通过，创作者已申诉，复核中", "not passed; the creator has appealed, being looked at again")
    if c.audit_failed:
        return ("未通过", "not passed")
    return ("已通过", "passed") if c.audit_passed else ("尚无结果", "no answer yet")


def brief(order: Order, c: Commission, reader: Reader) -> Iterator[str]:
    """All that was ordered, a bullet each, the longest last."""
    told = dict(_told(order, c, reader))
    for label, text in sorted(told.items(), key=lambda each: len(each[1]) > LONG):
        yield f"- {label}：{text}" if reader.lang == "zh" else f"- {label}: {text}"


LONG = 200


def _told(order: Order, c: Commission, reader: Reader) -> Iterator[tuple[str, str]]:
    for name, text in order.brief.items():
        yield reader.pick(BRIEF_WORDS.get(name, (name, name))), said(text)
    if order.submit_by:
        at = written_deadline(order.submit_by, reader.lang, reader.now)
        yield reader.pick(("要求交稿至", "submission ordered by")), at
    if order.release_from or order.release_until:
        yield reader.pick(("发布时间段", "release window")), _window(order, reader)
    if order.purchase_link:
        yield reader.pick(("购买链接", "purchase link")), quoted(order.purchase_link)
    if order.purchase_link or order.marked_as_ad:
        marked = order.marked_as_ad or c.marked_as_ad
        yield (
            reader.pick(("「广告」标识", "「广告」 mark")),
            reader.pick(("有", "yes") if marked else ("无", "no")),
        )
    if outline_wanted(c):
        yield reader.pick(("提纲", "outline")), reader.pick(("需要", "wanted"))
    if order.approve_when_silent:
        silent = ("品牌主逾期未答复视为通过", "the brand's silence approves")
        yield reader.pick(("无答复时", "without an answer")), reader.pick(silent)


def _window(order: Order, reader: Reader) -> str:
    first = written_weekday(order.release_from, reader.lang, reader.now) if order.release_from else "…"
    last = written_deadline(order.release_until, reader.lang, reader.now) if order.release_until else "…"
    return f"{first} → {last}"
