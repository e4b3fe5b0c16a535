"""What an operator can do about a commission, as a form with a preview: as the platform, or for a side."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.commissions.moves import MESSAGES
from domain.commissions.state.commission import Commission
from domain.commissions.views.payloads import payload
from domain.commissions.views.standing.standing import standing
from domain.commissions.views.standing.tried import Tried
from domain.commissions.views.view import stage_words
from domain.commissions.views.words import move_words
from domain.parties.actor import Actor
from domain.party import Party
from services.app import App
from services.commissions.owned import Given
from services.commissions.previews import choices_of, possible
from services.commissions.standing import Shown
from starter.web.fields import FieldShown, fields, names_of, said
from starter.web.forms import Form
from starter.web.rows import party
from starter.web.wording import Wording

FIRST = ("second", "arbitrate", "record_audit", "retry_payout")
"""What an operator comes for, where it is possible: the form stands on the page."""
LOOKED_AT_FIRST = frozenset(
    {"arbitrate", "second", "force_settle", "force_refund", "cancel", "answer_cancel", "settle"}
)
"""Acts that may move money: nobody does them without having seen the postings."""
OF_MOST = {"arbitrate": "decision", "cancel": "fault", "force_settle": "bearer", "force_refund": "bearer"}
"""The field of which what fits is known."""
ONLY_WITH = {"release_at": "approve", "outside_window": "approve", "creator_percent": "split"}
"""By the field of a decision, the one that it is for."""
QUOTED = ("quoted_fen", "quote")
DIGEST_CHARS = 16
REASON_MAX = 100
LARGEST_CHOICE = 6
LOTS = {
    "held": "commission.escrow",
    "creator": "party.creator",
    "fee": "commission.fee",
    "brand": "party.brand",
    "platform": "party.operator",
}


def first_act(app: App, actor: Actor, shown: Shown) -> str:
    """The one whose form stands there unasked; empty: none."""
    mine = possible(app, actor, shown.state)[Party.OPERATOR]
    return next((name for name in FIRST if name in mine), "")


def every_act(app: App, actor: Actor, shown: Shown, t: Wording) -> list[dict[str, Any]]:
    """By side, the platform's own first."""
    found = possible(app, actor, shown.state)
    sides = (Party.OPERATOR, Party.CREATOR, Party.BRAND)
    return [
        {
            "side": "" if side is Party.OPERATOR else side.value,
            "title": t("cases.platform")
            if side is Party.OPERATOR
            else t("cases.on_behalf", party=party(side, actor, t)),
            "acts": [{"name": name, "words": t.label(move_words(name))} for name in found[side]],
        }
        for side in sides
        if found[side]
    ]


def form_fields(
    app: App,
    shown: Shown,
    name: str,
    side: str,
    seen: Mapping[str, Any],
    typed: Mapping[str, str],
    t: Wording,
) -> list[FieldShown]:
    known = _known(shown, name, side)
    asked = fields(name, shown, seen, {**known, **typed}, t)
    if "reason" not in names_of(name):
        asked.append(
            FieldShown(
                "reason", "area", t("act.reason"), typed.get("reason", ""), needed=True, most=REASON_MAX
            )
        )
    fitting = choices_of(app, shown.state, name, Party(side) if side else Party.OPERATOR)
    found = [_fitted(each, name, fitting, t) for each in asked if _is_asked(each.name, name, fitting)]
    return sorted(found, key=lambda each: each.name == "reason")


def _is_asked(field: str, name: str, fitting: tuple[str, ...]) -> bool:
    """What belongs to a decision that does not fit this case is not asked for."""
    return name != "arbitrate" or field not in ONLY_WITH or ONLY_WITH[field] in fitting


def _known(shown: Shown, name: str, side: str) -> dict[str, str]:
    """The commission's own number of a proposal, and the price of a cancel as it is quoted now."""
    fits = payload(shown.state, name, Party(side) if side else Party.OPERATOR, shown.now) or {}
    return {each: str(fits[each]) for each in ("ref", *QUOTED) if each in fits and each in names_of(name)}


def _fitted(each: FieldShown, name: str, fitting: tuple[str, ...], t: Wording) -> FieldShown:
    if each.name == "reason":
        return replace(each, label=t("cases.reason"), most=REASON_MAX, needed=True, help="")
    if each.name == "ref":
        return replace(each, kind="hidden")
    if fitting and each.name == OF_MOST.get(name):
        each = replace(each, choices=tuple(pair for pair in each.choices if pair[0] in fitting))
    if each.kind == "choice" and each.needed and len(each.choices) <= LARGEST_CHOICE:
        return replace(each, kind="yes")
    if each.name == "fault":
        return replace(each, kind="yes", needed=True)
    return each


def given_of(name: str, form: Form, side: str) -> Given:
    """Raises Refused: FIELD_INVALID."""
    found = said(name, form)
    if form.text("reason"):
        found["reason"] = form.text("reason")
    if name == "cancel" and not (found.get("quoted_fen") and found.get("quote")):
        found = {each: value for each, value in found.items() if each not in QUOTED}
    return Given(found, on_behalf_of=side)


def previewed(tried: Tried, shown: Shown, t: Wording) -> dict[str, Any]:
    """The postings with their signs and their sum, and where the commission stands then."""
    after = tried.after
    where = standing(after, Party.OPERATOR, shown.now)
    turn = t.listed(t(f"party.{each.value}") for each in where.turn)
    total = sum(tried.sums.values())
    lines = [(t(LOTS[lot]), t.signed(fen)) for lot, fen in tried.sums.items()]
    return {
        "lines": [*lines, (t("commission.sum"), t.money(total))] if lines else [],
        "held_back": tried.final_at is not None,
        "final_at": t.until(tried.final_at, shown.now) if tried.final_at else "",
        "early": tried.early,
        "proposed": tried.proposed,
        "rows": t.listed(tried.rows),
        "stage": t.label(stage_words(after)),
        "turn": turn or t("truth.automatic"),
        "until": t.until(where.until, shown.now) if where.until else t("truth.no_deadline"),
        "then": t.pick(where.then),
        "over": where.over,
    }


def label_of(name: str, tried: Tried | None, side: str, t: Wording) -> str:
    """The verb and its object, with the sum where money moves."""
    words = t.label(move_words(name))
    if side:
        return t("cases.for_side", party=t(f"party.{side}"), act=t.pick(move_words(name)))
    if tried is None or not tried.sums:
        return words
    creator = t("cases.has", party=t("party.creator"), money=t.money(tried.sums.get("creator", 0)))
    return t("cases.with_sum", act=words, sum=creator)


def asks_first(name: str, c: Commission) -> bool:
    """Of an audit's answer where a cancel waits for it."""
    return name in LOOKED_AT_FIRST or (name == "record_audit" and c.pending_cancel is not None)


def seen_of(c: Commission, given: Given) -> str:
    """What a preview was of: this far, and these words. Another reason changes nothing of it."""
    said_ = {name: each for name, each in given.fields.items() if name != "reason"}
    told = json.dumps([c.seq, given.on_behalf_of, said_], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:DIGEST_CHARS]


def is_act(name: str) -> bool:
    return name in MESSAGES and not MESSAGES[name].is_fact
