"""What was ordered and what was handed in, as operators read it."""

from collections.abc import Iterator, Mapping

from domain.commissions.ordering.pinned_brief import brief_told
from domain.commissions.state.commission import Commission
from domain.commissions.state.work import Rejection, Work, WorkStatus
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.telling import Reader
from domain.instants import written_weekday
from domain.markup import quoted, said

STATUS_WORDS: Mapping[str, tuple[str, str]] = {
    WorkStatus.NEW: ("待确认", "not judged yet"),
    WorkStatus.REJECTED: ("客户驳回", "rejected by the brand"),
    WorkStatus.REJECTED_BY_AUDIT: ("平台审核未通过", "turned down by the audit"),
    WorkStatus.CONFIRMED: ("已确认", "confirmed"),
    WorkStatus.SILENT: ("客户逾期未答复，视为确认", "never answered, counts as confirmed"),
    WorkStatus.WAIVED: ("客户不再要求", "the brand goes without it"),
    WorkStatus.SUPERSEDED: ("已有新版本", "superseded"),
}


NOT_PASSED = ("未通过", "not passed")


def work(c: Commission, reader: Reader) -> Iterator[str]:
    """The last version handed in, and what the platform's audit said of it."""
    if c.work is None:
        return
    label = reader.pick(("- **最近提交**：", "- **Last submission**: "))
    yield label + " · ".join(_version(c, c.work, reader))
    if c.work.kind == "content":
        yield reader.pick(("- 平台审核：", "- platform audit: ")) + reader.pick(_audit(c))
    for each in c.rejected:
        yield f"- {reader.pick(('驳回', 'turned down'))}{reader.colon}{rejection_told(each, reader)}"


def rejection_told(each: Rejection, reader: Reader) -> str:
    """Which version of what, by whom, when and why."""
    kind = TASK_TYPES[reader.order.task_type]
    outline, content = (kind.outline_zh, kind.outline_en), (kind.content_zh, kind.content_en)
    what = reader.pick(outline if each.kind == "outline" else content)
    at = written_weekday(each.at, reader.lang, reader.now)
    round_ = reader.pick((f"第 {each.round} 轮", f"round {each.round}"))
    status = reader.pick(STATUS_WORDS.get(each.status, (each.status,) * 2))
    return f"{what} · {round_} · {at} · {status} “{reader.fit(each.reason)}”"


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
        times = c.failed_audits
        return (f"未通过（共 {times} 次）", f"not passed ({times} in all)") if times > 1 else NOT_PASSED
    return ("已通过", "passed") if c.audit_passed else ("尚无结果", "no answer yet")


LONG = 200


def brief(c: Commission, reader: Reader) -> Iterator[str]:
    """All that was ordered, a bullet each, the longest last."""
    told = dict(brief_told(c, reader))
    for label, text in sorted(told.items(), key=lambda each: len(each[1]) > LONG):
        yield f"- {label}{reader.colon}{text}"
