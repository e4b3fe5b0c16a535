"""Public keys of brands, and the platform's own keys: what commands are signed with."""

from typing import Annotated

from fastapi import APIRouter, Request

from domain.parties.actor import Actor, ActorKind
from models.api import access as shapes
from services.access import signing_keys
from starter.http.calling import OpenedApp, may, origin_of, token_of
from starter.http.described import NO_KEY

router = APIRouter(prefix="/v1/signing-keys", tags=["brands · 品牌主"])
of_platform = APIRouter(prefix="/v1/operations/signing-keys", tags=["operators · 平台运营"])
ONCE = {NO_KEY: True}
"""A public key is registered once, whatever is sent twice."""
Owner = Annotated[Actor, may("keys.manage", ActorKind.BRAND)]
Supervisor = Annotated[Actor, may("operator.signing_keys", ActorKind.OPERATOR)]


@router.get("", response_model=shapes.SigningKeys, summary="签名公钥 · our public keys")
def listed(app: OpenedApp, actor: Owner) -> shapes.SigningKeys:
    found = signing_keys.signing_keys_of(app.engine, actor, actor.party_id)
    return shapes.SigningKeys(
        keys=[shapes.SigningKey.model_validate(each, from_attributes=True) for each in found]
    )


@router.post(
    "", response_model=shapes.SigningKey, summary="登记公钥 · register a public key", openapi_extra=ONCE
)
def register(
    request: Request, app: OpenedApp, wanted: shapes.NewSigningKey, actor: Owner
) -> shapes.SigningKey:
    """It reaches open commissions within a minute."""
    made = signing_keys.register_signing_key(
        app.engine,
        actor,
        actor.party_id,
        wanted.name,
        wanted.public,
        wanted.expires_at,
        origin=origin_of(request, token_of(request)),
    )
    return shapes.SigningKey.model_validate(made, from_attributes=True)


@router.delete("/{key_id}", response_model=shapes.Ended, summary="作废公钥 · revoke", openapi_extra=ONCE)
def revoke(request: Request, app: OpenedApp, key_id: str, actor: Owner) -> shapes.Ended:
    """Open commissions hear of it within a minute."""
    origin = origin_of(request, token_of(request))
    signing_keys.revoke_signing_key(app.engine, actor, actor.party_id, key_id, origin=origin)
    return shapes.Ended()


@of_platform.get("", response_model=shapes.PlatformKeys, summary="平台密钥 · the platform's keys")
def platform(app: OpenedApp, actor: Supervisor) -> shapes.PlatformKeys:
    found = signing_keys.platform_keys_of(app.engine, actor)
    return shapes.PlatformKeys(
        keys=[shapes.PlatformKey.model_validate(each, from_attributes=True) for each in found]
    )


@of_platform.post(
    "",
    response_model=shapes.PlatformKey,
    summary="更换平台密钥 · another key in its place",
    openapi_extra=ONCE,
)
def rotate(
    request: Request, app: OpenedApp, wanted: shapes.NewPlatformKey, actor: Supervisor
) -> shapes.PlatformKey:
    """What the old gateway key has signed counts for a day; the old root key signs the new one in."""
    origin = origin_of(request, token_of(request))
    made = signing_keys.rotate_platform_key(app.engine, actor, wanted.use, origin=origin)
    return shapes.PlatformKey.model_validate(made, from_attributes=True)


@of_platform.delete(
    "/{key_id}", response_model=shapes.Ended, summary="作废网关密钥 · revoke", openapi_extra=ONCE
)
def revoke_gateway(request: Request, app: OpenedApp, key_id: str, actor: Supervisor) -> shapes.Ended:
    """One that was replaced before: nothing that it has signed counts any more."""
    origin = origin_of(request, token_of(request))
    signing_keys.revoke_gateway_key(app.engine, actor, key_id, origin=origin)
    return shapes.Ended()
