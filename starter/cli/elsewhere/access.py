"""Members, keys and the audit log of a platform elsewhere."""

from datetime import datetime, timedelta
from urllib.parse import quote

from domain.parties.actor import ActorKind
from domain.refusals import Refused
from models.api import access, operations
from starter.cli import audited, keys, keys_read, members, members_read
from starter.cli.elsewhere.speaking import check_named, check_own
from starter.cli.report import telling
from starter.remote.client import Client

KEYS = "/v1/brand/keys"
PLACES = {ActorKind.BRAND: "/v1/brand", ActorKind.OPERATOR: "/v1/operations"}
"""By whose members they are: those of who speaks."""


def list_members(there: Client, brand: str, *, as_json: bool) -> None:
    """Invitations that are open are no operation."""
    told = there.get(f"{_place(there, brand=brand)}/members", access.Members)
    with telling(as_json=as_json) as report:
        members_read.tell_members(report, told.members)


def invite(there: Client, name: str, role: str, brand: str, operator: str) -> None:
    wanted = access.Invite(role=role, name=name)
    place = _place(there, operator, brand=brand)
    members.tell_invited(there.post(f"{place}/invitations", wanted, access.Invited, key=None))


def change_role(there: Client, member: str, role: str, operator: str) -> None:
    path = f"{_place(there, operator)}/members/{quote(member, safe='')}/role"
    members.tell_role(there.put(path, access.NewRole(role=role), access.Member, key=None))


def remove(there: Client, member: str, operator: str) -> None:
    path = f"{_place(there, operator)}/members/{quote(member, safe='')}"
    members.tell_removed(there.delete(path, access.Member))


def list_keys(there: Client, brand_id: str, *, as_json: bool) -> None:
    check_own(there, "brand", brand_id)
    with telling(as_json=as_json) as report:
        keys_read.tell_keys(report, there.get(KEYS, access.Keys).keys)


def create_key(
    there: Client, brand_id: str, name: str, scope: list[str], expires: datetime | None, operator: str
) -> None:
    check_own(there, "brand", brand_id, operator)
    wanted = access.NewKey(name=name, scopes=scope, expires_at=expires)
    keys.tell_key(there.post(KEYS, wanted, access.KeyShown, key=None))


def rotate_key(there: Client, brand_id: str, key: str, overlap: timedelta, operator: str) -> None:
    check_own(there, "brand", brand_id, operator)
    wanted = access.Rotate(overlap_seconds=int(overlap.total_seconds()))
    path = f"{KEYS}/{quote(key, safe='')}/rotate"
    keys.tell_key(there.post(path, wanted, access.KeyShown, key=None))
    keys.tell_overlap(key, overlap)


def revoke_key(there: Client, brand_id: str, key: str, operator: str) -> None:
    check_own(there, "brand", brand_id, operator)
    there.delete(f"{KEYS}/{quote(key, safe='')}", access.Ended)
    keys.tell_revoked(key)


def audit(
    there: Client,
    party: str,
    whom: str,
    what: str,
    since: datetime | None,
    until: datetime | None,
    after: int,
    *,
    as_json: bool,
) -> None:
    period = {"since": since.isoformat() if since else "", "until": until.isoformat() if until else ""}
    asked = {"party": party, "whom": whom, "what": what, "limit": str(audited.SHOWN), **period}
    path = "/v1/operations/audit-log"
    told = there.get(path, operations.AuditLog, {**asked, "after": str(after) if after else ""})
    with telling(as_json=as_json) as report:
        audited.tell_audited(report, told.lines)


def _place(there: Client, operator: str = "", *, brand: str = "") -> str:
    """Raises Refused: of another brand, or who is neither a member nor an operator."""
    me = there.me()
    check_named(me, operator)
    if me.kind not in PLACES:
        raise Refused("FORBIDDEN")
    if brand and (me.kind, me.party_id) != (ActorKind.BRAND, brand):
        raise Refused("BRAND_UNKNOWN")
    return PLACES[ActorKind(me.kind)]
