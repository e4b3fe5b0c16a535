"""The sandbox's bank as it sees itself: its own log, and money that the payee's bank sends back."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from models.tables.sandbox import SandboxTransfer


@dataclass(frozen=True)
class Transfer:
    number: str
    fen: int
    at: datetime
    state: str
    """``paid``, ``refused`` or ``refunded``."""
    refusal: str


def transfers(engine: Engine) -> list[Transfer]:
    return [Transfer(row.number, row.fen, row.at, _state(row), row.refusal) for row in _bank(engine).log()]


def paid_in_fen(engine: Engine) -> int:
    """All that brands ever paid in."""
    return sum(each.fen for each in _bank(engine).deposits())


def paid_out_fen(engine: Engine) -> int:
    """What it has sent and nobody has sent back."""
    return sum(each.fen for each in transfers(engine) if each.state == "paid")


def send_back(engine: Engine, number: str) -> None:
    """退票, days after it was paid. Raises VendorRefused."""
    _bank(engine).refund(number, datetime.now(UTC))


def _state(row: SandboxTransfer) -> str:
    if row.refunded_at:
        return "refunded"
    return "paid" if row.paid else "refused"


def _bank(engine: Engine) -> SandboxBank:
    return SandboxBank(engine, SandboxFaults(engine))
