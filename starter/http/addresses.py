"""Whose address a request came from: a proxy's word for it counts only where the proxy is trusted."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from fastapi import Request

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def trusted_proxies(written: str) -> tuple[Network, ...]:
    """Of addresses and networks, by commas. Raises ValueError."""
    return tuple(ip_network(each.strip(), strict=False) for each in written.split(",") if each.strip())


def address_of(request: Request) -> str:
    """The nearest address that no trusted proxy of ours has: read from the right, as far as it is trusted."""
    nearest = request.client.host if request.client else ""
    proxies: tuple[Network, ...] = getattr(request.app.state, "proxies", ())
    told = [each.strip() for each in request.headers.get("x-forwarded-for", "").split(",") if each.strip()]
    while told and _is_of(nearest, proxies):
        further = _address(told.pop())
        if further is None:
            break
        nearest = str(further)
    return nearest


def _is_of(host: str, networks: tuple[Network, ...]) -> bool:
    found = _address(host)
    return found is not None and any(found in each for each in networks if each.version == found.version)


def _address(host: str) -> Address | None:
    try:
        found = ip_address(host)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
