"""The bytes that are signed, by the three examples that others check their programs by."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.process.trust import Key, KeySet
from models.messages import signing
from models.messages.signing_vectors import VECTORS
from services.signing import Signer
from services.signing import signed as as_the_platform_sends
from tests.walks import for_each

Vector = Mapping[str, Any]


def private(vector: Vector) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["private"]))


def signed(vector: Vector, **other: Any) -> dict[str, Any]:
    said = {**vector, **other}
    whole = (said["kid"], said["workflow_id"], said["name"], said["command"], said["iat"], said["exp"])
    return signing.sign(private(said), *whole)


def is_by(vector: Vector, command: Mapping[str, Any], **other: str) -> bool:
    said = {**vector, **other}
    return signing.is_by(said["public"], said["workflow_id"], said["name"], command)


@for_each("vector", VECTORS)
def test_every_example_gives_the_bytes_and_the_signature_that_are_printed(vector: Vector) -> None:
    command = vector["command"]
    told = signing.signed_bytes(vector["workflow_id"], vector["name"], command, vector["iat"], vector["exp"])

    assert signing.public_of(private(vector)) == vector["public"]
    assert signing.body_of(command) == vector["body"]
    assert told.decode() == vector["signed"]
    assert signed(vector)["signature"]["sig"] == vector["sig"]
    assert is_by(vector, signed(vector))


@for_each("vector", VECTORS)
def test_whatever_is_altered_is_not_what_was_signed(vector: Vector) -> None:
    command = signed(vector)
    signature = command["signature"]
    altered = [{**command, field: f"{value}."} for field, value in command.items() if field != "signature"]
    altered += [{**command, "reason": "another"}, {**command, "linked": True}]
    altered += [{k: v for k, v in command.items() if k != field} for field in vector["command"]]
    altered += [
        {**command, "signature": {**signature, field: signature[field] + 1}} for field in ("iat", "exp")
    ]
    altered += [{**command, "signature": {k: v for k, v in signature.items() if k != "sig"}}]

    assert not any(is_by(vector, each) for each in altered)
    assert not is_by(vector, command, workflow_id="commission/another")
    assert not is_by(vector, command, name="settle")
    assert not is_by(vector, command, public=signing.public_of(Ed25519PrivateKey.generate()))


@pytest.mark.parametrize("value", [1.0, None, {"a": 1}, [1.5], [None], [[1]], "\ud800", 2**53])
def test_what_has_more_than_one_spelling_is_not_signed(value: Any) -> None:
    vector = VECTORS[0]

    with pytest.raises(signing.NotSignable):
        signing.body_of({**vector["command"], "reason": value})
    assert not is_by(vector, {**signed(vector), "reason": value})


def test_one_signature_is_written_one_way() -> None:
    """Two spare bits of its last character: read leniently, the same bytes would have four spellings."""
    vector = VECTORS[0]
    command = signed(vector)
    sig = command["signature"]["sig"]
    twins = [sig[:-1] + each for each in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]

    accepted = [
        twin
        for twin in twins
        if is_by(vector, {**command, "signature": {**command["signature"], "sig": twin}})
    ]

    assert accepted == [sig]


def test_a_set_of_keys_is_signed_as_a_whole() -> None:
    root = Ed25519PrivateKey.generate()
    gateway = Key("g", VECTORS[1]["public"], "gateway", 1)
    keys = KeySet(signing.public_of(root), 3, "brand:qingyou", (gateway,))

    said = signing.sign_keys(root, keys)

    assert signing.are_by(keys.root, keys, said["sig"])
    others = [replace(keys, version=4), replace(keys, of=""), replace(keys, keys=())]
    others += [replace(keys, keys=(replace(gateway, until=9),)), replace(keys, root=gateway.public)]
    assert not any(signing.are_by(keys.root, each, said["sig"]) for each in others)
    assert not signing.are_by(gateway.public, keys, said["sig"])


def test_whether_a_text_can_be_a_public_key_is_told() -> None:
    good = Key("g", VECTORS[0]["public"], "gateway", 1)

    assert signing.is_key(good)
    assert not any(signing.is_key(replace(good, public=each)) for each in ("", "A" * 42, "A" * 44, "ü" * 43))


def test_what_is_stamped_in_one_second_and_signed_in_the_next_is_within_its_signature() -> None:
    stamp = datetime(2026, 12, 1, 4, 0, 10, 900_000, tzinfo=UTC)
    signer = Signer("gw_1", Ed25519PrivateKey.generate(), lambda _: stamp + timedelta(milliseconds=200))
    command = {"actor": "creator:atang", "command_id": "a-1", "received_at": stamp}

    made = as_the_platform_sends(signer, "commission/c-1", "accept", command)["signature"]

    assert made["iat"] <= stamp.timestamp() < made["exp"]
