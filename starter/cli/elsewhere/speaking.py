"""Whose token it is, and whom a command names."""

from domain.refusals import Refused
from models.api.access import Me
from starter.remote.client import Client


def check_own(there: Client, kind: str, party_id: str, operator: str = "") -> None:
    """The party it names must be the one who speaks: any other looks absent. Raises Refused."""
    me = there.me()
    if (me.kind, me.party_id) != (kind, party_id):
        raise Refused("BRAND_UNKNOWN" if kind == "brand" else "CREATOR_UNKNOWN")
    check_named(me, operator)


def check_speaker(there: Client, operator: str) -> None:
    """An operator who is named, as ``operator:ID`` or as the id, is the one who speaks. Raises Refused."""
    if operator:
        check_named(there.me(), operator)


def check_named(me: Me, operator: str) -> None:
    if operator and (me.kind, me.name) != ("operator", operator.removeprefix("operator:")):
        raise Refused("REMOTE_SPEAKER_OTHER")
