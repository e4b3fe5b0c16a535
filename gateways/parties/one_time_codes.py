"""Codes of an authenticator (TOTP, RFC 6238), each good once, and the codes that stand in for a lost one."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from pyotp import TOTP
from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.parties.members import RECOVERY_BITS, RECOVERY_CODES
from models.tables.access import Member, RecoveryCode

ISSUER = "Starmap"
STEP_SECONDS = 30
AROUND = (0, -1, 1)
"""Steps: a clock may be half a minute off, and people need a moment to type."""
DIGITS = 6
GROUP = 4
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: what people read aloud is not mistaken."""


def secret_of(token: str, seed: str) -> str:
    """Of an invitation, the same each time it is looked at; without its token the books do not make it."""
    made = hmac.new(token.encode(), seed.encode(), hashlib.sha256).digest()
    return base64.b32encode(made[:20]).decode()


def address(secret: str, login: str) -> str:
    """What an authenticator reads as a QR code."""
    return TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """In which half minute the code is good; None: in none that is near."""
    present = int(now.timestamp()) // STEP_SECONDS
    totp = TOTP(secret)
    found = None
    for step in (present + each for each in AROUND):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()) and found is None:
            found = step
    return found


def take_step(session: Session, member_id: str, step: int) -> bool:
    """Whether it was not taken before, nor a later one."""
    newer = update(Member).where(
        col(Member.id) == member_id, col(Member.totp_step) < step, col(Member.removed_at).is_(None)
    )
    taken = session.execute(newer.values(totp_step=step))
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # of a cursor


def new_recovery_codes(session: Session, member_id: str) -> tuple[str, ...]:
    """In place of those that there were. Shown once."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.member_id) == member_id))
    made = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    for each in made:
        session.add(RecoveryCode(digest=_digest(each), member_id=member_id))
    return made


def take_recovery_code(session: Session, member_id: str, code: str, now: datetime) -> bool:
    unused = update(RecoveryCode).where(
        col(RecoveryCode.digest) == _digest(code),
        col(RecoveryCode.member_id) == member_id,
        col(RecoveryCode.used_at).is_(None),
    )
    taken = session.execute(unused.values(used_at=now))
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # of a cursor


def _recovery_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_BITS // 5))
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _digest(code: str) -> str:
    """However it is typed."""
    plain = code.casefold().translate(str.maketrans("oil", "011", "- "))
    return hashlib.sha256(plain.encode()).hexdigest()
