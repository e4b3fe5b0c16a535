"""The sweeps: what is asked about all commissions at once, and how often. Their names are wire format."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

A_DAY_AND_ITS_END = timedelta(hours=26)


@dataclass(frozen=True)
class Sweep:
    """Every so often (``every``), or once a day at ``hour`` o'clock in Beijing."""

    name: str
    zh: str
    en: str
    hour: int | None = None
    every: timedelta | None = None

    @property
    def late_after(self) -> timedelta:
        """Without a finished one for so long, as the alert SweepMissing has it."""
        return 3 * self.every if self.every else A_DAY_AND_ITS_END


SWEEPS: Mapping[str, Sweep] = {
    sweep.name: sweep
    for sweep in (
        Sweep(
            "daily",
            "每日核查：逾期、久未处理、账本、丢失或停住的流程",
            "the daily check: overdue, waiting, ledger, workflows lost or standing still",
            hour=3,
        ),
        Sweep(
            "visibility",
            "作品公开状态巡查",
            "ask whether the published items are public",
            every=timedelta(hours=1),
        ),
        Sweep(
            "reconciliation",
            "对账：账本与银行、逾期、未了提现、无主托管",
            "reconciliation: ledger and bank, overdue, open withdrawals, holds adrift",
            hour=4,
        ),
        Sweep("metrics", "拉取投后数据", "pull the post-campaign data", hour=5),
    )
}

COUNTS: Mapping[str, tuple[str, str]] = {
    "looked_at": ("已查", "looked at"),
    "transfers": ("银行转账", "transfers at the bank"),
    "deposits": ("银行收款", "deposits at the bank"),
    "findings": ("发现", "findings"),
    "public": ("公开", "public"),
    "hidden": ("不可见", "hidden"),
    "unknown": ("未知", "unknown"),
    "told": ("已通知任务", "commissions told"),
    "kept": ("已记录", "kept"),
    "failed": ("失败", "failed"),
}


def summed_up(name: str, counts: Mapping[str, int], lang: str) -> str:
    """One line for people; a sweep that found nothing says so."""
    chinese = lang == "zh"
    sweep = SWEEPS[name]
    said = [f"{COUNTS[word][0 if chinese else 1]} {counts[word]}" for word in COUNTS if word in counts]
    if counts.get("findings") == 0:
        said.append("没有发现任何问题" if chinese else "nothing was found")
    return (sweep.zh if chinese else sweep.en) + (
        f"：{'，'.join(said)}" if chinese else f": {', '.join(said)}"
    )
