"""Money that is read elsewhere: a party's own, and every withdrawal for operators."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from domain.commissions.money.income import CreatorMoney, Income
from domain.counts import how_many
from domain.money.statements import Line, Statement
from domain.money.wallet import Wallet
from models.api import money, parties
from services.money.withdrawals_read import Shown, Step
from services.money.withheld import HeldBack
from services.parties.breaches import Breach
from starter.cli import brand, creators, withdrawals_read
from starter.cli import income as local
from starter.cli.elsewhere.calling import not_there
from starter.cli.elsewhere.speaking import check_own
from starter.cli.frozen import tell_frozen
from starter.cli.report import Report, telling
from starter.cli.statement import tell_lines
from starter.remote.client import Client

PAGE = 100
WITHDRAWALS = {
    "operator": "/v1/operations/withdrawals",
    "creator": "/v1/creator/withdrawals",
    "brand": "/v1/brand/withdrawals",
}
"""By who speaks."""


def balance(there: Client, creator_id: str, *, as_json: bool) -> None:
    check_own(there, "creator", creator_id)
    with telling(as_json=as_json) as report:
        report.tell(creator=creator_id)
        _tell_money(there, report, creator_id)


def creator(there: Client, creator_id: str, *, as_json: bool) -> None:
    check_own(there, "creator", creator_id)
    profile = there.get("/v1/creator", parties.CreatorProfile)
    told = there.get("/v1/creator/breaches", parties.Breaches).breaches
    with telling(as_json=as_json) as report:
        creators.tell_profile(report, profile)
        _tell_money(there, report, creator_id)
        creators.tell_services(report, profile)
        party = f"creator:{creator_id}"
        creators.tell_breaches(
            report, (Breach(each.at, party, each.commission_id, each.reason) for each in told)
        )


def _tell_money(there: Client, report: Report, creator_id: str) -> None:
    told = there.balance()
    local.tell_money(report, _money(told))
    _tell_frozen(report, told, creator_id)


def _tell_frozen(report: Report, told: money.Balance, creator_id: str) -> None:
    held = HeldBack(told.withheld_because, told.withheld_fen, _money(told).free_fen)
    tell_frozen(report, held if told.withheld_because else None, creator_id)


def _money(told: money.Balance) -> CreatorMoney:
    return CreatorMoney(**told.model_dump(exclude={"withheld_because"}))


def income(
    there: Client,
    creator_id: str,
    begin: datetime | None,
    end: datetime | None,
    file: Path | None,
    *,
    as_json: bool,
) -> None:
    check_own(there, "creator", creator_id)
    told = there.get("/v1/creator/income", money.Income, _period(begin=begin, end=end)).lines
    with telling(as_json=as_json) as report:
        local.tell_income(report, creator_id, [Income(**each.model_dump()) for each in told], file)
        if not file:
            _tell_frozen(report, there.balance(), creator_id)


def wallet(there: Client, brand_id: str, *, as_json: bool) -> None:
    """Which top-ups there were is no operation."""
    check_own(there, "brand", brand_id)
    profile = there.get("/v1/brand", parties.BrandProfile)
    with telling(as_json=as_json) as report:
        brand.tell_brand(report, profile.id, profile.name, Wallet(**there.wallet().model_dump()))


def statement(
    there: Client,
    brand_id: str,
    since: datetime | None,
    until: datetime | None,
    csv: Path | None,
    *,
    as_json: bool,
) -> None:
    """Raises RefusedThere: NOT_REMOTE where a file would not have all of it."""
    check_own(there, "brand", brand_id)
    told = there.get("/v1/brand/statement", money.Statement, _period(since=since, until=until))
    lines = [Line(**each.model_dump()) for each in told.lines]
    if csv and told.count > len(lines):
        why = (
            f"一次最多 {len(lines)} 行，请分段导出",
            f"{how_many(len(lines), 'lines')} at a time: export shorter periods",
        )
        raise not_there("brand statement --csv", why)
    with telling(as_json=as_json) as report:
        of = Statement(told.account, told.opening_fen, told.closing_fen, told.count)
        tell_lines(report, of, iter(lines), csv)


def withdrawals(there: Client, state: str, creator: str, brand: str, limit: int, *, as_json: bool) -> None:
    """Of a party its own; a hundred at most."""
    me = there.me()
    asked = {"state": state, "creator_id": creator, "brand_id": brand, "limit": str(min(limit, PAGE))}
    if me.kind != "operator":
        named = {"creator": creator, "brand": brand}
        if any(each and (kind, each) != (me.kind, me.party_id) for kind, each in named.items()):
            check_own(there, *next((kind, each) for kind, each in named.items() if each))
        asked = {"limit": str(PAGE if state else min(limit, PAGE))}
    told = there.get(WITHDRAWALS[me.kind], money.Withdrawals, asked)
    found = [Shown(**each.model_dump()) for each in told.withdrawals if state in ("", each.state)]
    with telling(as_json=as_json) as report:
        more = told.more or len(found) > limit
        withdrawals_read.tell_withdrawals(report, found[:limit], more=more)


def withdrawal(there: Client, withdrawal_id: str, *, as_json: bool) -> None:
    path = f"{WITHDRAWALS['operator']}/{quote(withdrawal_id, safe='')}"
    told = there.get(path, money.WithdrawalWhole)
    row, steps = told.withdrawal, told.steps
    with telling(as_json=as_json) as report:
        withdrawals_read.tell_withdrawal(
            report, Shown(**row.model_dump()), [Step(**each.model_dump()) for each in steps]
        )


def _period(**given: datetime | None) -> dict[str, str]:
    return {name: at.isoformat() for name, at in given.items() if at}
