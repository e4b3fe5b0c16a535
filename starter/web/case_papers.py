"""What an operator decides a commission by: what was said, the rules by number, the books, each deadline."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from domain.commissions.rules.versions import rules_of
from domain.commissions.rules.waited import whom
from domain.commissions.uploads.names import looks_like_upload
from domain.commissions.views.operator_page.case import KINDS
from domain.commissions.views.standing.applying import Rule, applying
from domain.commissions.views.telling import Event, Reader, about
from domain.commissions.views.words import CAUSE_WORDS, move_words
from domain.money.accounts import CHART, kind_of
from domain.parties.actor import Actor
from domain.party import PARTY_WORDS, PEOPLE, Party
from services.app import App
from services.commissions import owned, uploads
from services.commissions.reading import TimelineLine
from services.commissions.standing import Shown
from services.money import statements
from starter.web.rows import party
from starter.web.wording import Wording, catalogue

SPOKEN = frozenset(
    {
        *("complain", "withdraw_complaint", "escalate", "answer_complaint", "answer_case"),
        *("appeal", "appeal_audit", "arbitrate", "second", "force_settle", "force_refund"),
        *("request_cancel", "answer_cancel", "reject", "record_audit", "freeze", "unfreeze"),
    }
)
FACTS = frozenset(
    {"published", "edited", "visibility_changed", "publish_refused", "probed_hidden", "audited"}
)
"""What was seen, between what was said."""
SAID_MAX = 40
LINK = re.compile(r"https?://[!-~]+")
BY_WAY = frozenset({"evidence", "cause"})
"""Of a line's details, what stands beside it in a form of its own."""


def statements_of(
    lines: Sequence[TimelineLine], files: dict[str, str], shown: Shown, actor: Actor, t: Wording
) -> list[dict[str, Any]]:
    """In the order of time: both sides, the platform, and what was seen meanwhile."""
    reader = Reader(shown.state.order, t.lang, shown.now)
    told = [each for each in lines if not each.refusal and each.move in SPOKEN | FACTS]
    return [_statement(each, files, shown, actor, reader, t) for each in told[-SAID_MAX:]]


def _statement(
    line: TimelineLine, files: dict[str, str], shown: Shown, actor: Actor, reader: Reader, t: Wording
) -> dict[str, Any]:
    by = Party(line.by)
    event = Event.of(line)
    rest = {name: value for name, value in event.details.items() if name not in BY_WAY}
    event = Event(event.at, event.move, event.by, event.actor, event.on_behalf_of, "", "", rest)
    cause = line.details.get("cause", "")
    what = [t.pick(move_words(line.move))]
    if cause:
        what.append(t.pick(CAUSE_WORDS.get(cause, (cause, cause))))
    return {
        "who": _speaker(by, shown, actor, t),
        "through": line.actor if line.on_behalf_of else "",
        "at": t.at(line.at, shown.now),
        "iso": line.at.isoformat(),
        "what": " · ".join(what) + about(event, reader),
        "text": line.reason,
        "row": line.row,
        "evidence": [_proof(each, files) for each in _proofs(line)],
    }


def _speaker(by: Party, shown: Shown, actor: Actor, t: Wording) -> str:
    names = {Party.BRAND: shown.state.order.brand_name, Party.CREATOR: shown.state.order.creator_name}
    if by not in PEOPLE:
        return t("cases.seen")
    return f"{party(by, actor, t)} {names.get(by, '')}".strip()


def _proofs(line: TimelineLine) -> list[str]:
    return [each for each in line.details.get("evidence", "").split(", ") if each]


def _proof(proof: str, files: dict[str, str]) -> dict[str, str]:
    """A file by its name, an address as a link; everything else as it was written."""
    if looks_like_upload(proof):
        return {"text": files.get(proof, proof), "address": f"/files/{proof}"}
    return {"text": proof, "address": proof if LINK.fullmatch(proof) else ""}


def files_of(app: App, actor: Actor, commission_id: str) -> dict[str, str]:
    """Names by id."""
    return {each.id: each.name for each in uploads.uploads(app.engine, actor, commission_id)}


def title(shown: Shown, t: Wording) -> str:
    """What the platform is asked; where nothing is, the commission's own."""
    case = shown.state.case
    if case is None:
        return shown.state.order.title
    kind = t.label(KINDS.get(case.kind, (case.kind, case.kind)))
    causes = t.listed(t.pick(CAUSE_WORDS.get(each, (each, each))) for each in case.causes)
    return t("cases.titled", kind=kind, causes=causes) if causes else kind


def rules(lines: Sequence[TimelineLine], shown: Shown, t: Wording) -> list[dict[str, Any]]:
    """Those that led here since the case was opened first."""
    case = shown.state.case
    went_by = [each.row for each in lines if case and each.at >= case.at and each.move in SPOKEN]
    return [_rule(each, t) for each in applying(shown.state, shown.now, went_by)]


def _rule(each: Rule, t: Wording) -> dict[str, Any]:
    return {
        "id": each.id,
        "move": t.label(each.move),
        "says": t.pick(each.says),
        "asks": t("cases.and").join(t.pick(words) for words in each.asks),
    }


def ledger(app: App, commission_id: str, t: Wording) -> dict[str, Any]:
    """Each entry with its postings, and what is still held."""
    entries = statements.entries_of(app.engine, commission_id)
    held = sum(fen for each in entries for account, fen in each.postings if _is_held(account, commission_id))
    return {
        "held": t.money(held),
        "entries": [
            {
                "at": t.at(each.legal_at),
                "what": t(
                    f"entry.{each.kind}" if f"entry.{each.kind}" in catalogue(t.lang) else "entry.other"
                ),
                "kind": each.kind,
                "postings": [(_account(account, t), t.signed(fen)) for account, fen in each.postings],
            }
            for each in entries
        ],
    }


def _is_held(account: str, commission_id: str) -> bool:
    return account in (f"escrow:{commission_id}", f"reserve:{commission_id}")


def _account(account: str, t: Wording) -> str:
    known = CHART.get(kind_of(account))
    return t.pick((known.zh, known.en)) if known else account


def deadlines(shown: Shown, t: Wording) -> Iterator[dict[str, str]]:
    """Of each side, the nearest first; what stands still says what is left of it."""
    known = rules_of(shown.state).clocks
    for name, at in sorted(shown.state.clocks.items(), key=lambda each: each[1]):
        clock = known[name]
        if clock.consequence:
            yield {
                "who": t.listed(t.pick(PARTY_WORDS[each]) for each in whom(clock)),
                "what": t.pick((clock.zh, clock.en)),
                "name": name,
                "until": t.until(at, shown.now),
                "left": t.left(at, shown.now),
                "tone": "late" if at <= shown.now else "",
            }
    freeze = shown.state.freeze
    for name, seconds in (freeze.remaining_seconds if freeze else {}).items():
        if known[name].consequence:
            yield {
                "who": t.listed(t.pick(PARTY_WORDS[each]) for each in whom(known[name])),
                "what": t.pick((known[name].zh, known[name].en)),
                "name": name,
                "until": t("time.stands_still"),
                "left": t("time.left", span=t.span(int(seconds))),
                "tone": "frozen",
            }


def lines_of(app: App, actor: Actor, commission_id: str) -> list[TimelineLine]:
    return owned.timeline(app, actor, commission_id, 0)
