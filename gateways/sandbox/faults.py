"""Vendors that misbehave on order.

The orders stand in the database, so that one process can arm what another will meet. Only requests that
come through the ports meet them; a creator in the platform's back office does not.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy import Engine, delete, select, update
from sqlmodel import col

from gateways.ports.work import NeverSent, OutcomeUnknown, VendorRefused
from gateways.sql.database import looking, writing
from models.tables.plain import table_of
from models.tables.sandbox import SandboxFault

FAULTS = table_of(SandboxFault)
WAITING = select(FAULTS).where(FAULTS.c.remaining > 0).order_by(FAULTS.c.id)


class Fault(StrEnum):
    SLOW = "slow"
    """The work is done and kept; the answer takes its time."""
    REFUSE = "refuse"
    """A final no, with the note as its code."""
    FAIL_BEFORE = "fail_before"
    """The request never arrives."""
    LOSE_ANSWER = "lose_answer"
    """The work is done and kept; the answer never arrives."""


class SandboxFaults:
    def __init__(self, engine: Engine, sleep: Callable[[float], None] = time.sleep) -> None:
        self._engine = engine
        self._sleep = sleep

    def arm(
        self,
        port: str,
        fault: Fault,
        *,
        operation: str = "*",
        match: str = "*",
        seconds: float = 0.0,
        times: int = 1,
        note: str = "",
    ) -> None:
        """Order a fault for the next requests whose key contains ``match``. The oldest order is met first."""
        order = SandboxFault(
            port=port,
            operation=operation,
            match=match,
            fault=Fault(fault),
            seconds=seconds,
            remaining=times,
            note=note,
        )
        with writing(self._engine) as session:
            session.add(order)

    def clear(self) -> None:
        with writing(self._engine) as session:
            session.execute(delete(SandboxFault))

    def armed(self) -> list[SandboxFault]:
        """Mostly none, and every request asks."""
        with looking(self._engine) as connection:
            return [SandboxFault(**row) for row in connection.execute(WAITING).mappings()]

    @contextmanager
    def around(self, port: str, operation: str, key: str) -> Iterator[None]:
        """Meet what is ordered for one request. The work inside must be committed when the block ends."""
        with self.answering(port, operation, key) as refusal:
            if refusal:
                raise VendorRefused(refusal)
            yield

    @contextmanager
    def answering(self, port: str, operation: str, key: str) -> Iterator[str]:
        """As ``around``, for vendors whose no is an answer: yields the refusal's code, or nothing."""
        fault = self._take(port, operation, key)
        if fault is None:
            yield ""
            return
        if fault.fault == Fault.FAIL_BEFORE:
            raise NeverSent(fault.note or f"{port} {operation} was not reached")
        try:
            yield (fault.note or "REFUSED") if fault.fault == Fault.REFUSE else ""
        finally:
            self._delay_or_lose(fault)

    @contextmanager
    def asking(self, port: str, operation: str, key: str) -> Iterator[str]:
        """As ``answering``, for questions: they change nothing, so a lost answer may be asked for again."""
        try:
            with self.answering(port, operation, key) as refusal:
                yield refusal
        except OutcomeUnknown as lost:
            raise NeverSent(str(lost)) from lost

    def _take(self, port: str, operation: str, key: str) -> SandboxFault | None:
        for fault in self.armed():
            meant = fault.port == port and fault.operation in {operation, "*"}
            if meant and (fault.match == "*" or fault.match in key) and self._use_up(fault):
                return fault
        return None

    def _use_up(self, fault: SandboxFault) -> bool:
        """Take one of the remaining times, unless another request has just taken the last."""
        row = (col(SandboxFault.id) == fault.id) & (col(SandboxFault.remaining) > 0)
        take = update(SandboxFault).where(row).values(remaining=col(SandboxFault.remaining) - 1)
        with writing(self._engine) as session:
            return session.connection().execute(take).rowcount == 1

    def _delay_or_lose(self, fault: SandboxFault) -> None:
        if fault.fault == Fault.SLOW:
            self._sleep(fault.seconds)
        if fault.fault == Fault.LOSE_ANSWER:
            raise OutcomeUnknown(fault.note or f"{fault.port} did not answer")
