"""The records of a provider that gives no list and can only be asked number by number, as Alipay is."""

from collections.abc import Iterator, Sequence

from domain.operations.reconciling import AtBank, BankDeposit, BankTransfer
from gateways.ports.work import Bank, NeverSent, OutcomeUnknown

SENT_BACK = "SENT_BACK"


class AskedRecords:
    lists = False

    def __init__(self, bank: Bank) -> None:
        self._bank = bank

    def transfers(self, after: str, limit: int) -> Sequence[BankTransfer]:  # noqa: ARG002
        return ()

    def deposits(self, after: str, limit: int) -> Sequence[BankDeposit]:  # noqa: ARG002
        return ()

    def transfers_of(self, numbers: Sequence[str]) -> list[BankTransfer]:
        return list(self._asked(numbers))

    def deposits_of(self, numbers: Sequence[str]) -> Sequence[BankDeposit]:  # noqa: ARG002
        return ()

    def _asked(self, numbers: Sequence[str]) -> Iterator[BankTransfer]:
        for number in numbers:
            try:
                found = self._bank.find(number)
            except (NeverSent, OutcomeUnknown):
                yield BankTransfer(number, AtBank.UNKNOWN)
                continue
            if found is not None:
                refused = AtBank.REFUNDED if found.refusal == SENT_BACK else AtBank.REFUSED
                yield BankTransfer(number, AtBank.PAID if found.paid else refused, found.fen)
