"""The current details of the Web UI, in Markdown: all that an operator needs to decide, on one page.

Where a commission stands, why, what next and when, the money, the case, the work, what can be pressed now,
the last events, and the brief. Times are Beijing's.
"""

from collections.abc import Iterator
from datetime import datetime

from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.ends import ends
from domain.commissions.rules.looks import said as said_whole
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission, Freeze
from domain.commissions.state.predicates import freezes, withheld_fen
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.attention_todo import TODO
from domain.commissions.views.operator_page.case import case, requests
from domain.commissions.views.operator_page.money import money
from domain.commissions.views.operator_page.possible import possible
from domain.commissions.views.operator_page.ratings import ratings
from domain.commissions.views.operator_page.work import brief, work
from domain.commissions.views.telling import Event, Reader, told
from domain.commissions.views.vendor_words import vendor_lines
from domain.commissions.views.view import stage_words
from domain.commissions.views.words import move_words
from domain.instants import written_deadline, written_weekday
from domain.markup import quoted, said
from domain.money.amounts import yuan
from domain.party import PARTY_WORDS, Party

REMINDERS_SHOWN = 3
DETAILS_MAX = 20_000
"""Bytes: what the Web UI keeps of a workflow's own words."""


def details(c: Commission, now: datetime, lang: str, limit: int | None = DETAILS_MAX) -> str:
    """Clocks without a consequence are reminders and stand last. What does not fit is cut from the end,
    and it is said where it can be read; None is the whole page.
    """
    reader = Reader(c.order, lang, now, fit=said, quote=quoted)
    parts = [_heading(c, reader), "\n".join(_standing(c, reader))]
    parts += possible(c, now, reader)
    parts.append(reader.pick(("**最近的事**", "**Last events**")))
    parts.append("\n".join(_line(c, reader)))
    struck = reader.pick(("条款 {} · 规则 {}", "terms {} · rules {}"))
    under = struck.format(c.order.terms.version, c.order.rulebook)
    parts.append(f"{said(c.order.title)} · `{c.id}` · {under}")
    parts.append(reader.pick(("**需求单**", "**Brief**")))
    parts.append("\n".join(brief(c, reader)))
    return cut("\n\n".join(parts), limit, c.id, reader)


def cut(text: str, limit: int | None, commission_id: str, reader: Reader) -> str:
    """Whole lines are left out, so that no sign of Markdown is torn."""
    if limit is None or len(text.encode()) <= limit:
        return text
    rest = reader.pick(("以下从略，全文见", "cut here; the whole is told by"))
    note = f"\n\n… {rest} `./starmap commission show {commission_id}`"
    room = limit - len(note.encode())
    kept = text.encode()[:room].decode(errors="ignore")
    return kept.rsplit("\n", 1)[0] + note


def _heading(c: Commission, reader: Reader) -> str:
    """Stage names are Chinese, with an English gloss where English is spoken."""
    words, gloss = stage_words(c)
    round_ = reader.pick((f" · 第 {c.round} 轮", f" · round {c.round}")) if c.round else ""
    frozen = reader.pick(("（暂停中）", " (frozen)")) if freezes(c) else ""
    return f"### {reader.pick((words, f'{words} {gloss}'))}{frozen}{round_} `{c.stage}`"


def _standing(c: Commission, reader: Reader) -> Iterator[str]:
    yield reader.pick(("- **为什么**：", "- **Why**: ")) + _why(c, reader)
    for name in c.attention:
        yield reader.pick(("- **需要关注**：", "- **Attention**: ")) + _attention(c, name, reader)
    yield from vendor_lines(c, reader.now, zh=reader.lang == "zh")
    for each in freezes(c):
        yield reader.pick(("- **暂停**：", "- **Frozen**: ")) + _frozen(c, each, reader)
    if freezes(c):
        yield reader.pick(("- **暂停期间**：", "- **Meanwhile**: ")) + _meanwhile(c, reader)
    if c.reports:
        yield reader.pick(("- **外部报告，正在核实**：", "- **Reported, being checked**: ")) + _reported(
            c, reader
        )
    yield reader.pick(("- **接下来**：", "- **Next**: ")) + _next(c, reader)
    reminders = _reminders(c, reader)
    if reminders:
        yield reader.pick(("- **提醒**：", "- **Reminders**: ")) + reminders
    yield from money(c, reader.now, reader)
    yield from case(c, reader)
    yield from requests(c, reader)
    yield from work(c, reader)
    yield from ratings(c, reader)


def _why(c: Commission, reader: Reader) -> str:
    """What last changed something: no refusal, and no clock without a consequence (a reminder)."""
    known = rules_of(c).clocks
    moved = [line for line in c.recent if not line.refusal]
    changed = [line for line in moved if line.move not in known or known[line.move].consequence] or moved
    if not changed:
        return "-"
    last = changed[-1]
    return f"{written_weekday(last.at, reader.lang, reader.now)} {told(Event.of(last), reader)}"


def _attention(c: Commission, name: str, reader: Reader) -> str:
    """Why, what to do, and where to look."""
    words, todo = ATTENTION[name], TODO[name]
    act = reader.pick((todo.zh, todo.en))
    return f"{reader.pick((words.zh, words.en))} `{name}` → {act} · `{todo.look(c.id, c.order)}`"


def _frozen(c: Commission, freeze: Freeze, reader: Reader) -> str:
    """Since when and why, and what it stops: a creator's clocks and money, of a brand only its commands."""
    side = reader.pick(PARTY_WORDS[freeze.party])
    told_ = f"{side} “{said(freeze.reason)}” {written_weekday(freeze.at, reader.lang, reader.now)}"
    if freeze.party is Party.BRAND:
        return told_ + reader.pick(("，时限照常", "; no clock stops"))
    fen = yuan(withheld_fen(c))
    return told_ + reader.pick((f"，{fen} 元不能提现", f"; CNY {fen} cannot be withdrawn"))


def _meanwhile(c: Commission, reader: Reader) -> str:
    """What stands still, and what runs out all the same, with what it does then."""
    held = c.freeze.remaining_seconds if c.freeze else {}
    stopped = [(left, name) for name, left in held.items() if rules_of(c).clocks[name].consequence]
    running = [(at, name) for name, at in c.clocks.items() if rules_of(c).clocks[name].consequence]
    told_ = [
        reader.pick(
            (
                f"停止计时：{_words(name, reader)}，剩 {left / 3600:.0f} 小时",
                f"{_words(name, reader)} stands still, {left / 3600:.0f} h left",
            )
        )
        for left, name in sorted(stopped)
    ]
    for at, name in sorted(running):
        then = reader.pick(("；", "; ")).join(reader.pick(each) for each in ends(c.stage, name, rules_of(c)))
        told_.append(
            reader.pick(
                (
                    f"继续计时：{_clock(at, name, reader)} → {then}",
                    f"{_clock(at, name, reader)} goes on → {then}",
                )
            )
        )
    return reader.pick(("；", "; ")).join(told_) or reader.pick(("没有期限在计时", "no deadline is running"))


def _reported(c: Commission, reader: Reader) -> str:
    lines = (
        f"{written_weekday(each.at, reader.lang, reader.now)} {reader.pick(move_words(each.fact))}"
        f" `{said_whole(each)}` {said(each.item)}"
        for each in c.reports
    )
    return reader.pick(("；", "; ")).join(lines)


def _next(c: Commission, reader: Reader) -> str:
    """Deadlines only: what happens by itself, the nearest first."""
    deadlines = sorted((at, name) for name, at in c.clocks.items() if rules_of(c).clocks[name].consequence)
    if not deadlines:
        return reader.pick(("无期限在计时", "no deadline is running"))
    return reader.pick(("；", "; ")).join(_clock(at, name, reader) for at, name in deadlines)


def _reminders(c: Commission, reader: Reader) -> str:
    coming = sorted((at, name) for name, at in c.clocks.items() if not rules_of(c).clocks[name].consequence)
    return reader.pick(("；", "; ")).join(_clock(at, name, reader) for at, name in coming[:REMINDERS_SHOWN])


def _clock(at: datetime, name: str, reader: Reader) -> str:
    return f"{written_deadline(at, reader.lang, reader.now)} {_words(name, reader)}"


def _words(name: str, reader: Reader) -> str:
    return f"{reader.pick((CLOCKS[name].zh, CLOCKS[name].en))} `{name}`"


def _line(c: Commission, reader: Reader) -> Iterator[str]:
    """The newest first."""
    for line in reversed(c.recent):
        at = written_weekday(line.at, reader.lang, reader.now)
        text = f"- {line.seq} · {at} · {told(Event.of(line), reader)}"
        yield text if line.refusal else f"{text} → {reader.pick(stage_words(c, line.stage))}"
