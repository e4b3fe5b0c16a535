"""How often somebody may ask for what costs money or can be guessed: numbers as data, each with its reason.

Nothing is ever locked: a lock lets a stranger shut somebody out. What is over its limit waits, then passes.
"""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most ``most`` in any stretch of ``within``, of them ``burst`` at once.

    Kept as one instant a key (GCRA): what is left over drips back, one in each ``every``.
    """

    name: str
    most: int
    within: timedelta
    burst: int
    basis: str
    """Why it is this number."""

    @property
    def every(self) -> timedelta:
        """Dripping at this pace, a burst and what follows it stay at ``most`` within any ``within``."""
        return -(-self.within // (self.most - self.burst + 1))


CODES_OF_A_PHONE = (
    Limit("code phone minute", 1, MINUTE, 1, "a vendor sends one a minute to a number; people look twice"),
    Limit("code phone hour", 5, HOUR, 3, "the usual limit of vendors for codes to one number"),
    Limit("code phone day", 10, DAY, 6, "the usual limit of vendors; 50 guesses of a million a day at most"),
)
CODES_OF_AN_ADDRESS = Limit(
    "code address", 30, HOUR, 15, "an office behind one address signs in of a morning"
)
CODES_OF_A_NETWORK = Limit("code network", 120, HOUR, 60, "who rents a /24 or a /48 buys no more than this")
WRONG_CODES_OF_AN_ADDRESS = Limit(
    "code tries address", 120, HOUR, 60, "each code burns after five tries; this bounds the work for us"
)
PASSWORDS_OF_A_MEMBER = Limit(
    "password member", 20, HOUR, 10, "people err a few times; a thousand guesses take two days"
)
PASSWORDS_OF_AN_ADDRESS = Limit("password address", 60, HOUR, 30, "argon2 is dear: it bounds the work for us")
INVITATIONS_OF_AN_ADDRESS = Limit("invitation address", 60, HOUR, 30, "as of passwords")

SMS_FEN = 5
"""What one SMS costs: vendors of the mainland ask 3.5 to 5 fen."""


def spending(fen_an_hour: int) -> Limit:
    """Of all codes of the platform together, in fen: what a flood through many addresses can cost at most."""
    return Limit(
        "code platform fen",
        fen_an_hour,
        HOUR,
        (fen_an_hour + 1) // 2,
        "whoever runs the platform pays for it",
    )


def address_of(written: str) -> str:
    """Of one customer: an IPv4 address, or the /64 that one IPv6 customer has at least."""
    return _within(written, 32, 64)


def network_of(written: str) -> str:
    """What is rented together: a /24, or a /48."""
    return _within(written, 24, 48)


def _within(written: str, bits4: int, bits6: int) -> str:
    """``-`` of what is no address: a local socket; all of those count as one."""
    try:
        found = ip_address(written)
    except ValueError:
        return "-"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return str(ip_network((int(found), bits6), strict=False))
        found = found.ipv4_mapped
    return str(ip_network((int(found), bits4), strict=False))
