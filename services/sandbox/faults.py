"""Faults that the sandbox's providers meet on demand."""

from dataclasses import dataclass

from sqlalchemy import Engine

from gateways.sandbox.faults import Fault, SandboxFaults
from services.records import record_of

FAULTS = tuple(fault.value for fault in Fault)
PORTS = ("sms", "voice", "mp", "bank")


@dataclass(frozen=True)
class Armed:
    port: str
    operation: str
    fault: str
    remaining: int
    match: str
    seconds: float


def arm(
    engine: Engine,
    port: str,
    fault: str,
    *,
    operation: str = "*",
    match: str = "*",
    seconds: float = 0.0,
    times: int = 1,
) -> None:
    """For the next requests whose key contains ``match``."""
    SandboxFaults(engine).arm(
        port, Fault(fault), operation=operation, match=match, seconds=seconds, times=times
    )


def armed(engine: Engine) -> list[Armed]:
    return [record_of(Armed, row) for row in SandboxFaults(engine).armed()]


def clear(engine: Engine) -> None:
    SandboxFaults(engine).clear()
