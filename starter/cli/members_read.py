"""`starmap member list`: who signs in for a brand, or the operators; from the books alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import typer

from domain.counts import how_many
from domain.parties.actor import ROLE_WORDS, ActorKind, Role, at_the_terminal
from services.access import members
from services.books import Books
from starter.cli.columns import Word, at, text, whole, word
from starter.cli.console import with_books
from starter.cli.kinds import ANY_PARTY_ID
from starter.cli.report import Report, reported

WHOSE = typer.Option(
    "",
    "--brand",
    parser=ANY_PARTY_ID,
    help="品牌主的成员；不写为平台运营 · of a brand; without it, the operators",
)


class Told(Protocol):
    """Of a member."""

    @property
    def id(self) -> str: ...
    @property
    def login(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def joined_at(self) -> datetime: ...


MEMBERS = (
    whole("id", "编号", "id"),
    text("login", "登录名", "login"),
    whole("role", "角色", "role"),
    at("joined_at", "加入", "joined"),
)
INVITED = (
    whole("id", "邀请", "invitation"),
    text("name", "名字", "name"),
    whole("role", "角色", "role"),
    at("expires_at", "有效至", "until"),
)


@reported
def list_members(report: Report, brand: str = WHOSE) -> None:
    """成员与未接受的邀请 · the members, and invitations that are open"""
    kind = ActorKind.BRAND if brand else ActorKind.OPERATOR

    def act(books: Books) -> None:
        tell_members(report, members.members_of(books.engine, at_the_terminal(""), kind, brand))
        waiting = members.invitations_of(books.engine, at_the_terminal(""), kind, brand)
        if waiting:
            rows = ((each.id, each.name, _role(each.role), each.expires_at) for each in waiting)
            report.rows("invitations", INVITED, rows)
        else:
            report.tell(invitations=[])

    with_books(act)


def tell_members(report: Report, found: Sequence[Told]) -> None:
    rows = ((each.id, each.login, _role(each.role), each.joined_at) for each in found)
    report.rows("members", MEMBERS, rows)
    report.say(f"{len(found)} 位成员", how_many(len(found), "members"))


def _role(code: str) -> Word:
    return word(code, ROLE_WORDS.get(Role(code)))
