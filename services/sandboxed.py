"""Sandbox and real money never meet: whether everything outside is a sandbox, and what may be served then."""

from ipaddress import ip_address

from domain.refusals import Refused
from settings import Settings


def is_sandbox(settings: Settings) -> bool:
    """Every outside adapter is a sandbox. The SMS of this release always are: `services.vendors`."""
    return settings.bank == "sandbox"


def is_here(settings: Settings) -> bool:
    """The gateway listens on the loopback of this machine."""
    return ip_address(settings.http_host).is_loopback


def serves_sandbox(settings: Settings) -> bool:
    """Whether sandbox routes, codes and sample people exist."""
    return is_sandbox(settings) and is_here(settings)


def check_top_up(settings: Settings) -> None:
    """Raises Refused: real money is there once the platform has seen it arrive, whoever says so."""
    if not is_sandbox(settings):
        raise Refused("TOP_UP_BY_OPERATOR")


def check(settings: Settings) -> None:
    """Raises Refused: codes that anybody at this machine can read must open nothing that is real."""
    if not serves_sandbox(settings):
        raise Refused("SANDBOX_SMS_WITH_REAL_MONEY")
