"""A creator or a brand as operators see it: what is open with it, its money, its record, and its freeze."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.state.stages import OPEN
from domain.commissions.task_types import TASK_TYPES
from domain.operators import check_reason
from domain.parties.actor import ActorKind
from domain.refusals import Refused
from services.access import audit
from services.app import App
from services.commissions import standing
from services.commissions.standing import Shown, Wanted
from services.money import earnings, freezing, wallets
from services.parties import phones, profiles, revealing
from services.threads import in_thread
from starter.http.calling import app_of, origin_of
from starter.web import temporal_pages
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import form_of
from starter.web.rendering import page, wording
from starter.web.routes.operators.audit_log import told as line_told
from starter.web.rows import row
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(prefix="/parties", include_in_schema=False, route_class=PageRoute)
CREATOR, BRAND = ActorKind.CREATOR.value, ActorKind.BRAND.value
LINES, NOTED, SHOWN = 100, 20, 60
REASON_MAX = 100
DISPUTED = ("case",)


def visiting(request: Request) -> Visitor:
    return allowed(request, "operator.parties", ActorKind.OPERATOR)


@router.get("")
def parties(request: Request, text: str = "") -> Response:
    who, app, t = visiting(request), app_of(request), wording(request)
    wanted = text[:SHOWN].casefold()
    creators = [each for each in profiles.creators(app.engine) if _matches(each.id, each.name, wanted)]
    brands = [each for each in profiles.brands(app.engine) if _matches(each.id, each.name, wanted)]
    return page(
        request,
        "operator/parties.html",
        who,
        text=text[:SHOWN],
        creators=[
            {
                "id": each.id,
                "name": each.name,
                "money": t.money(each.balance_fen),
                "state": _state(each.frozen_because, paused=each.paused, t=t),
            }
            for each in creators[:LINES]
        ],
        brands=[
            {"id": each.id, "name": each.name, "money": t.money(each.balance_fen)} for each in brands[:LINES]
        ],
        cut=len(creators) > LINES or len(brands) > LINES,
    )


def _matches(party_id: str, name: str, wanted: str) -> bool:
    return wanted in party_id.casefold() or wanted in name.casefold()


def _state(frozen_because: str, *, paused: bool, t: Wording) -> str:
    if frozen_because:
        return t("parties.frozen")
    return t("parties.paused") if paused else ""


@router.get("/{kind}/{party_id}")
def party(request: Request, kind: str, party_id: str) -> Response:
    return _party(request, visiting(request), _kind(kind), party_id)


@router.post("/{kind}/{party_id}/revealing")
async def reveal(request: Request, kind: str, party_id: str) -> Response:
    """Shown once, in the answer to this form, and noted with the reason."""
    who = await in_thread(visiting, request)
    given, app = await form_of(request), app_of(request)
    try:
        reason = given.text("reason")
        found = await in_thread(
            revealing.reveal, app.engine, who.actor, f"{_kind(kind)}:{party_id}", reason, origin_of(request)
        )
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        typed = given.text("reason")
        return await in_thread(
            lambda: _party(request, who, _kind(kind), party_id, problem=problem, typed=typed)
        )
    return await in_thread(lambda: _party(request, who, _kind(kind), party_id, revealed=found))


@router.post("/{kind}/{party_id}/phone")
async def change_phone(request: Request, kind: str, party_id: str) -> Response:
    """Both numbers are told by SMS; sent again with the same number it tells whom it had not told."""
    who = await in_thread(visiting, request)
    given, app = await form_of(request), app_of(request)
    try:
        reason, phone = given.text("reason"), given.text("phone")
        check_reason(reason, REASON_MAX)
        party = f"{_kind(kind)}:{party_id}"
        told = await in_thread(phones.change, app, party, phone, who.actor.spoken, reason)
        origin, said = origin_of(request), {"reason": reason}
        await in_thread(audit.note, app.engine, who.actor, "phone_changed", party, origin, said)
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed) | {"of": "phone"}
        again = given.texts.get("reason", "")
        return await in_thread(
            lambda: _party(request, who, _kind(kind), party_id, problem=problem, typed=again)
        )
    return await in_thread(lambda: _party(request, who, _kind(kind), party_id, told=_told(told)))


def _told(found: tuple[phones.Told, ...] | None) -> str:
    """In one word what has become of it."""
    if found is None:
        return "same"
    return "again" if any(each.outcome == "not_sent" for each in found) else "changed"


@router.post("/{kind}/{party_id}/freezing")
async def freeze(request: Request, kind: str, party_id: str) -> Response:
    """The whole account of a creator, or its end; run again it does what is left."""
    who = await in_thread(visiting, request)
    given, app = await form_of(request), app_of(request)
    if _kind(kind) != CREATOR:
        raise Refused("PATH_UNKNOWN")
    heard: list[freezing.Reached] = []
    reason = ""
    ends = given.text("do") == "unfreeze"
    try:
        reason = given.text("reason")
        check_reason(reason, REASON_MAX)
        done = freezing.unfreeze if ends else freezing.freeze
        await done(app, party_id, who.actor.spoken, reason, heard.append)
        what, whom = ("creator_unfrozen" if ends else "creator_frozen"), f"{CREATOR}:{party_id}"
        await in_thread(audit.note, app.engine, who.actor, what, whom, origin_of(request), {"reason": reason})
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        typed = given.text("reason")
        return await in_thread(lambda: _party(request, who, CREATOR, party_id, problem=problem, typed=typed))
    return await in_thread(lambda: _party(request, who, CREATOR, party_id, heard=heard, ended=ends))


def _kind(kind: str) -> str:
    """Raises Refused: PATH_UNKNOWN."""
    if kind not in (CREATOR, BRAND):
        raise Refused("PATH_UNKNOWN")
    return kind


def _party(
    request: Request,
    who: Visitor,
    kind: str,
    party_id: str,
    *,
    problem: dict[str, Any] | None = None,
    typed: str = "",
    revealed: dict[str, str] | None = None,
    heard: list[freezing.Reached] | None = None,
    ended: bool = False,
    told: str = "",
) -> Response:
    app = app_of(request)
    t = wording(request)
    about = _creator(app, party_id, t) if kind == CREATOR else _brand(app, party_id, t)
    creator, brand = (party_id, "") if kind == CREATOR else ("", party_id)
    wanted = Wanted(creator_id=creator, brand_id=brand, stages=tuple(OPEN))
    shown, more = standing.found(app, who.actor, wanted, limit=LINES)
    noted = audit.of_party(app.engine, f"{kind}:{party_id}", NOTED)
    return page(
        request,
        "operator/party.html",
        who,
        status=problem["status"] if problem else 200,
        kind=kind,
        id=party_id,
        about=about,
        revealed=[(t(f"parties.{name}"), text) for name, text in (revealed or {}).items()],
        was_revealed=revealed is not None,
        rows=[row(each, who.actor, t) for each in sorted(shown, key=_disputes_first)],
        more=more is not None,
        noted=[line_told(each, t) for each in noted],
        heard=[_heard(each, t) for each in heard or ()],
        typed=typed,
        problem=problem,
        temporal=temporal_pages.every_workflow(app),
        notice=_notice(t, told, heard, ended=ended),
    )


def _notice(t: Wording, told: str, heard: list[freezing.Reached] | None, *, ended: bool) -> str | None:
    if told:
        return t(f"parties.phone_{told}")
    if heard is None:
        return None
    return t("parties.unfrozen_done" if ended else "parties.frozen_done")


def _disputes_first(shown: Shown) -> tuple[bool, bool, float]:
    until = shown.standing.until
    return shown.state.case is None, until is None, until.timestamp() if until else 0.0


def _creator(app: App, creator_id: str, t: Wording) -> dict[str, Any]:
    found, money = profiles.creator(app.engine, creator_id), earnings.money_of(app.engine, creator_id)
    sums = {
        "parties.free": money.balance_fen - money.withheld_fen,
        "parties.withheld": money.withheld_fen,
        "parties.transit": money.in_transit_fen,
        "parties.reserve": money.reserve_fen,
        "parties.pending": money.pending_fen,
        "parties.owed": money.owed_fen,
    }
    return {
        "name": found.name,
        "state": _state(found.frozen_because, paused=found.paused, t=t),
        "frozen_because": found.frozen_because,
        "sums": [(t(key), t.money(fen)) for key, fen in sums.items()],
        "masked": [
            (t("parties.verified_name"), found.verified_name),
            (t("parties.payout_account"), f"{found.payout_account} {found.payout_holder}".strip()),
            (t("parties.owner"), found.owner),
        ],
        "offers": [
            (t.pick((TASK_TYPES[each.task_type].zh, TASK_TYPES[each.task_type].en)), t.money(each.quote_fen))
            for each in found.services
            if each.opened and each.quote_fen and each.task_type in TASK_TYPES
        ],
        "breaches": [
            {
                "at": t.at(each.at),
                "what": t.pick((BREACHES[each.reason].zh, BREACHES[each.reason].en))
                if each.reason in BREACHES
                else each.reason,
                "commission": each.commission_id,
            }
            for each in profiles.breaches(app.engine, creator_id)
        ],
        "joined": t.day(found.joined_at),
    }


def _brand(app: App, brand_id: str, t: Wording) -> dict[str, Any]:
    found, money = profiles.brand(app.engine, brand_id), wallets.wallet(app.engine, brand_id)
    sums = {
        "parties.available": money.available_fen,
        "parties.held": money.held_fen,
        "parties.spent": money.spent_fen,
    }
    return {
        "name": found.name,
        "state": "",
        "frozen_because": "",
        "sums": [(t(key), t.money(fen)) for key, fen in sums.items()],
        "masked": [(t("parties.owner"), found.owner)],
        "offers": [],
        "breaches": [],
        "joined": t.day(found.joined_at),
    }


def _heard(each: freezing.Reached, t: Wording) -> dict[str, str]:
    why = f" · {t.pick((each.zh, each.en))}" if each.code else ""
    return {"id": each.commission_id, "what": f"{t(f'parties.reached_{each.outcome.value}')}{why}"}
