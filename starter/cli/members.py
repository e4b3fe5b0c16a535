"""`starmap member …`: who signs in for a brand, and the operators themselves."""

from typing import TYPE_CHECKING

import typer

from domain.parties.actor import ROLE_WORDS, ActorKind, Role, at_the_terminal, roles_of
from services.access import members
from services.access.members import Invited
from starter.cli.console import moment, note, say, with_books
from starter.cli.kinds import OPERATOR_ID, REFERENCE, argument, one_of
from starter.cli.members_read import WHOSE, Told, list_members
from starter.cli.named import OPERATOR, named

if TYPE_CHECKING:
    from models.api import access

group = typer.Typer(no_args_is_help=True)
group.command("list")(list_members)

THERE_ARE = [role.value for kind in (ActorKind.BRAND, ActorKind.OPERATOR) for role in roles_of(kind)]
ROLES = " | ".join(THERE_ARE)
ROLE = one_of(*THERE_ARE)
MEMBER = argument(REFERENCE, "MEMBER", "编号，见 member list · the id, from member list")


@group.command("invite")
def invite(
    name: str = argument(
        OPERATOR_ID, "NAME", "登录与署名用，没有空白和 @ · to sign in with; no blanks, no @"
    ),
    role: str = typer.Option(..., "--role", parser=ROLE, help=ROLES),
    brand: str = WHOSE,
    operator: str = OPERATOR,
) -> None:
    """邀请成员：打印一次性邀请码 · invite a member: prints an invitation that is good once"""
    by = at_the_terminal(_name(operator))
    kind = ActorKind.BRAND if brand else ActorKind.OPERATOR
    tell_invited(with_books(lambda books: members.invite(books.engine, by, kind, brand, Role(role), name)))


@group.command("reset")
def reset(member: str = MEMBER, operator: str = OPERATOR) -> None:
    """成员丢了密码或验证器：重新邀请 · for who lost the password or the authenticator: invite again"""
    by = at_the_terminal(_name(operator))
    tell_invited(with_books(lambda books: members.reset_member(books.engine, by, member)))


@group.command("withdraw-invitation")
def withdraw_invitation(
    invitation: str = argument(REFERENCE, "INVITATION", "编号，见 member list · the id, from member list"),
    operator: str = OPERATOR,
) -> None:
    """撤回邀请 · take an invitation back"""
    by = at_the_terminal(_name(operator))
    with_books(lambda books: members.withdraw_invitation(books.engine, by, invitation))
    say(f"✓ 邀请 {invitation} 已撤回", f"✓ invitation {invitation} is taken back", invitation=invitation)


@group.command("role")
def change_role(
    member: str = MEMBER, role: str = argument(ROLE, "ROLE", ROLES), operator: str = OPERATOR
) -> None:
    """更改角色，下一次请求起生效 · give another role, from the next request on"""
    by = at_the_terminal(_name(operator))
    found = with_books(lambda books: members.change_role(books.engine, by, member, Role(role)))
    tell_role(found)


def tell_role(found: Told) -> None:
    zh, en = ROLE_WORDS[Role(found.role)]
    say(f"✓ {found.login} 现在是{zh}", f"✓ {found.login} is now {en}", member=found.id, role=found.role)


@group.command("remove")
def remove(member: str = MEMBER, operator: str = OPERATOR) -> None:
    """移除成员，其登录立即失效 · remove a member, who is signed out immediately"""
    by = at_the_terminal(_name(operator))
    tell_removed(with_books(lambda books: members.remove_member(books.engine, by, member)))


def tell_removed(found: Told) -> None:
    say(f"✓ {found.login} 已移除", f"✓ {found.login} is removed", member=found.id, login=found.login)


def _name(operator: str) -> str:
    """Raises CommandRefused where nobody is named."""
    return named(operator).partition(":")[2]


def tell_invited(made: "Invited | access.Invited") -> None:
    until = moment(made.expires_at)
    note(invitation=made.id, login=made.login, token=made.token, expires_at=made.expires_at)
    say(
        f"✓ 已邀请 {made.login}，{until} 前有效。邀请码只显示这一次，请私下交给本人：",
        f"✓ {made.login} is invited, until {until}. This is shown once; hand it to nobody else:",
    )
    say(made.token, made.token)
