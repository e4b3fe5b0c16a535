"""An account's books as pages: a month's statement, on paper and as a file; a withdrawal's steps."""

from datetime import UTC, datetime
from typing import Any

from fastapi import Request, Response

from domain.commissions.money.income import KINDS
from domain.money.withdrawals.state import InBooks, State
from domain.money.withdrawals.steps import ACCOUNT, LATER
from domain.money.withdrawals.transitions import meaning
from domain.money.withdrawals.words import EVENT_WORDS, MONEY_WORDS, STATE_WORDS, why
from domain.parties.actor import ActorKind
from domain.refusals import REFUSALS
from services.files import periods
from services.files.statement_csv import written
from services.money import withdrawals_read
from services.money.monthly import Monthly, MonthlyLine, monthly
from services.money.withdrawals_read import Shown, Step
from starter.http.calling import app_of
from starter.web.rendering import HEADERS, page, wording
from starter.web.visitors import Visitor
from starter.web.wording import Wording, catalogue

OPEN_STATES = (InBooks.UNDER_WAY, InBooks.WAITING)
BACK = (InBooks.RETURNED, InBooks.REFUNDED)
CSV = "text/csv; charset=utf-8"


def book(request: Request, who: Visitor, month: str) -> dict[str, Any]:
    """What the table of a statement shows: the newest first, as the account's owner reads it."""
    found, t = _monthly(request, who, month), wording(request)
    return {
        "month": str(found.month),
        "months": [(str(each), t.month(each.begins)) for each in found.months],
        "name": t.month(found.month.begins),
        "opening": t.money(found.opening_fen),
        "closing": t.money(found.closing_fen),
        "change": t.signed(found.change_fen),
        "lines": [_line(each, who, t) for each in reversed(found.lines)],
    }


def statement_page(request: Request, who: Visitor, name: str, month: str, home: str) -> Response:
    """The whole of a month, to be printed."""
    shown = book(request, who, month)
    return page(request, "statement.html", who, book=shown, name=name, owner=who.actor.party_id, back=home)


def statement_csv(request: Request, who: Visitor, month: str) -> Response:
    found, t = _monthly(request, who, month), wording(request)
    heads = [
        t(f"book.{each}") for each in ("time", "what", "title", "commission", "fen", "balance", "number")
    ]
    rows = [
        (
            t.stamp(each.line.recorded_at),
            entry_words(each.line.kind, who, t),
            each.title,
            each.line.commission,
            plain_yuan(each.line.fen),
            plain_yuan(each.line.balance_fen),
            each.line.key,
        )
        for each in found.lines
    ]
    return as_file(f"starmap-{who.actor.party_id}-{found.month}.csv", written(heads, rows))


def as_file(name: str, content: bytes) -> Response:
    """``name`` is made of ids and days alone."""
    given = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=given, media_type=CSV)


def plain_yuan(fen: int) -> str:
    """A figure that a spreadsheet counts with."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"


def entry_words(kind: str, who: Visitor, t: Wording) -> str:
    """Of the reader's side: what is 放款 to a brand is 结算 to its creator."""
    if who.actor.kind is ActorKind.CREATOR and kind in KINDS:
        return t.label(KINDS[kind])
    return t(f"entry.{kind}" if f"entry.{kind}" in catalogue(t.lang) else "entry.other")


def withdrawal_page(request: Request, who: Visitor, withdrawal_id: str, home: str, *, done: str) -> Response:
    """Raises UnknownWithdrawal: also for another's."""
    t = wording(request)
    shown, steps = withdrawals_read.own(app_of(request).engine, who.actor.spoken, withdrawal_id)
    return page(
        request,
        "withdrawal.html",
        who,
        it=withdrawal_row(shown, t),
        steps=[_step(each, t) for each in reversed(steps)],
        back=home,
        is_creators=who.actor.kind is ActorKind.CREATOR,
        notice=t("income.asked") if done == "asked" else None,
    )


def withdrawal_row(shown: Shown, t: Wording) -> dict[str, Any]:
    """Where it is, why, and what its owner can do about it."""
    todo = _todo(shown)
    return {
        "id": shown.id,
        "at": shown.updated_at,
        "state": t.pick(STATE_WORDS[shown.state]),
        "open": shown.state in OPEN_STATES,
        "tone": "late" if todo == "account" else ("soon" if shown.state in (InBooks.WAITING, *BACK) else ""),
        "fen": shown.fen,
        "number": shown.number,
        "where": _where(shown, t),
        "why": reason_words(shown.reason, t) if shown.state != InBooks.PAID else "",
        "todo": t(f"withdrawal.{todo}") if todo else "",
        "to_account": todo in ("account", "account_again"),
    }


def _todo(shown: Shown) -> str:
    is_account = meaning(shown.reason) == ACCOUNT
    match shown.state:
        case InBooks.UNDER_WAY:
            return "wait"
        case InBooks.WAITING if is_account:
            return "account"
        case InBooks.WAITING:
            return "later" if meaning(shown.reason) == LATER else "frozen"
        case InBooks.RETURNED | InBooks.REFUNDED:
            if not shown.creator_id:
                return "ask"
            return "account_again" if is_account or shown.state == InBooks.REFUNDED else "again"
        case _:
            return ""


def _where(shown: Shown, t: Wording) -> str:
    known = State.SENDING if shown.state == InBooks.UNDER_WAY else State(shown.state)
    return t.label(MONEY_WORDS[known])


def reason_words(reason: str, t: Wording) -> str:
    """In our words where the registry has any: a bank's own code says nothing to its customers."""
    known = REFUSALS.get(why(reason).partition(" ")[0]) if reason else None
    return t.label((known.zh, known.en)) if known else ""


def _step(each: Step, t: Wording) -> dict[str, Any]:
    words = t.label(EVENT_WORDS.get(each.event, (each.event, each.event)))
    return {"at": each.at, "words": words, "why": reason_words(each.code, t)}


def _line(each: MonthlyLine, who: Visitor, t: Wording) -> dict[str, Any]:
    line, is_brands = each.line, who.actor.kind is ActorKind.BRAND
    made_of = (
        t("book.made_of", gross=t.money(each.gross_fen), fee=t.money(each.fee_fen)) if each.fee_fen else ""
    )
    return {
        "at": line.recorded_at,
        "what": entry_words(line.kind, who, t),
        "title": each.title,
        "commission": line.commission,
        "made_of": made_of,
        "bill": f"/money/bills/{line.commission}" if line.commission and is_brands else "",
        "fen": line.fen,
        "balance_fen": line.balance_fen,
    }


def _monthly(request: Request, who: Visitor, month: str) -> Monthly:
    now = datetime.now(UTC)
    return monthly(app_of(request).engine, who.actor.spoken, periods.month(month), now)
