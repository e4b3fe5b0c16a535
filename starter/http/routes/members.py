"""Members of a brand and of the platform: invited by a link, in by password and one-time code, with keys."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request

from domain.parties.actor import Actor, ActorKind, Role
from domain.refusals import Refused
from models.api import access as shapes
from services.access import joining, keys, members, passwords
from starter.http.calling import OpenedApp, may, origin_of, token_of
from starter.http.described import NO_KEY, OPEN
from starter.http.routes.sign_in import told

router = APIRouter(prefix="/v1/sign-in", tags=["sign-in · 登录"])
of_brand = APIRouter(prefix="/v1/brand", tags=["brands · 品牌主"])
of_platform = APIRouter(prefix="/v1/operations", tags=["operators · 平台运营"])
FREE, SHOWN_ONCE = {OPEN: True, NO_KEY: True}, {NO_KEY: True}
"""What is shown once is kept nowhere, under no key: asked again it is another one."""
Owner = Annotated[Actor, may("members.manage", ActorKind.BRAND)]
Supervisor = Annotated[Actor, may("members.manage", ActorKind.OPERATOR)]
KeyOwner = Annotated[Actor, may("keys.manage", ActorKind.BRAND)]


@router.post(
    "/passwords", response_model=shapes.SignedIn, summary="成员登录 · members sign in", openapi_extra=FREE
)
def sign_in(request: Request, app: OpenedApp, given: shapes.PasswordSignIn) -> shapes.SignedIn:
    done = passwords.sign_in_by_password(
        app.engine, app.settings, given.login, given.password, given.code, origin_of(request)
    )
    return shapes.SignedIn(token=done.token, expires_at=done.expires_at, me=told(done.actor))


@router.post(
    "/invitations",
    response_model=shapes.Offer,
    summary="查看邀请 · look at an invitation",
    openapi_extra=FREE,
)
def offer(request: Request, app: OpenedApp, given: shapes.InvitationToken) -> shapes.Offer:
    found = joining.look_at_invitation(app.engine, given.token, origin_of(request))
    return shapes.Offer.model_validate(found, from_attributes=True)


@router.post(
    "/members", response_model=shapes.Joined, summary="接受邀请 · accept an invitation", openapi_extra=FREE
)
def accept(request: Request, app: OpenedApp, given: shapes.Acceptance) -> shapes.Joined:
    done = joining.accept_invitation(
        app.engine, app.settings, given.token, given.password, given.code, origin_of(request), name=given.name
    )
    return shapes.Joined(
        token=done.signed_in.token,
        expires_at=done.signed_in.expires_at,
        me=told(done.signed_in.actor),
        login=done.login,
        recovery_codes=list(done.recovery_codes),
    )


@of_brand.get("/members", response_model=shapes.Members, summary="成员 · members")
def brand_members(app: OpenedApp, actor: Owner) -> shapes.Members:
    return listed(app, actor)


@of_brand.post(
    "/invitations", response_model=shapes.Invited, summary="邀请成员 · invite", openapi_extra=SHOWN_ONCE
)
def brand_invites(request: Request, app: OpenedApp, wanted: shapes.Invite, actor: Owner) -> shapes.Invited:
    return invited(request, app, wanted, actor)


@of_brand.put(
    "/members/{member_id}/role",
    response_model=shapes.Member,
    summary="改角色 · another role",
    openapi_extra=SHOWN_ONCE,
)
def brand_changes(
    request: Request, app: OpenedApp, member_id: str, wanted: shapes.NewRole, actor: Owner
) -> shapes.Member:
    return changed(request, app, member_id, wanted, actor)


@of_brand.delete(
    "/members/{member_id}",
    response_model=shapes.Member,
    summary="移除成员 · remove",
    openapi_extra=SHOWN_ONCE,
)
def brand_removes(request: Request, app: OpenedApp, member_id: str, actor: Owner) -> shapes.Member:
    return removed(request, app, member_id, actor)


@of_brand.post(
    "/members/{member_id}/reset",
    response_model=shapes.Invited,
    summary="重新邀请成员 · invite a member again",
    description="丢了密码或验证器的成员 · for who lost the password or the authenticator",
    openapi_extra=SHOWN_ONCE,
)
def brand_resets(request: Request, app: OpenedApp, member_id: str, actor: Owner) -> shapes.Invited:
    return invited_again(request, app, member_id, actor)


@of_brand.delete(
    "/invitations/{invitation_id}",
    response_model=shapes.Ended,
    summary="撤回邀请 · take an invitation back",
    openapi_extra=SHOWN_ONCE,
)
def brand_takes_back(request: Request, app: OpenedApp, invitation_id: str, actor: Owner) -> shapes.Ended:
    return taken_back(request, app, invitation_id, actor)


@of_platform.get("/members", response_model=shapes.Members, summary="运营成员 · operators")
def operators(app: OpenedApp, actor: Supervisor) -> shapes.Members:
    return listed(app, actor)


@of_platform.post(
    "/invitations",
    response_model=shapes.Invited,
    summary="邀请运营 · invite an operator",
    openapi_extra=SHOWN_ONCE,
)
def operator_invites(
    request: Request, app: OpenedApp, wanted: shapes.Invite, actor: Supervisor
) -> shapes.Invited:
    return invited(request, app, wanted, actor)


@of_platform.put(
    "/members/{member_id}/role",
    response_model=shapes.Member,
    summary="改角色 · another role",
    openapi_extra=SHOWN_ONCE,
)
def operator_changes(
    request: Request, app: OpenedApp, member_id: str, wanted: shapes.NewRole, actor: Supervisor
) -> shapes.Member:
    return changed(request, app, member_id, wanted, actor)


@of_platform.delete(
    "/members/{member_id}",
    response_model=shapes.Member,
    summary="移除运营 · remove",
    openapi_extra=SHOWN_ONCE,
)
def operator_removes(request: Request, app: OpenedApp, member_id: str, actor: Supervisor) -> shapes.Member:
    return removed(request, app, member_id, actor)


@of_platform.post(
    "/members/{member_id}/reset",
    response_model=shapes.Invited,
    summary="重新邀请运营 · invite an operator again",
    description="丢了密码或验证器的成员 · for who lost the password or the authenticator",
    openapi_extra=SHOWN_ONCE,
)
def operator_resets(request: Request, app: OpenedApp, member_id: str, actor: Supervisor) -> shapes.Invited:
    return invited_again(request, app, member_id, actor)


@of_platform.delete(
    "/invitations/{invitation_id}",
    response_model=shapes.Ended,
    summary="撤回邀请 · take an invitation back",
    openapi_extra=SHOWN_ONCE,
)
def operator_takes_back(
    request: Request, app: OpenedApp, invitation_id: str, actor: Supervisor
) -> shapes.Ended:
    return taken_back(request, app, invitation_id, actor)


@of_brand.get("/keys", response_model=shapes.Keys, summary="API 密钥 · API keys")
def brand_keys(app: OpenedApp, actor: KeyOwner) -> shapes.Keys:
    found = keys.keys_of(app.engine, actor, actor.party_id)
    return shapes.Keys(keys=[shapes.Key.model_validate(each, from_attributes=True) for each in found])


@of_brand.post(
    "/keys", response_model=shapes.KeyShown, summary="新密钥 · a new key", openapi_extra=SHOWN_ONCE
)
def make_key(request: Request, app: OpenedApp, wanted: shapes.NewKey, actor: KeyOwner) -> shapes.KeyShown:
    made = keys.create_key(
        app.engine,
        app.settings,
        actor,
        actor.party_id,
        wanted.name,
        wanted.scopes,
        wanted.expires_at,
        origin=origin_of(request, token_of(request)),
    )
    return shapes.KeyShown.model_validate(made, from_attributes=True)


@of_brand.post(
    "/keys/{key_id}/rotate",
    response_model=shapes.KeyShown,
    summary="轮换密钥 · rotate",
    openapi_extra=SHOWN_ONCE,
)
def rotate(
    request: Request, app: OpenedApp, key_id: str, wanted: shapes.Rotate, actor: KeyOwner
) -> shapes.KeyShown:
    overlap, origin = timedelta(seconds=wanted.overlap_seconds), origin_of(request, token_of(request))
    made = keys.rotate_key(app.engine, app.settings, actor, actor.party_id, key_id, overlap, origin=origin)
    return shapes.KeyShown.model_validate(made, from_attributes=True)


@of_brand.delete(
    "/keys/{key_id}", response_model=shapes.Ended, summary="吊销密钥 · revoke", openapi_extra=SHOWN_ONCE
)
def revoke(request: Request, app: OpenedApp, key_id: str, actor: KeyOwner) -> shapes.Ended:
    origin = origin_of(request, token_of(request))
    keys.revoke_key(app.engine, actor, actor.party_id, key_id, origin=origin)
    return shapes.Ended()


def listed(app: OpenedApp, actor: Actor) -> shapes.Members:
    found = members.members_of(app.engine, actor, actor.kind, actor.party_id)
    return shapes.Members(
        members=[shapes.Member.model_validate(each, from_attributes=True) for each in found]
    )


def invited(request: Request, app: OpenedApp, wanted: shapes.Invite, actor: Actor) -> shapes.Invited:
    origin = origin_of(request, token_of(request))
    made = members.invite(
        app.engine, actor, actor.kind, actor.party_id, role_of(wanted.role), wanted.name, origin=origin
    )
    return shapes.Invited.model_validate(made, from_attributes=True)


def invited_again(request: Request, app: OpenedApp, member_id: str, actor: Actor) -> shapes.Invited:
    origin = origin_of(request, token_of(request))
    made = members.reset_member(app.engine, actor, member_id, origin=origin)
    return shapes.Invited.model_validate(made, from_attributes=True)


def taken_back(request: Request, app: OpenedApp, invitation_id: str, actor: Actor) -> shapes.Ended:
    origin = origin_of(request, token_of(request))
    members.withdraw_invitation(app.engine, actor, invitation_id, origin=origin)
    return shapes.Ended()


def changed(
    request: Request, app: OpenedApp, member_id: str, wanted: shapes.NewRole, actor: Actor
) -> shapes.Member:
    origin = origin_of(request, token_of(request))
    done = members.change_role(app.engine, actor, member_id, role_of(wanted.role), origin=origin)
    return shapes.Member.model_validate(done, from_attributes=True)


def removed(request: Request, app: OpenedApp, member_id: str, actor: Actor) -> shapes.Member:
    done = members.remove_member(app.engine, actor, member_id, origin=origin_of(request, token_of(request)))
    return shapes.Member.model_validate(done, from_attributes=True)


def role_of(written: str) -> Role:
    """Raises Refused: ROLE_UNKNOWN."""
    try:
        return Role(written)
    except ValueError:
        raise Refused("ROLE_UNKNOWN") from None
