"""What each side sees of a commission, and the texts operators read. Pure: a state in, words out."""

from datetime import datetime
from typing import Any

from domain.allowed import allowed_moves
from domain.attention import ATTENTION
from domain.clocks import CLOCKS
from domain.commission import Commission, Line
from domain.engine import next_deadline
from domain.instants import written, written_weekday
from domain.money import yuan
from domain.postings import divide, kill_fee_fen
from domain.refusals import REFUSALS
from domain.stages import CLOSED, PEOPLE, Party, Stage
from domain.task_types import TASK_TYPES
from domain.transition import Shown
from domain.words import PARTY_WORDS, STAGE_WORDS, move_words


def stage_words(c: Commission) -> tuple[str, str]:
    """The stage in the trade's words for this kind of work: 制作脚本 rather than 制作提纲 for a video."""
    kind = TASK_TYPES[c.order.task_type]
    zh, en = STAGE_WORDS[c.stage]
    if c.stage in (Stage.OUTLINE_DRAFTING, Stage.OUTLINE_REVIEW):
        return zh.replace("提纲", kind.outline_zh), en.replace("outline", kind.outline_en)
    if c.stage is Stage.CONTENT_DRAFTING:
        return zh.replace("文章", kind.content_zh), en.replace("content", kind.content_en)
    return zh, en


def shown(c: Commission) -> Shown:
    return Shown(
        c.stage,
        c.order.task_type,
        c.order.brand_id,
        c.order.creator_id,
        c.order.price_fen,
        next_deadline(c),
        c.attention,
    )


def summary(c: Commission, lang: str) -> str:
    """One line for lists: 撰稿文章 · 青柚茶饮 → 阿汤说茶 · 3,000 元."""
    kind = TASK_TYPES[c.order.task_type]
    amount = yuan(c.order.price_fen).removesuffix(".00")
    if lang == "zh":
        return f"{kind.zh} · {c.order.brand_name} → {c.order.creator_name} · {amount} 元"
    return f"{kind.en} · {c.order.brand_name} → {c.order.creator_name} · CNY {amount}"


def view(c: Commission, role: Party, now: datetime) -> dict[str, Any]:
    """What a party sees. Before accepting, the creator sees price, fee and net (design 12.5)."""
    zh, en = stage_words(c)
    deadline = next_deadline(c)
    seen: dict[str, Any] = {
        "id": c.id,
        "title": c.order.title,
        "task_type": c.order.task_type,
        "stage": c.stage.value,
        "stage_zh": zh,
        "stage_en": en,
        "seq": c.seq,
        "round": c.round,
        "deadline": deadline.isoformat() if deadline else None,
        "clocks": {name: at.isoformat() for name, at in c.clocks.items() if CLOCKS[name].consequence},
        "price_fen": c.order.price_fen,
        "rejections": {"outline": c.outline_rejections, "content": c.content_rejections},
        "release_at": c.release_at.isoformat() if c.release_at else None,
        "published_at": c.published_at.isoformat() if c.published_at else None,
        "last_version": _work(c),
        "complaint": _case(c),
        "breach": {"reason": c.on_record.reason, "state": c.on_record.state} if c.on_record else None,
        "terms_version": c.order.terms.version,
        "allowed_moves": list(allowed_moves(c, role, now)),
    }
    if role in (Party.CREATOR, Party.OPERATOR):
        seen |= {"fee_fen": c.order.fee_fen, "net_fen": c.order.net_fen, "payout": c.payout.state}
        seen |= {"withholding": "代扣个税 0.00（未启用）"}
    if role in (Party.BRAND, Party.OPERATOR):
        seen |= {"hold_fen": c.order.hold_fen, "kill_fee_fen": _kill_fee(c, now)}
    if role is Party.OPERATOR:
        seen |= {"attention": list(c.attention), "refused": c.refused_in_all, "frozen": bool(c.freeze)}
    return seen


def _work(c: Commission) -> dict[str, Any] | None:
    if c.work is None:
        return None
    return {
        "kind": c.work.kind,
        "round": c.work.round,
        "ref": c.work.ref,
        "status": c.work.status,
        "reason": c.work.reason,
        "late": c.work.late,
    }


def _case(c: Commission) -> dict[str, Any] | None:
    if c.case is None:
        return None
    return {
        "kind": c.case.kind,
        "causes": list(c.case.causes),
        "reason": c.case.reason,
        "answer": c.case.answer,
        "decision": c.case.decision,
        "creator_bps": c.case.creator_bps,
        "decided_reason": c.case.decided_reason,
        "appealed": c.case.appealed,
    }


def timeline(c: Commission) -> list[dict[str, Any]]:
    """The last events. The whole timeline is in the database."""
    return [
        {
            "seq": line.seq,
            "at": line.at.isoformat(),
            "move": line.move,
            "by": line.by.value,
            "stage": line.stage.value,
            "refusal": line.refusal,
        }
        for line in c.recent
    ]


def details(c: Commission, now: datetime, lang: str) -> str:
    """Markdown for the Web UI: where it stands, why, what comes next and when, what can be pressed."""
    pick = 0 if lang == "zh" else 1
    titles = (
        ("状态", "原因", "接下来", "资金", "需要关注", "最近", "现在可以"),
        ("Stands at", "Why", "Next", "Money", "Attention", "Last events", "Possible now"),
    )[pick]
    parts = [
        f"**{titles[0]}**: {_stage(c, pick)} `{c.stage}`" + _round(c, pick),
        f"**{titles[1]}**: {_why(c, pick)}",
        f"**{titles[2]}**: {_next(c, pick, lang)}",
        f"**{titles[3]}**: {_money(c, now, pick)}",
    ]
    if c.attention:
        parts.append(f"**{titles[4]}**: " + "；".join(_attention(name, pick) for name in c.attention))
    parts.append(f"**{titles[6]}**:\n\n" + "\n".join(_possible(c, now, pick)))
    parts.append(f"**{titles[5]}**:\n\n" + "\n".join(_line(line, pick) for line in reversed(c.recent)))
    parts.append(f"{c.order.title} · terms {c.order.terms.version} · {c.id}")
    return "\n\n".join(parts)


def _stage(c: Commission, pick: int) -> str:
    """Stage names are Chinese, with an English gloss where English is spoken."""
    zh, en = stage_words(c)
    return zh if pick == 0 else f"{zh} {en}"


def _round(c: Commission, pick: int) -> str:
    return "" if not c.round else (f" · 第 {c.round} 轮", f" · round {c.round}")[pick]


def _attention(name: str, pick: int) -> str:
    reason = ATTENTION[name]
    return (reason.zh, reason.en)[pick]


def _why(c: Commission, pick: int) -> str:
    changed = [line for line in c.recent if not line.refusal]
    if not changed:
        return "-"
    last = changed[-1]
    party, move = PARTY_WORDS[last.by][pick], move_words(last.move)[pick]
    reason = c.work.reason if c.work and c.work.reason and last.move in ("reject", "audited") else ""
    reason = c.case.reason if c.case and c.stage is Stage.ARBITRATION else reason
    return f"{written(last.at)} {party} · {move}" + (f" · “{reason}”" if reason else "")


def _next(c: Commission, pick: int, lang: str) -> str:
    upcoming = sorted((at, name) for name, at in c.clocks.items())
    if not upcoming:
        return ("无时限在计时", "no clock is running")[pick]
    return "; ".join(
        f"{written_weekday(at, lang)} {(CLOCKS[n].zh, CLOCKS[n].en)[pick]} `{n}`" for at, n in upcoming[:4]
    )


def _money(c: Commission, now: datetime, pick: int) -> str:
    held, net, fee = yuan(c.order.hold_fen), yuan(c.order.net_fen), yuan(c.order.fee_fen)
    text = (f"托管 {held} · 创作者应得 {net} · 服务费 {fee}", f"hold {held} · creator {net} · fee {fee}")[
        pick
    ]
    kill = _kill_fee(c, now)
    if kill:
        text += (f" · 现在取消赔付 {yuan(kill)}", f" · kill fee now {yuan(kill)} (quoted_fen {kill})")[pick]
    if c.case and c.case.decision:
        part = divide(c, c.case.creator_bps if c.case.decision == "split" else 0)
        text += f" · {c.case.decision} {yuan(part.creator_fen) if c.case.decision == 'split' else ''}"
    if c.payout.state != "none":
        text += (f" · 打款 {c.payout.state}", f" · payout {c.payout.state}")[pick] + f" {yuan(c.payout.fen)}"
    return text


def _kill_fee(c: Commission, now: datetime) -> int:
    """What cancelling would cost the brand now; nothing once it is published or over."""
    return kill_fee_fen(c, now) if c.stage not in CLOSED and c.published_at is None else 0


def _possible(c: Commission, now: datetime, pick: int) -> list[str]:
    lines = []
    for party in PEOPLE:
        names = allowed_moves(c, party, now)
        if names:
            words = (f"`{name}` {move_words(name)[pick]}" for name in names)
            lines.append(f"- {PARTY_WORDS[party][pick]}: " + ", ".join(words))
    return lines or ["-"]


def _line(line: Line, pick: int) -> str:
    text = f"- {line.seq} · {written(line.at)} · {PARTY_WORDS[line.by][pick]} · {move_words(line.move)[pick]}"
    if line.refusal:
        return text + f" · ✗ {REFUSALS[line.refusal][pick]} `{line.refusal}`"
    return text + f" → {STAGE_WORDS[line.stage][pick]}"


def refusal_text(c: Commission, party: Party, now: datetime, zh: str, en: str) -> tuple[str, str]:
    """A refusal with what is possible instead."""
    names = allowed_moves(c, party, now)
    stage = STAGE_WORDS[c.stage]
    may_zh = "、".join(f"{move_words(name)[0]}({name})" for name in names) or "无"
    may_en = ", ".join(names) or "nothing"
    return f"{zh}。当前「{stage[0]}」，现在可以：{may_zh}", f"{en}. At “{stage[1]}”; possible now: {may_en}"
