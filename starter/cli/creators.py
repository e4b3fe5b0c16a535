"""`starmap creator list` and `show`: who takes orders at what price, and what stands on an account."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.task_types import TASK_TYPES
from domain.counts import how_many
from domain.instants import written
from domain.money.amounts import yuan
from domain.parties.profiles import CreatorProfile, Service
from services.books import Books
from services.money import earnings
from services.money.withheld import held_back
from services.parties import profiles
from services.parties.breaches import Breach
from starter.cli import income, sent
from starter.cli.columns import Column, Word, at, fen, mark, text, whole, word
from starter.cli.console import pick, with_books
from starter.cli.frozen import tell_frozen
from starter.cli.kinds import CREATOR, one_of
from starter.cli.report import Report, reported

if TYPE_CHECKING:
    from models.api import parties

    Profile = CreatorProfile | parties.CreatorProfile

TYPES = " | ".join(TASK_TYPES)
TYPE = one_of(*TASK_TYPES)
AUTOMATIC, BY_HAND = ("自动打款", "paid out by itself"), ("自己提现", "withdrawn by hand")


def _type(name: str) -> Word:
    known = TASK_TYPES.get(name)
    return word(name, (known.zh, known.en) if known else None)


def _quotes(services: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"{_type(each['task_type'])} {yuan(each['quote_fen']) if each['quote_fen'] else '-'}"
        for each in services
    )


CREATORS = (
    whole("id", "创作者", "creator"),
    text("name", "昵称", "name"),
    text("owner", "主体", "owner"),
    whole("state", "状态", "state"),
    Column("services", "开通的类型与报价", "open types and quotes", _quotes, whole=True),
    fen("balance", "余额", "balance"),
    at("joined_at", "开户", "joined"),
)
OFFERS = tuple(each for each in CREATORS if each.name in ("id", "name", "state", "services"))
SERVICES = (
    whole("task_type", "类型", "type"),
    mark("opened", "已开通", "open"),
    fen("quote", "报价", "quote"),
)
OPEN, PAUSED, FROZEN = (
    Word("open", "接单", "takes orders"),
    Word("paused", "暂停接单", "paused"),
    Word("frozen", "已冻结", "frozen"),
)


@reported
def list_creators(
    report: Report,
    kind: str = typer.Option("", "--type", parser=one_of(*TASK_TYPES, optional=True), help=TYPES),
) -> None:
    """全部创作者及其报价 · every creator, with the quotes"""

    def act(books: Books) -> None:
        found = profiles.creators(books.engine, kind)
        report.rows("creators", CREATORS, map(_row, found))
        report.say(f"{len(found)} 位创作者", how_many(len(found), "creators"))

    with_books(act)


def offered(each: "parties.CreatorOffer") -> tuple[Any, ...]:
    """What brands see of one."""
    state = PAUSED if each.paused else OPEN
    quotes = [service.model_dump() for service in each.services if service.opened]
    return (each.id, each.name, state, quotes)


def _row(each: CreatorProfile) -> tuple[Any, ...]:
    state = FROZEN if each.frozen_because else PAUSED if each.paused else OPEN
    quotes = [_quoted(service) for service in each.services if service.opened]
    return (each.id, each.name, each.owner, state, quotes, each.balance_fen, each.joined_at)


def _quoted(service: Service) -> dict[str, Any]:
    return {"task_type": service.task_type, "opened": service.opened, "quote_fen": service.quote_fen}


@reported
def show_creator(report: Report, creator_id: str = CREATOR) -> None:
    """账户、报价、余额、违约记录 · account, quotes, balance, breach record"""

    def act(books: Books) -> None:
        profile = profiles.creator(books.engine, creator_id)
        report.tell(owner=profile.owner)
        tell_profile(report, profile)
        income.tell_money(report, earnings.money_of(books.engine, creator_id))
        tell_frozen(report, held_back(books.engine, creator_id), creator_id)
        tell_services(report, profile)
        tell_breaches(report, profiles.breaches(books.engine, creator_id))

    with_books(act)


def tell_profile(report: Report, profile: "Profile") -> None:
    report.line(
        f"{profile.name}（{profile.id}）" + pick(" · 暂停接单", " · paused") * profile.paused,
        id=profile.id,
        name=profile.name,
        paused=profile.paused,
        frozen_because=profile.frozen_because,
    )
    if profile.frozen_because:
        report.say(f"账户已冻结：{profile.frozen_because}", f"frozen: {profile.frozen_because}", "yellow")
    _tell_payee(report, profile)


def tell_services(report: Report, profile: "Profile") -> None:
    rows = ((_type(each.task_type), each.opened, each.quote_fen) for each in profile.services)
    report.rows("services", SERVICES, rows)


def tell_breaches(report: Report, found: Iterable[Breach]) -> None:
    report.events("breaches", map(_breach, found), "yellow")


def _breach(breach: Breach) -> tuple[str, dict[str, Any]]:
    rule = BREACHES[breach.reason]
    line = f"{written(breach.at)} {breach.commission_id}"
    facts = {"at": breach.at, "commission": breach.commission_id, "reason": breach.reason}
    return pick(f"违约记录 {line} {rule.zh}", f"breach {line} {rule.en}"), facts


def _tell_payee(report: Report, profile: "Profile") -> None:
    """Masked: it is read on screens."""
    account = f"{sent.account_kind(profile.payout_kind)} {profile.payout_account} {profile.payout_holder}"
    bound = account if profile.payout_kind else pick("未绑定", "none")
    name = profile.verified_name or pick("未认证", "not verified")
    manner = pick(*(BY_HAND if profile.payout_by_hand else AUTOMATIC))
    report.say(
        f"实名：{name} · 收款账户：{bound} · {manner}",
        f"real name {name} · account {bound} · {manner}",
        verified_name=profile.verified_name,
        payout_kind=profile.payout_kind,
        payout_account=profile.payout_account,
        payout_holder=profile.payout_holder,
        payout_by_hand=profile.payout_by_hand,
    )
