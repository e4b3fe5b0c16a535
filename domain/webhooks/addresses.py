"""Which addresses a webhook may be sent to: those of the public internet, and what is allowed by name.

An address may carry another one in itself (mapped, 6to4, NAT64, Teredo): what it leads to counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
COMPATIBLE = ip_network("::/96")
NEVER = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/127",
            "100::/64",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/9",
            "ff00::/8",
        ),
    )
)
"""Whatever a release of Python says of them."""


@dataclass(frozen=True)
class Allowed:
    """What may be reached although it is not public: hosts by name, and networks."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def covers(self, host: str, address: Address) -> bool:
        """The address as it is connected to: one that carries another is not covered by that one."""
        return host in self.hosts or any(address in each for each in self.networks)


def allowed(listed: str) -> Allowed:
    """``10.0.0.0/8, erp.internal``: networks, addresses and hosts by commas. Raises ValueError."""
    hosts, networks = set(), []
    for each in filter(None, (part.strip() for part in listed.split(","))):
        try:
            networks.append(ip_network(each))
        except ValueError:
            if "/" in each or not is_host(each.lower()):
                raise ValueError(each) from None
            hosts.add(each.lower())
    return Allowed(frozenset(hosts), tuple(networks))


def is_host(name: str) -> bool:
    """A name of letters, digits, hyphens and dots that cannot be taken for a number."""
    labels = name.split(".")
    return (
        0 < len(name) <= 253  # noqa: PLR2004
        and all(0 < len(each) <= 63 and each.strip("-") == each for each in labels)  # noqa: PLR2004
        and all(each.isascii() and (each.isalnum() or set(each) <= ALPHABET) for each in labels)
        and not labels[-1].isdigit()
        and not labels[-1].startswith("0x")
    )


ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def is_public(address: Address) -> bool:
    """The address and whatever it leads to."""
    return all(_is_public(each) for each in (address, *_within(address)))


def _is_public(address: Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not any(address in each for each in NEVER if each.version == address.version)
        and not getattr(address, "is_site_local", False)
        and not getattr(address, "scope_id", None)
    )


def _within(address: Address) -> Iterable[Address]:
    if isinstance(address, IPv4Address):
        return
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if any(address in each for each in NAT64) or address in COMPATIBLE:
        yield last


def usable(host: str, found: Iterable[str], may: Allowed) -> Address | None:
    """The first that may be connected to, of what a host resolved to; None where one of them may not be.

    A name that leads inside and outside is nobody's mistake.
    """
    addresses = [ip_address(each) for each in found]
    if not addresses or not all(may.covers(host, each) or is_public(each) for each in addresses):
        return None
    return addresses[0]
