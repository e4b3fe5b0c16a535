"""The papers of a commission, each in the reader's words: versions, record, brief, bill, case, notices."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.commissions.cases.falling import FALLS
from domain.commissions.ordering.pinned_brief import brief_told
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.telling import Event, Reader, told
from domain.commissions.views.words import CAUSE_WORDS
from domain.money.entries import Division
from domain.parties.actor import Actor, ActorKind
from domain.party import Party
from services.app import App
from services.commissions import owned, reading
from services.commissions.reading import Metrics
from services.commissions.standing import Shown
from services.sandboxed import serves_sandbox
from starter.web import temporal_pages
from starter.web.rows import party
from starter.web.wording import Wording

SHOWN_MAX = 60
"""Lines of the record on a page; the whole is in the timeline of the interface."""


def brief(shown: Shown, t: Wording) -> list[tuple[str, str]]:
    return list(brief_told(shown.state, _reader(shown, t)))


def log(app: App, actor: Actor, shown: Shown, t: Wording) -> Iterator[dict[str, str]]:
    """The newest first."""
    reader = _reader(shown, t, names=actor.kind is ActorKind.OPERATOR)
    lines = owned.timeline(app, actor, shown.state.id, 0)
    for each in reversed(lines[-SHOWN_MAX:]):
        text = told(Event.of(each), reader)
        yield {"at": t.at(each.at, shown.now), "iso": each.at.isoformat(), "text": text}


def case(seen: Mapping[str, Any], actor: Actor, t: Wording) -> dict[str, Any] | None:
    found = seen["complaint"]
    if not found:
        return None
    causes = t.listed(t.pick(CAUSE_WORDS.get(each, (each, each))) for each in found["causes"])
    said = [{"who": party(Party.BRAND, actor, t), "what": causes, "text": found["reason"], "evidence": []}]
    if found["answer"]:
        who = party(Party.CREATOR, actor, t)
        said.append({"who": who, "what": "", "text": found["answer"], "evidence": []})
    said += [
        {
            "who": party(Party(each["by"]), actor, t),
            "what": t.pick(CAUSE_WORDS.get(each["cause"], (each["cause"],) * 2)),
            "text": each["reason"],
            "evidence": each["evidence"],
        }
        for each in found["statements"]
    ]
    fall = found["if_undecided"]
    heard: dict[tuple[str, str], dict[str, Any]] = {
        (each["who"], each["text"]): each for each in said if each["text"]
    }
    return {"said": list(heard.values()), "fall": _fall_words(fall["end"], t) if fall else ""}


def _fall_words(name: str, t: Wording) -> str:
    """How it ends if nobody decides it."""
    found = next(each for each in FALLS if each.name == name)
    return t.pick((found.zh, found.en))


def bill(app: App, actor: Actor, commission_id: str, t: Wording) -> list[tuple[str, str, str]]:
    side = Party.CREATOR if actor.kind is ActorKind.CREATOR else Party.BRAND
    return [
        (t.pick((each.zh, each.en)), t.money(each.fen), t.pick((each.note_zh, each.note_en)))
        for each in reading.bill(app.engine, commission_id, side)
    ]


def notices(app: App, actor: Actor, commission_id: str, t: Wording) -> list[dict[str, str]]:
    found = reading.notices(app.engine, commission_id, owned.party_of(actor))
    return [{"at": t.at(each.at), "text": each.text} for each in found]


def metrics(app: App, shown: Shown) -> list[Metrics] | None:
    """None before anything is public: then there is nothing to count."""
    is_public = shown.state.published_at is not None
    return reading.metrics(app.engine, shown.state.id) if is_public else None


def attention(shown: Shown, actor: Actor, t: Wording) -> list[str]:
    if actor.kind is not ActorKind.OPERATOR:
        return []
    return [t.pick((ATTENTION[name].zh, ATTENTION[name].en)) for name in shown.state.attention]


def attention_words(shown: Shown, t: Wording) -> list[tuple[str, str]]:
    """By the name of each reason."""
    known = ((name, ATTENTION.get(name)) for name in shown.state.attention)
    return [(name, t.pick((each.zh, each.en)) if each else name) for name, each in known]


def costs(name: str, seen: Mapping[str, Any], t: Wording) -> str:
    """What cancelling costs now, and what settling ends, before anybody presses it."""
    if name == "settle":
        return t("act.settles")
    if name == "cancel" and "kill_fee_fen" in seen:
        fen = seen["kill_fee_fen"]
        return t("act.costs", money=t.money(fen)) if fen else t("act.costs_nothing")
    if name == "request_cancel" and seen.get("cancel_gives_up_fen"):
        return t("act.gives_up", money=t.money(seen["cancel_gives_up_fen"]))
    return ""


def postings(shown: Shown, parts: Division, t: Wording) -> list[tuple[str, str]]:
    """The server's answer, not arithmetic of the page; it sums to nothing."""
    hold = shown.state.order.hold_fen
    lines = [
        (t("commission.escrow"), -hold),
        (t("party.creator"), parts.creator_fen),
        (t("commission.fee"), parts.fee_fen),
        (t("party.brand"), parts.brand_fen),
    ]
    if parts.platform_fen:
        lines.append((t("party.operator"), -parts.platform_fen))
    total = sum(fen for _, fen in lines)
    return [(label, t.signed(fen)) for label, fen in lines] + [(t("commission.sum"), t.money(total))]


def decide_label(label: str, parts: Division | None, t: Wording) -> str:
    """The verb and its object, with the sum where money moves."""
    return f"{label}{t('site.colon')}{t('party.creator')} {t.money(parts.creator_fen)}" if parts else label


def temporal(app: App, actor: Actor, commission_id: str) -> str:
    """The Temporal UI's page of the same thing, for operators; empty where nobody said where it is."""
    if actor.kind is not ActorKind.OPERATOR:
        return ""
    return temporal_pages.of_commission(app, commission_id)


def has_sandbox(app: App) -> bool:
    return serves_sandbox(app.settings)


def _reader(shown: Shown, t: Wording, *, names: bool = False) -> Reader:
    return Reader(shown.state.order, t.lang, shown.now, names=names)
