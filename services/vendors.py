"""The adapters that the settings choose, one function a port: whoever needs the outside asks here.

A second vendor is a file in `gateways/`, a choice in `settings.py`, and a branch of its port's function.
"""

from sqlalchemy import Engine

from domain.parties.actor import Environment
from gateways.operations.audit.asked_records import AskedRecords
from gateways.ports.bank_records import BankRecords
from gateways.ports.files import Files
from gateways.ports.work import Bank, Publishing, Sms, Voice
from gateways.sandbox.bank_records import SandboxBankRecords
from gateways.sandbox.faults import SandboxFaults
from settings import Settings


def environment(settings: Settings) -> Environment:
    """Test while every adapter of the settings is a sandbox; who is let in to one is not to the other."""
    return Environment.TEST if settings.bank == "sandbox" else Environment.LIVE


def sms(engine: Engine, settings: Settings) -> Sms:
    from gateways.sandbox.phone import SandboxSms  # noqa: PLC0415  # each adapter with what it needs, where asked for

    return SandboxSms(engine, SandboxFaults(engine), settings.sms_signature)


def voice(engine: Engine, settings: Settings) -> Voice:  # noqa: ARG001 - one vendor as yet
    from gateways.sandbox.phone import SandboxVoice  # noqa: PLC0415

    return SandboxVoice(engine, SandboxFaults(engine))


def publishing(engine: Engine, settings: Settings) -> Publishing:  # noqa: ARG001 - one vendor as yet
    from gateways.sandbox.mp import SandboxMp  # noqa: PLC0415

    return SandboxMp(engine, SandboxFaults(engine))


def bank(engine: Engine, settings: Settings) -> Bank:
    """Raises AlipayUnusable."""
    if settings.bank == "alipay":
        return _alipay(settings)
    from gateways.sandbox.bank import SandboxBank  # noqa: PLC0415

    return SandboxBank(engine, SandboxFaults(engine))


def bank_records(engine: Engine, settings: Settings) -> BankRecords:
    """What the bank says of its own transfers. Raises AlipayUnusable."""
    if settings.bank == "alipay":
        return AskedRecords(_alipay(settings))
    return SandboxBankRecords(engine)


def files(settings: Settings) -> Files:
    """Where uploaded files are kept."""
    from gateways.files.folder import FolderFiles  # noqa: PLC0415

    return FolderFiles(settings.uploads_folder)


def _alipay(settings: Settings) -> Bank:
    from gateways.alipay.bank import AlipayBank  # noqa: PLC0415  # with its cryptography
    from gateways.alipay.gateway import AlipayGateway  # noqa: PLC0415

    return AlipayBank(AlipayGateway(settings.alipay))
