"""Tries at what can be guessed are counted before they are looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine

from domain.parties.sign_in import TooOften
from gateways.parties.limits import Claim, OverLimit, claim
from gateways.sql.database import writing


@contextmanager
def limited() -> Iterator[None]:
    """Raises TooOften for what is over a limit."""
    try:
        yield
    except OverLimit as over:
        raise TooOften("TOO_MANY_TRIES", over.seconds) from None


def count_try(engine: Engine, now: datetime, *claims: Claim) -> None:
    """Kept, however what follows ends. Raises TooOften."""
    with limited(), writing(engine) as session:
        claim(session, claims, now)
