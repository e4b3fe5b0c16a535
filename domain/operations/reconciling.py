"""Our books beside the provider's records, number by number. Days are not compared: clocks differ."""

from dataclasses import dataclass
from enum import StrEnum

from domain.money.amounts import yuan
from domain.operations.findings import Finding


class AtBank(StrEnum):
    PAID = "paid"
    REFUSED = "refused"
    REFUNDED = "refunded"
    UNKNOWN = "unknown"
    """The provider could not tell, or could not be asked: no finding follows from it."""


@dataclass(frozen=True)
class BankTransfer:
    number: str
    state: AtBank
    fen: int | None = None
    """None where the provider does not tell it."""
    payee: str = ""
    """A digest of the account and the name it went to; empty where the provider does not tell them."""


@dataclass(frozen=True)
class BankDeposit:
    number: str
    brand_id: str
    fen: int
    payer: str = ""
    """A digest of the account and the name it came from; empty where the provider does not tell them."""


@dataclass(frozen=True)
class Booked:
    """What the ledger says of a transfer's number. Entries by what stands there."""

    number: str
    fen: int
    arrived: bool = False
    returned: bool = False
    refunded: bool = False
    under_way: bool = False
    """The withdrawal is still being asked about: the bank may know more than we do."""
    payee: str | None = None
    """As of the bank; empty where none was kept and must have been, None where none had to be."""


@dataclass(frozen=True)
class TopUp:
    number: str
    brand_id: str
    fen: int
    payer: str = ""
    """As of the bank; empty where nobody has noted it."""


def transfer_difference(booked: Booked | None, bank: BankTransfer | None) -> Finding | None:
    """One of the two is there. A number still under way that the bank has paid is no difference yet."""
    if booked is None:
        moved = bank is not None and bank.state in (AtBank.PAID, AtBank.REFUNDED)
        return _found("transfer_unknown", bank.number, bank.fen) if bank and moved else None
    if bank is None:
        return _found("transfer_missing", booked.number, booked.fen) if booked.arrived else None
    if bank.state is AtBank.UNKNOWN:
        return None
    if bank.state is not AtBank.REFUSED and bank.fen not in (None, booked.fen):
        detail = f"{yuan(booked.fen)} ≠ {yuan(bank.fen or 0)}"
        return Finding("transfer_amount", booked.number, detail)
    if bank.payee and booked.payee is not None and bank.payee != booked.payee:
        return _found("transfer_payee", booked.number, booked.fen)
    kind = "" if booked.under_way else _disagreement(booked, bank.state)
    return _found(kind, booked.number, booked.fen) if kind else None


def deposit_difference(booked: TopUp | None, bank: BankDeposit | None) -> Finding | None:
    if booked is None:
        return _found("deposit_unknown", bank.number, bank.fen) if bank else None
    if bank is None:
        return _found("deposit_missing", booked.number, booked.fen)
    if (booked.brand_id, booked.fen) == (bank.brand_id, bank.fen):
        other = booked.payer and bank.payer and booked.payer != bank.payer
        return _found("deposit_payer", booked.number, booked.fen) if other else None
    here, there = (f"{each.brand_id} {yuan(each.fen)}" for each in (booked, bank))
    return Finding("deposit_other", booked.number, f"{here} ≠ {there}")


def _disagreement(booked: Booked, state: AtBank) -> str:
    match state:
        case AtBank.PAID if not booked.arrived:
            return "transfer_unbooked"
        case AtBank.PAID if booked.refunded:
            return "refund_unknown"
        case AtBank.REFUNDED if not booked.refunded and not booked.returned:
            return "refund_unbooked"
        case AtBank.REFUSED if booked.arrived:
            return "transfer_unpaid"
        case _:
            return ""


def _found(kind: str, number: str, fen: int | None) -> Finding:
    return Finding(kind, number, "" if fen is None else yuan(fen))
