"""What each side sees of a commission. Pure: a state in, words out."""

from datetime import datetime
from typing import Any

from domain.commissions.cases.falling import fall
from domain.commissions.money.cancelling import cancel_quote, given_up
from domain.commissions.money.money_now import money_now
from domain.commissions.money.postings import decided
from domain.commissions.money.shares import in_yuan
from domain.commissions.ordering.pinned_brief import brief_digest, pinned_brief
from domain.commissions.ordering.silence import agreed
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.rules.engine import next_consequence, next_deadline
from domain.commissions.rules.frozen import meanwhile
from domain.commissions.rules.ratings import seen_ratings
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission, Report
from domain.commissions.state.predicates import freezes, withheld_fen
from domain.commissions.state.stages import Stage
from domain.commissions.state.sums import seen_by
from domain.commissions.state.transition import Shown
from domain.commissions.state.work import Rejection
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.words import move_words, stage_words_of
from domain.money.amounts import yuan
from domain.party import Party

NOTHING_WITHHELD = "代扣个税 0.00（未启用）"


def stage_words(c: Commission, stage: Stage | None = None) -> tuple[str, str]:
    """A stage of this commission, its own where none is named."""
    return stage_words_of(c.order.task_type, stage or c.stage)


def shown(c: Commission) -> Shown:
    return Shown(
        c.stage,
        c.order.task_type,
        c.order.brand_id,
        c.order.creator_id,
        c.order.price_fen,
        next_deadline(c),
        c.attention,
        withheld_fen(c),
    )


def summary(c: Commission, lang: str) -> str:
    """One line for lists: 撰稿文章 · 青柚茶饮 → 阿汤说茶 · 3,000 元."""
    kind = TASK_TYPES[c.order.task_type]
    amount = yuan(c.order.price_fen).removesuffix(".00")
    if lang == "zh":
        return f"{kind.zh} · {c.order.brand_name} → {c.order.creator_name} · {amount} 元"
    return f"{kind.en} · {c.order.brand_name} → {c.order.creator_name} · CNY {amount}"


def view(c: Commission, role: Party, now: datetime) -> dict[str, Any]:
    """What a party sees. Before accepting, the creator sees price, fee and net (D12.5)."""
    zh, en = stage_words(c)
    deadline, known = next_deadline(c), rules_of(c).clocks
    seen: dict[str, Any] = {
        "id": c.id,
        "title": c.order.title,
        "task_type": c.order.task_type,
        "brand": {"id": c.order.brand_id, "name": c.order.brand_name},
        "creator": {"id": c.order.creator_id, "name": c.order.creator_name},
        "brief": pinned_brief(c.order),
        "brief_digest": brief_digest(c.order),
        "agreed": agreed(c),
        "stage": c.stage.value,
        "stage_zh": zh,
        "stage_en": en,
        "seq": c.seq,
        "round": c.round,
        "deadline": deadline.isoformat() if deadline else None,
        "clocks": {name: at.isoformat() for name, at in c.clocks.items() if known[name].consequence},
        "price_fen": c.order.price_fen,
        "rejections": {"outline": c.outline_rejections, "content": c.content_rejections},
        "failed_audits": c.failed_audits,
        "release_at": c.release_at.isoformat() if c.release_at else None,
        "reschedules": {"made": c.reschedules, "allowed": c.order.terms.reschedules_max},
        "published_at": c.published_at.isoformat() if c.published_at else None,
        "cancel_request": _asked(c),
        "cancel_waits": c.pending_cancel is not None,
        "fault": c.fault,
        "last_version": _work(c),
        "rejected": [_rejection(each) for each in c.rejected],
        "reported": [_report(each) for each in c.reports],
        "replacement": _replacement(c),
        "complaint": _case(c, role),
        "breach": _breach(c),
        "money": {f"{name}_fen": fen for name, fen in seen_by(money_now(c), c.order, role).items()},
        "frozen_sides": meanwhile(c),
        "rated": seen_ratings(c, role),
        "terms_version": c.order.terms.version,
        "rules_version": c.order.rulebook,
        "allowed_moves": list(allowed_moves(c, role, now)),
    }
    if role in (Party.CREATOR, Party.OPERATOR):
        seen |= {"fee_fen": _fee(c, role), "net_fen": c.order.net_fen, "payout": c.payout.state}
        seen |= {"withholding": NOTHING_WITHHELD, "withheld_fen": withheld_fen(c)}
        seen |= {"cancel_gives_up_fen": given_up(c, now)}
        seen |= {"frozen_because": c.freeze.reason if c.freeze else ""}
    if role in (Party.BRAND, Party.OPERATOR):
        quoted = cancel_quote(c, now)
        seen |= {"hold_fen": c.order.hold_fen, "kill_fee_fen": quoted.fen if quoted else 0}
        seen |= {"quote": quoted.version if quoted else ""}
        seen |= {"kill_fee_if_passed_fen": quoted.if_passed_fen if quoted else 0}
    if role is Party.OPERATOR:
        seen |= {"attention": list(c.attention), "refused": c.refused_in_all, "frozen": bool(freezes(c))}
        seen |= {"proposal": _proposal(c)}
        seen |= {"freezes": {each.party.value: each.reason for each in freezes(c)}}
    return seen


def answer(c: Commission, role: Party, now: datetime, seq: int) -> dict[str, Any]:
    """What an update is answered by: the number of the event it became, and where the commission stands now.

    The rest is in the view and in the books; ``seq`` says how far they have to be.
    """
    found = next_consequence(c)
    name, deadline = found or ("", None)
    return {
        "seq": seq,
        "stage": c.stage.value,
        "deadline": deadline.isoformat() if deadline else None,
        "next": name,
        "allowed_moves": list(allowed_moves(c, role, now)),
    }


def ending(c: Commission) -> dict[str, Any]:
    """What a commission's workflow ends with. The whole is in the view, which answers afterwards too."""
    zh, en = stage_words(c)
    ended = {"id": c.id, "seq": c.seq, "stage": c.stage.value, "stage_zh": zh, "stage_en": en}
    return {**ended, "payout": c.payout.state, "breach": _breach(c)}


def _breach(c: Commission) -> dict[str, str] | None:
    return {"reason": c.on_record.reason, "state": c.on_record.state} if c.on_record else None


def _asked(c: Commission) -> dict[str, Any] | None:
    asked = c.cancel_request
    if asked is None:
        return None
    said = {"reason": asked.reason, "at": asked.at.isoformat()}
    return {**said, "creator_bps": asked.bps, "at_brands_fault": asked.owed}


def _proposal(c: Commission) -> dict[str, Any] | None:
    """Only operators read what is not decided yet."""
    p = c.proposal
    if p is None:
        return None
    said = {"ref": str(p.seq), "move": p.move, "by": p.by, "at": p.at.isoformat(), "reason": p.reason}
    until = c.clocks.get("second_by")
    share = {"creator_bps": p.creator_bps, "creator_fen": p.creator_fen}
    cancel = {"fault": p.fault, "quoted_fen": p.quoted_fen} if p.move == "cancel" else {}
    about = {"decision": p.decision, **share, "bearer": p.bearer, **cancel}
    return {**said, **about, "until": until and until.isoformat()}


def _fee(c: Commission, role: Party) -> int:
    """The fee is the figure of whoever bears it: a creator from whom nothing is deducted sees none."""
    return 0 if role is Party.CREATOR and c.order.terms.fee_payer == "brand" else c.order.fee_fen


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


def _rejection(each: Rejection) -> dict[str, Any]:
    return {**each._asdict(), "at": each.at.isoformat()}


def _report(report: Report) -> dict[str, Any]:
    """Said by somebody outside, and not believed before the look at the item."""
    return {
        "fact": report.fact,
        "says": report.says,
        "item": report.item,
        "at": report.at.isoformat(),
        "looks_unanswered": report.tries,
    }


def _replacement(c: Commission) -> dict[str, Any] | None:
    """Named by the creator and borne out; the brand has not answered."""
    return {"item": c.replacement.item, "at": c.replacement.at.isoformat()} if c.replacement else None


def _case(c: Commission, role: Party) -> dict[str, Any] | None:
    if c.case is None:
        return None
    return {
        "kind": c.case.kind,
        "causes": list(c.case.causes),
        "reason": c.case.reason,
        "answer": c.case.answer,
        "statements": [
            {
                "kind": each.kind,
                "by": each.by.value,
                "reason": each.text,
                "cause": each.about,
                "evidence": list(each.proofs),
            }
            for each in c.case.papers.statements
        ],
        "waits_for_answer_of": [each.value for each in c.case.asks],
        "decision": c.case.decision,
        "creator_bps": c.case.creator_bps,
        "decided_reason": c.case.decided_reason,
        "appealed": c.case.appealed,
        "corrected": c.case.corrected,
        "bearer": c.case.bearer,
        "decided": _decided(c, role),
        "if_undecided": _fall(c),
    }


def _fall(c: Commission) -> dict[str, str] | None:
    """What comes of it, and when, if the platform decides nothing."""
    limit, found = c.clocks.get("decide_limit"), fall(c)
    if limit is None or found is None:
        return None
    return {"at": limit.isoformat(), "end": found.name}


def _decided(c: Commission, role: Party) -> dict[str, Any] | None:
    """The decision in fen: to each side its own part, to operators the whole in words as well."""
    if c.case is None or not c.case.decision:
        return None
    parts = decided(c)
    creator, brand = {"creator_fen": parts.creator_fen}, {"brand_fen": parts.brand_fen}
    fee = {"fee_fen": parts.fee_fen}
    on_top = c.order.terms.fee_payer == "brand"
    match role:
        case Party.BRAND:
            return {**brand, **(fee if on_top else {})}
        case Party.CREATOR:
            return {**creator, **({} if on_top else fee)}
        case _:
            zh, en = in_yuan(parts)
            return {**creator, **brand, **fee, "zh": zh, "en": en}


def timeline(c: Commission) -> list[dict[str, Any]]:
    """The last events. The whole timeline is in the database."""
    return [
        {
            "seq": line.seq,
            "at": line.at.isoformat(),
            "move": line.move,
            "by": line.by.value,
            "actor": line.actor,
            "on_behalf_of": line.on_behalf_of,
            "reason": line.reason,
            "details": dict(line.details),
            "stage": line.stage.value,
            "refusal": line.refusal,
        }
        for line in c.recent
    ]


def refusal_text(c: Commission, party: Party, now: datetime, zh: str, en: str) -> tuple[str, str]:
    """A refusal with what is possible instead."""
    names = allowed_moves(c, party, now)
    stage = stage_words(c)
    may_zh = "、".join(f"{move_words(name)[0]}({name})" for name in names) or "无"
    may_en = ", ".join(names) or "nothing"
    return f"{zh}。当前「{stage[0]}」，现在可以：{may_zh}", f"{en}. At “{stage[1]}”; possible now: {may_en}"
