"""Passwords as argon2 keeps them, and secrets sealed under them: of no use to whoever has the books alone."""

import base64
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.parties.members import plain_password
from domain.parties.sign_in import TooOften

ROUNDS, KIB, LANES = 3, 32 * 1024, 1
"""Above what OWASP asks of argon2id (2 rounds of 19 MiB): about 50 ms of one core."""
AT_ONCE = BoundedSemaphore(2)
"""However many sign in: a flood of tries takes two cores and 64 MiB, and no more."""
HASHER = PasswordHasher(time_cost=ROUNDS, memory_cost=KIB, parallelism=LANES, type=Type.ID)
PATIENCE_SECONDS = 3.0
"""For a turn. Who waits holds one of the threads that everybody else is served by."""
SALT, NONCE = 16, 12


def hashed(password: str) -> str:
    with _turn():
        return HASHER.hash(plain_password(password))


def is_right(kept: str, password: str) -> bool:
    try:
        with _turn():
            return HASHER.verify(kept, plain_password(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Kept at lower costs than today's."""
    return HASHER.check_needs_rehash(kept)


def seal(password: str, secret: str) -> str:
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    sealed = AESGCM(_key(password, salt)).encrypt(nonce, secret.encode(), None)
    return base64.b64encode(salt + nonce + sealed).decode()


def unseal(password: str, sealed: str) -> str:
    """Empty under another password."""
    whole = base64.b64decode(sealed)
    salt, nonce, rest = whole[:SALT], whole[SALT : SALT + NONCE], whole[SALT + NONCE :]
    try:
        return AESGCM(_key(password, salt)).decrypt(nonce, rest, None).decode()
    except InvalidTag:
        return ""


@cache
def of_nobody() -> tuple[str, str]:
    """A password and a sealed secret that are compared where there is no member: it takes as long."""
    password = secrets.token_hex()
    return hashed(password), seal(password, secrets.token_hex())


@contextmanager
def _turn() -> Iterator[None]:
    """Raises TooOften where so many sign in that this one's turn does not come."""
    if not AT_ONCE.acquire(timeout=PATIENCE_SECONDS):
        raise TooOften("TOO_MANY_TRIES", int(PATIENCE_SECONDS) + 1)
    try:
        yield
    finally:
        AT_ONCE.release()


def _key(password: str, salt: bytes) -> bytes:
    with _turn():
        return hash_secret_raw(
            secret=plain_password(password).encode(),
            salt=salt,
            time_cost=ROUNDS,
            memory_cost=KIB,
            parallelism=LANES,
            hash_len=32,
            type=Type.ID,
        )
