"""What the bank of the settings says of its own, for whoever asks by hand or by schedule."""

from sqlalchemy import Engine

from gateways.operations.audit.asked_records import AskedRecords
from gateways.ports.bank_records import BankRecords
from gateways.sandbox.bank_records import SandboxBankRecords
from settings import Settings


def bank_records(engine: Engine, settings: Settings) -> BankRecords:
    """Raises AlipayUnusable."""
    if settings.bank == "alipay":
        from gateways.alipay.bank import AlipayBank  # noqa: PLC0415  # with its cryptography
        from gateways.alipay.gateway import AlipayGateway  # noqa: PLC0415

        return AskedRecords(AlipayBank(AlipayGateway(settings.alipay)))
    return SandboxBankRecords(engine)
