"""Who has signed a message: looked at when it is judged, by what the workflow has pinned and nothing else.

The bytes are those that came, not what was read from them: a field that two readers read differently is no
part of anybody's word.
"""

import json
import re
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from pydantic import TypeAdapter, ValidationError

    from domain.operators import is_operator
    from domain.process.proof import Claim, check_plain, key_for
    from domain.process.trust import GATEWAY, KEYS_MAX, STRICTER, Key, KeySet, Trust
    from domain.refusals import Refused
    from models.messages import signing
    from models.messages.command import Command
    from models.messages.signature import KID, LATEST
    from models.messages.work import Revival

KEYS = "keys"
"""The signal that brings another set of keys."""
REVIVE = "revive"
"""The name under which the start of what is begun again is signed."""
JUST_VERIFIED = 64
"""An update is verified by its validator and again by its handler: the second time it is remembered."""
HOLDER = re.compile(r"gateway|outside|(brand|operator):[!-~]{1,64}")
_SET = TypeAdapter(KeySet)


class Proved(NamedTuple):
    """A signature that fits. Whether it was used before is not looked at."""

    key: Key
    claim: Claim
    stamped: bool


class Pinned(NamedTuple):
    trust: str
    keys: KeySet | None


def proved(
    by: Pinned, workflow_id: str, name: str, message: RawValue, command: Command, now: datetime
) -> Proved | None:
    """None: it has no signature, and counts without. Raises Refused.

    Without keys nobody can tell one signature from another: there it counts as if it had none.
    """
    said, stamp = command.signature, command.received_at
    if said is None or by.keys is None:
        check_plain(by.trust, by_operator=is_operator(command.actor), stamped=stamp is not None)
        return None
    claim = Claim(said.kid, said.iat, said.exp, said.sig)
    key = key_for(by.keys, claim, stamp, now)
    if not command.command_id:
        raise Refused("FIELD_NEEDED", detail="command_id")
    if not _is_by(key.public, workflow_id, name, message.payload.data):
        raise Refused("SIGNATURE_WRONG")
    return Proved(key, claim, stamp is not None)


def revived_by(by: Pinned, workflow_id: str, revival: Revival, now: datetime) -> Proved | None:
    """As a command ``revive`` of an operator, which only the platform signs. Raises Refused."""
    signature = revival.signature
    if signature is None or by.keys is None:
        check_plain(by.trust, by_operator=is_operator(revival.actor), stamped=False)
        return None
    claim = Claim(signature.kid, signature.iat, signature.exp, signature.sig)
    key = key_for(by.keys, claim, None, now)
    said = {"actor": revival.actor, "reason": revival.reason, "command_id": revival.command_id}
    if key.holder != GATEWAY:
        raise Refused("SIGNATURE_KEY_FOREIGN")
    if not signing.is_by(key.public, workflow_id, REVIVE, {**said, "signature": asdict(signature)}):
        raise Refused("SIGNATURE_WRONG")
    return Proved(key, claim, stamped=False)


@lru_cache(JUST_VERIFIED)
def _is_by(public: str, workflow_id: str, name: str, data: bytes) -> bool:
    try:
        command = plain(data)
    except ValueError:
        return False
    return signing.is_by(public, workflow_id, name, command)


def plain(data: bytes) -> dict[str, Any]:
    """Raises ValueError for what has two readings: a field said twice, a fraction, another coding."""
    said = json.loads(
        data.decode("utf-8"),
        object_pairs_hook=_each_once,
        parse_float=_no_fraction,
        parse_constant=_no_fraction,
    )
    if not isinstance(said, dict):
        raise ValueError("no object")  # noqa: TRY004  # of all that may be wrong with it, one more
    return said


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("said twice")
    return said


def _no_fraction(_: str) -> Any:
    raise ValueError("a fraction")


def renewed(known: KeySet | None, message: RawValue) -> KeySet:
    """The set that a signal brings. Raises Refused: MALFORMED, SIGNATURE_WRONG, KEYS_UNFIT."""
    if known is None:
        raise Refused("KEYS_UNFIT")
    keys, sig = _read(message)
    if keys == known:  # told again
        return known
    if not signing.are_by(known.root, keys, sig):
        raise Refused("SIGNATURE_WRONG")
    if keys.of != known.of or keys.version <= known.version:
        raise Refused("KEYS_UNFIT")
    return keys


def _read(message: RawValue) -> tuple[KeySet, str]:
    try:
        said = plain(message.payload.data)
        sig = said.pop("sig")
        keys = _SET.validate_python(said, strict=False)
    except (ValueError, KeyError, RecursionError, ValidationError):
        raise Refused("MALFORMED") from None
    if not isinstance(sig, str) or set(said) != {"root", "version", "of", "keys"} or not are_possible(keys):
        raise Refused("MALFORMED")
    return keys, sig


def are_possible(keys: KeySet) -> bool:
    """Whether any platform can have made such a set: whatever is in it can be signed and compared."""
    kids = {each.kid for each in keys.keys}
    return (
        len(kids) == len(keys.keys) <= KEYS_MAX
        and 0 <= keys.version <= LATEST
        and HOLDER.fullmatch(keys.of or GATEWAY) is not None
        and all(map(_is_possible, [*keys.keys, Key("root", keys.root, GATEWAY, 0)]))
    )


def _is_possible(key: Key) -> bool:
    named = KID.fullmatch(key.kid) and HOLDER.fullmatch(key.holder)
    return bool(named) and 0 <= key.since <= LATEST and 0 <= key.until <= LATEST and signing.is_key(key)


def could_be_pinned(by: Pinned, of: str) -> bool:
    """Whether a start of ours can say so. ``of``: whose keys may stand beside the platform's."""
    if by.trust not in STRICTER:
        return False
    if by.keys is None:
        return by.trust == Trust.CLUSTER
    return by.keys.of == of and are_possible(by.keys)
