"""What the daily sweep looks for: things that should have happened and did not, money that does not agree.

A finding is a question to a person. Nothing is changed because of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

OVERDUE_AFTER = timedelta(hours=1)
"""A deadline is acted on within seconds. An hour later something is broken, ours or the server's."""
ATTENTION_AFTER = timedelta(days=1)
"""How long what a person should look at may wait for one."""


@dataclass(frozen=True)
class Kind:
    zh: str
    en: str


KINDS: Mapping[str, Kind] = {
    "overdue": Kind("期限已过一小时而未处理", "an hour past its deadline and nothing happened"),
    "attention": Kind("需要关注已超过一天", "has waited for a person for more than a day"),
    "unbalanced": Kind("分录不为零", "an entry that does not sum to zero"),
    "empty": Kind("分录没有明细", "an entry without postings"),
    "overdrawn": Kind("账户透支", "an account below zero"),
    "difference": Kind("任务资金不守恒", "a commission whose money does not add up"),
    "withdrawal": Kind("打款与账本不符", "a payout that does not agree with the ledger"),
    "total": Kind("账本合计不为零", "all postings together are not zero"),
}


@dataclass(frozen=True)
class Finding:
    kind: str
    subject: str
    """A commission, an entry, an account: whatever the kind is about, by its id."""
    detail: str = ""
    since: datetime | None = None


def line(finding: Finding, lang: str) -> str:
    kind = KINDS[finding.kind]
    said = kind.zh if lang == "zh" else kind.en
    return f"{finding.subject} · {said}" + (f" · {finding.detail}" if finding.detail else "")
