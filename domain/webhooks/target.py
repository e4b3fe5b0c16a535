"""The address a webhook is sent to, as its owner writes it. What it resolves to is asked when it is sent."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from domain.refusals import Refused
from domain.webhooks.addresses import Address, Allowed, is_host, is_public
from domain.webhooks.endpoint import URL_MAX

PORTS = frozenset({443, 8443})
"""Others are for what the allow-list names."""
DEFAULT_PORTS = {"https": 443, "http": 80}
VISIBLE = frozenset(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True)
class Target:
    scheme: str
    host: str
    """In lower case, ASCII, without the dot at its end; an address without its brackets."""
    port: int
    path: str
    """With the query."""

    @property
    def address(self) -> Address | None:
        """Where the host is one."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None

    @property
    def authority(self) -> str:
        """The header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def read(url: str) -> Target:
    """Raises Refused: WEBHOOK_URL_INVALID, for whatever two readers could read in two ways."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise Refused("WEBHOOK_URL_INVALID") from None
    if (
        not set(url) <= VISIBLE
        or len(url) > URL_MAX
        or "\\" in url
        or parts.scheme not in DEFAULT_PORTS
        or "@" in parts.netloc
        or parts.fragment
        or url.endswith("#")
        or port == 0
    ):
        raise Refused("WEBHOOK_URL_INVALID")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, _host(host), port or DEFAULT_PORTS[parts.scheme], path)


def check(url: str, may: Allowed) -> Target:
    """When it is written down: form, scheme, port, and an address given as one. Raises Refused."""
    target = read(url)
    named = is_named(target, may)
    if target.scheme != "https" and not named:
        raise Refused("WEBHOOK_URL_NOT_HTTPS")
    if target.port not in PORTS and not named:
        raise Refused("WEBHOOK_PORT_REFUSED", detail=", ".join(map(str, sorted(PORTS))))
    address = target.address
    if not named and (target.host == "localhost" or (address and not is_public(address))):
        raise Refused("WEBHOOK_URL_NOT_PUBLIC")
    return target


def is_named(target: Target, may: Allowed) -> bool:
    """In the allow-list, so that http and any port will do, whatever it resolves to: a host, or an address.

    A host that is only found to be in an allowed network has to be https, on a port of the list.
    """
    address = target.address
    return may.covers(target.host, address) if address else target.host in may.hosts


def _host(given: str) -> str:
    host = given.removesuffix(".")
    try:
        address = ip_address(host)
    except ValueError:
        if is_host(host):
            return host
        raise Refused("WEBHOOK_URL_INVALID") from None
    if getattr(address, "scope_id", None):
        raise Refused("WEBHOOK_URL_INVALID")
    return str(address)
