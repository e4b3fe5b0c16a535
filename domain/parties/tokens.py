"""Secrets that are shown once: how they are written, and what of them is kept.

`sm_test_…` and `sm_live_…` are API keys, `sms_…` sessions, `smi_…` invitations, `smb_…` what binds a code to
who asked for it. The last six characters are a checksum: a scanner of leaked secrets knows one without asking
us, and a misspelled one costs no look at the books. 256 random bits need no slow hash.
"""

import secrets
from hashlib import sha256
from zlib import crc32

from domain.parties.actor import Environment

SESSION, INVITATION, BINDING = "sms_", "smi_", "smb_"
KEYS: dict[Environment, str] = {Environment.TEST: "sm_test_", Environment.LIVE: "sm_live_"}
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BITS = 256
BODY, CHECKSUM = 43, 6
"""Characters: 62 to the 43rd is more than 256 bits, 62 to the 6th more than 32."""


def new(prefix: str) -> str:
    body = _written(secrets.randbits(BITS), BODY)
    return prefix + body + _checksum(prefix + body)


def example(prefix: str) -> str:
    """One that is well written and nobody's, for documents."""
    return prefix + "0" * BODY + _checksum(prefix + "0" * BODY)


def prefix_of(token: str) -> str:
    """Empty for what is no token of ours: of another form, or misspelled."""
    if not token.isascii():
        return ""
    for prefix in (*KEYS.values(), SESSION, INVITATION, BINDING):
        if token.startswith(prefix) and len(token) == len(prefix) + BODY + CHECKSUM:
            return prefix if _checksum(token[:-CHECKSUM]) == token[-CHECKSUM:] else ""
    return ""


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def shown(token: str) -> str:
    """What may be listed of it, so that its owner knows which it is."""
    prefix = prefix_of(token)
    return f"{token[: len(prefix) + 4]}…"


def _checksum(text: str) -> str:
    return _written(crc32(text.encode()), CHECKSUM)


def _written(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, each = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[each])
    return "".join(reversed(digits))
