"""The current details of the Web UI, in Markdown: where a commission stands, why, what next and when.

Also the money, what can be pressed now with the JSON to paste, and the last events. Times are Beijing's.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from domain.attention import ATTENTION
from domain.clocks import CLOCKS
from domain.commission import Case, Commission, Freeze, Line
from domain.instants import written_deadline, written_weekday
from domain.looks import said as said_whole
from domain.markup import said
from domain.money import yuan
from domain.payloads import Payload, decisions, payloads
from domain.postings import decided
from domain.quotes import Quote, present_quote
from domain.refusals import REFUSALS
from domain.shares import in_yuan
from domain.stages import PEOPLE, Party, Stage
from domain.standing import freezes, withheld_fen
from domain.vendor_words import vendor_lines
from domain.view import stage_words
from domain.words import PARTY_WORDS, move_words

REMINDERS_SHOWN = 3
PAYOUT_WORDS = {
    "none": ("未开始", "not begun"),
    "under_way": ("进行中", "under way"),
    "waiting": ("未成功，等待处理", "failed, waits to be mended"),
    "paid": ("已到账", "paid"),
    "kept": ("留在创作者余额", "kept on the creator's balance"),
    "failed": ("失败", "failed"),
    "withheld": ("暂缓（资金冻结中）", "withheld while frozen"),
    "conflict": ("与账本冲突，请核对", "in conflict with the books"),
}


def details(c: Commission, now: datetime, lang: str) -> str:
    """Clocks without a consequence are reminders and stand last."""
    zh = lang == "zh"
    parts = [_heading(c, zh=zh), "\n".join(_standing(c, now, zh=zh))]
    parts += _possible(c, now, zh=zh)
    parts.append("**最近的事**" if zh else "**Last events**")
    parts.append("\n".join(_line(c, line, now, zh=zh) for line in reversed(c.recent)))
    parts.append(f"{said(c.order.title)} · `{c.id}` · {'条款' if zh else 'terms'} {c.order.terms.version}")
    return "\n\n".join(parts)


def _heading(c: Commission, *, zh: bool) -> str:
    """Stage names are Chinese, with an English gloss where English is spoken."""
    words, gloss = stage_words(c)
    round_ = (f" · 第 {c.round} 轮" if zh else f" · round {c.round}") if c.round else ""
    frozen = ("（暂停中）" if zh else " (frozen)") if freezes(c) else ""
    return f"### {words if zh else f'{words} {gloss}'}{frozen}{round_} `{c.stage}`"


def _standing(c: Commission, now: datetime, *, zh: bool) -> Iterator[str]:
    yield ("- **为什么**：" if zh else "- **Why**: ") + _why(c, now, zh=zh)
    if c.attention:
        told = [ATTENTION[name].zh if zh else ATTENTION[name].en for name in c.attention]
        yield ("- **需要关注**：" if zh else "- **Attention**: ") + ("；" if zh else "; ").join(told)
    yield from vendor_lines(c, now, zh=zh)
    for each in freezes(c):
        yield ("- **暂停**：" if zh else "- **Frozen**: ") + _frozen(c, each, now, zh=zh)
    if c.reports:
        yield ("- **外部报告，正在核实**：" if zh else "- **Reported, being checked**: ") + _reported(
            c, now, zh=zh
        )
    yield ("- **接下来**：" if zh else "- **Next**: ") + _next(c, now, zh=zh)
    reminders = _reminders(c, now, zh=zh)
    if reminders:
        yield ("- **提醒**：" if zh else "- **Reminders**: ") + reminders
    yield ("- **资金**：" if zh else "- **Money**: ") + _money(c, now, zh=zh)


def _why(c: Commission, now: datetime, *, zh: bool) -> str:
    changed = [line for line in c.recent if not line.refusal]
    if not changed:
        return "-"
    last = changed[-1]
    party, move = _pick(PARTY_WORDS[last.by], zh=zh), _pick(move_words(last.move), zh=zh)
    reason = c.work.reason if c.work and c.work.reason and last.move in ("reject", "audited") else ""
    told = f"{written_weekday(last.at, _lang(zh=zh), now)} {party} · {move}"
    if c.case and c.stage is Stage.ARBITRATION:
        reason = c.case.reason
        told += "" if last.move in ("complain", "escalate") else (" · 案由" if zh else " · the case")
    return told + (f" “{said(reason)}”" if reason else "")


def _frozen(c: Commission, freeze: Freeze, now: datetime, *, zh: bool) -> str:
    """Since when and why, and what it stops: a creator's clocks and money, of a brand only its commands."""
    side = _pick(PARTY_WORDS[freeze.party], zh=zh)
    told = f"{side} “{said(freeze.reason)}” {written_weekday(freeze.at, _lang(zh=zh), now)}"
    if freeze.party is Party.BRAND:
        return told + ("，时限照常" if zh else "; no clock stops")
    fen = yuan(withheld_fen(c))
    return told + (f"，{fen} 元不能提现" if zh else f"; CNY {fen} cannot be withdrawn")


def _reported(c: Commission, now: datetime, *, zh: bool) -> str:
    told = (
        f"{written_weekday(each.at, _lang(zh=zh), now)} {_pick(move_words(each.fact), zh=zh)}"
        f" `{said_whole(each)}` {said(each.item)}"
        for each in c.reports
    )
    return ("；" if zh else "; ").join(told)


def _next(c: Commission, now: datetime, *, zh: bool) -> str:
    """Deadlines only: what happens by itself, the nearest first."""
    deadlines = sorted((at, name) for name, at in c.clocks.items() if CLOCKS[name].consequence)
    if not deadlines:
        return "无期限在计时" if zh else "no deadline is running"
    return ("；" if zh else "; ").join(_clock(at, name, now, zh=zh) for at, name in deadlines)


def _reminders(c: Commission, now: datetime, *, zh: bool) -> str:
    coming = sorted((at, name) for name, at in c.clocks.items() if not CLOCKS[name].consequence)
    return ("；" if zh else "; ").join(_clock(at, name, now, zh=zh) for at, name in coming[:REMINDERS_SHOWN])


def _clock(at: datetime, name: str, now: datetime, *, zh: bool) -> str:
    words = CLOCKS[name].zh if zh else CLOCKS[name].en
    return f"{written_deadline(at, _lang(zh=zh), now)} {words} `{name}`"


def _money(c: Commission, now: datetime, *, zh: bool) -> str:
    held, net, fee = yuan(c.order.hold_fen), yuan(c.order.net_fen), yuan(c.order.fee_fen)
    told = [
        f"托管 {held} 元，创作者应得 {net} 元，服务费 {fee} 元"
        if zh
        else f"hold CNY {held}, creator {net}, fee {fee}"
    ]
    told += _kill_fee(c, present_quote(c, now), zh=zh)
    if c.case and c.case.decision:
        told.append(_decided(c, c.case, zh=zh))
    if c.payout.state != "none":
        state = _pick(PAYOUT_WORDS[c.payout.state], zh=zh)
        told.append(f"打款 {yuan(c.payout.fen)} 元{state}" if zh else f"payout {yuan(c.payout.fen)} {state}")
    return " · ".join(told)


def _kill_fee(c: Commission, quoted: Quote | None, *, zh: bool) -> Iterator[str]:
    if quoted is None or not (quoted.fen or quoted.if_passed_fen):
        return
    amount, passed, version = yuan(quoted.fen), yuan(quoted.if_passed_fen), quoted.version
    if_passed = quoted.if_passed_fen != quoted.fen
    zh_passed = f"，审核通过则 {passed} 元" * if_passed
    en_passed = f", {passed} if the audit passes" * if_passed
    if c.pending_cancel:
        yield (
            f"已取消，须赔付 {amount} 元{zh_passed}" if zh else f"cancelled: kill fee CNY {amount}{en_passed}"
        )
    elif zh:
        yield f"现在取消须赔付 {amount} 元{zh_passed}（报价 {version}）"
    else:
        yield f"kill fee now CNY {amount}{en_passed} (quote {version})"


def _decided(c: Commission, case: Case, *, zh: bool) -> str:
    told = f"判定 `{case.decision}`" if zh else f"decided `{case.decision}`"
    if case.corrected:
        told += "（已更正）" if zh else " (corrected)"
    return told + ("，" if zh else ", ") + _pick(in_yuan(decided(c)), zh=zh)


def _possible(c: Commission, now: datetime, *, zh: bool) -> Iterator[str]:
    """The operator's own commands first: this is the operator's desk."""
    fitting = payloads(c, now)
    if not any(fitting.values()):
        return
    yield (
        "**现在可以做什么** · More Actions → Send an Update，选名称，粘贴下面的 JSON，把 <…> 换成您自己的"
        if zh
        else "**Possible now** · More Actions → Send an Update: name, JSON, with your own words for <…>"
    )
    for party in (Party.OPERATOR, *(each for each in PEOPLE if each is not Party.OPERATOR)):
        if fitting[party]:
            yield _side(party, zh=zh)
            yield "\n".join(_command(c, name, each, zh=zh) for name, each in fitting[party].items())


def _side(party: Party, *, zh: bool) -> str:
    words = _pick(PARTY_WORDS[party], zh=zh)
    if party is Party.OPERATOR:
        return f"**{words}**"
    return f"**代{words}**" if zh else f"**for the {words}**"


def _command(c: Commission, name: str, fields: Payload, *, zh: bool) -> str:
    words = _pick(move_words(name), zh=zh)
    fit = f"（{' | '.join(decisions(c))}）" if name == "arbitrate" else ""
    return f"- `{name}` {words}{fit}\n  `{json.dumps(dict(fields), ensure_ascii=False)}`"


def _line(c: Commission, line: Line, now: datetime, *, zh: bool) -> str:
    at, party = written_weekday(line.at, _lang(zh=zh), now), _pick(PARTY_WORDS[line.by], zh=zh)
    text = f"- {line.seq} · {at} · {party} · {_pick(move_words(line.move), zh=zh)}"
    if line.refusal:
        return text + f" · ✗ {_pick(REFUSALS[line.refusal], zh=zh)} `{line.refusal}`"
    return text + f" → {_pick(stage_words(c, line.stage), zh=zh)}"


def _pick(words: tuple[str, str], *, zh: bool) -> str:
    return words[0] if zh else words[1]


def _lang(*, zh: bool) -> str:
    return "zh" if zh else "en"
