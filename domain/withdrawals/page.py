"""What operators read of a withdrawal in the Temporal Web UI: where it stands, why, and what to press."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.instants import written
from domain.money import yuan
from domain.withdrawals.life import Event, allowed
from domain.withdrawals.messages import WORDS
from domain.withdrawals.state import State, Withdrawal
from domain.withdrawals.words import EVENT_WORDS, STATE_WORDS

SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One event, with the number it was about and the state after it."""

    seq: int
    event: Event
    number: str
    state: State


def page(w: Withdrawal, lines: Sequence[Line]) -> str:
    zh, en = STATE_WORDS[w.state]
    whose = f"任务 commission `{w.commission_id}`" if w.commission_id else "创作者提现 by hand"
    told = [
        f"### {zh} · {en}{f' · {w.code}' if w.code else ''}\n",
        f"- 金额 amount CNY {yuan(w.fen)} → `{w.creator_id}` · {whose}",
        f"- 银行流水号 number at the bank `{w.number}`",
        *_next(w),
        *_pressed(w),
        *_events(lines),
    ]
    return "\n".join(told)


def _next(w: Withdrawal) -> list[str]:
    if w.state is State.ASKING:
        return ["- 将再次询问银行，不会重复转账 · asked again, never sent twice"]
    if w.state is not State.WAITING or w.until is None:
        return []
    if "account_changed" in allowed(w):
        waits = "waits for a mended account until then, else goes back to the balance"
        return [f"- 等创作者更正收款账户，至 {written(w.until)}，之后退回余额 · {waits}"]
    return [f"- {written(w.until)} 换新流水号重试 · then tried again under a new number"]


def _pressed(w: Withdrawal) -> list[str]:
    fits = allowed(w)
    return [
        f"- 可以 you may: **{name}** {word.zh} · {word.en} `{word.example}`"
        for name, word in WORDS.items()
        if word.event in fits
    ]


def _events(lines: Sequence[Line]) -> list[str]:
    if not lines:
        return []
    rows = [
        f"| {written(line.event.at)} | {line.number} | {EVENT_WORDS[line.event.name][0]}"
        f" · {EVENT_WORDS[line.event.name][1]} | {line.event.code} |"
        for line in lines[-SHOWN:]
    ]
    return ["\n| 时间 at | 流水号 number | 事件 event | 原因 why |", "|---|---|---|---|", *rows]
