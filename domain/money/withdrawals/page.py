"""What operators read of a withdrawal in the Temporal Web UI: where it stands, why, and what to press."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.instants import written
from domain.markup import quoted, said
from domain.money.amounts import yuan
from domain.money.withdrawals.attention import ALERTS, alert_of
from domain.money.withdrawals.messages import WORDS, Word
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.steps import CARD, FROZEN, WATCH_DAYS
from domain.money.withdrawals.transitions import Event, allowed, meaning
from domain.money.withdrawals.words import EVENT_WORDS, MEANING_WORDS, MONEY_WORDS, STATE_WORDS, why

SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One event, with the number it was about and the state after it."""

    seq: int
    event: Event
    number: str
    state: State


def page(w: Withdrawal, lines: Sequence[Line]) -> str:
    """In both languages: a withdrawal has no reader of its own. Its last events, the newest first."""
    parts = [f"### {_both(STATE_WORDS[w.state])} `{w.state}`", "\n".join(_standing(w, lines)), *_possible(w)]
    if lines:
        parts.append("**经过 Events**")
        parts.append("\n".join(_event(line) for line in reversed(lines[-SHOWN:])))
    return "\n\n".join(parts)


def _standing(w: Withdrawal, lines: Sequence[Line]) -> Iterator[str]:
    fen = f"CNY {yuan(w.fen)}" if w.fen else "全部 all"
    yield f"- **金额 Amount**：{fen} → {_whose(w)}"
    yield f"- **钱在哪里 Where it is**：{_both(MONEY_WORDS[w.state])}"
    yield f"- **银行流水号 Bank number**：`{w.number}`"
    if w.code:
        yield f"- **原因 Why**：{quoted(why(w.code))}{_meant(w)}"
    if following := _next(w):
        yield f"- **接下来 Next**：{following}"
    silent = bool(lines) and lines[-1].event.name == "silent"
    if name := alert_of(w.state, w.code, silent=silent):
        alert = ALERTS[name]
        since = f"，自 since {written(_since(lines))}" if lines else ""
        yield f"- **需要关注 Attention**：{alert.zh} · {alert.en} `{name}`{since}"
        yield f"- **做什么 What to do**：{alert.do_zh} · {alert.do_en}"


def _whose(w: Withdrawal) -> str:
    if w.brand_id:
        return f"`{w.brand_id}` · 品牌主余额退回原付款账户 a brand's balance, back to where it came from"
    whose = f"任务 commission `{w.commission_id}`" if w.commission_id else "创作者提现 withdrawn by hand"
    return f"`{w.creator_id}` · {whose}"


def _since(lines: Sequence[Line]) -> datetime:
    """When it came to the state it is in."""
    since = lines[-1]
    for line in reversed(lines):
        if line.state is not since.state:
            break
        since = line
    return since.event.at


def _meant(w: Withdrawal) -> str:
    match w.state:
        case State.ASKING:
            return " 钱可能已付，也可能没有 · the money may have moved or not"
        case State.REQUESTED | State.WAITING:
            return f" {_both(MEANING_WORDS[meaning(w.code)])}"
        case _:
            return ""


def _next(w: Withdrawal) -> str:
    until = written(w.until) if w.until else ""
    match w.state:
        case State.REQUESTED | State.WAITING:
            return _waits(w, until)
        case State.SENDING:
            return "等银行答复 · the bank's answer"
        case State.ASKING:
            return "再次询问银行，绝不重复转账 · the bank is asked again, never told twice"
        case State.PAID if w.rail == CARD:
            days = ", ".join(map(str, WATCH_DAYS))
            return f"付款后第 {days} 天询问是否退票 · asked on these days whether it was sent back"
        case _:
            return ""


def _waits(w: Withdrawal, until: str) -> str:
    if meaning(w.code) == FROZEN:
        return "资金解冻后自动继续 · goes on by itself once the money is free again"
    if w.state is State.REQUESTED:
        return ""
    if "account_changed" in allowed(w):
        return f"等创作者更正账户至 {until}，之后退回余额 · waits until then, else back to the balance"
    return f"{until} 换新流水号重试 · tried again then, under a new number"


def _possible(w: Withdrawal) -> Iterator[str]:
    fits = [(name, word) for name, word in WORDS.items() if word.event in allowed(w)]
    if not fits:
        yield "**现在无可操作 Nothing to press** · 只有等待处理时可以 · only while it waits"
        return
    yield (
        "**现在可以做什么 Possible now** · More Actions → Send an Update，粘贴 JSON，把 <…> 换成您自己的"
        " · paste the JSON, your own words for <…>"
    )
    yield "\n".join(_command(name, word) for name, word in fits)


def _command(name: str, word: Word) -> str:
    """Nobody answers for a mended account: it is a fact, and a signal only."""
    how = f"\n  `{word.example}`" if word.of_operators else " · Send a Signal"
    return f"- `{name}` {word.zh} · {word.en}{how}"


def _event(line: Line) -> str:
    e = line.event
    told = [str(line.seq), written(e.at), f"`{line.number}`", _both(EVENT_WORDS[e.name])]
    told += [quoted(why(e.code))] if e.code else []
    told += [said(e.actor)] if e.actor else []
    told += [f"“{said(e.reason)}”"] if e.reason else []
    return "- " + " · ".join(told)


def _both(words: tuple[str, str]) -> str:
    return " · ".join(words)
