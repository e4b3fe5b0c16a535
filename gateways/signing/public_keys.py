"""A public key as somebody pastes it: PEM, or the 32 bytes in base64url. Anything else is refused by name.

What looks like a private key is refused before it is read, and stands in no answer, no row and no log.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from domain.refusals import Refused

RAW = re.compile(r"[A-Za-z0-9_+/-]{43}=?")
PEM = re.compile(r"-----BEGIN PUBLIC KEY-----\s+[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----")
PRIVATE = re.compile(r"PRIVATE|\"d\"\s*:|^AGE-SECRET|^untrusted comment", re.IGNORECASE)
SEED_AND_PUBLIC = re.compile(r"[A-Za-z0-9_+/-]{86}(==)?|[0-9a-fA-F]{128}")
"""How some libraries write a private key: the seed with the public half behind it."""
PKCS8 = re.compile(r"MC4CAQAwBQYDK2Vw|MFECAQEwBQYDK2Vw")
"""How a private key begins in base64 where the lines around it were left out."""
LONGEST = 4_000
BYTES = 32
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def read(written: str) -> str:
    """As base64url without padding, in the one way it is written.

    Raises Refused: PRIVATE_KEY_GIVEN, PUBLIC_KEY_INVALID, PUBLIC_KEY_WEAK.
    """
    text = written.strip()
    if PRIVATE.search(text) or SEED_AND_PUBLIC.fullmatch(text) or PKCS8.search(text):
        raise Refused("PRIVATE_KEY_GIVEN")
    raw = _of_pem(text) if text.startswith("-----") else _of_base64(text)
    if raw is None:
        raise Refused("PUBLIC_KEY_INVALID")
    point = _decompressed(raw)
    if point is None:
        raise Refused("PUBLIC_KEY_INVALID")
    if _has_small_order(point):
        raise Refused("PUBLIC_KEY_WEAK")
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _of_base64(text: str) -> bytes | None:
    if not RAW.fullmatch(text):
        return None
    plain = text.rstrip("=").replace("+", "-").replace("/", "_")
    raw = urlsafe_b64decode(plain + "=")
    return raw if urlsafe_b64encode(raw).rstrip(b"=").decode() == plain else None


def _of_pem(text: str) -> bytes | None:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415  # few commands need it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    if len(text) > LONGEST or not PEM.fullmatch(text):
        return None
    try:
        key = load_pem_public_key(text.encode())
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key.public_bytes_raw() if isinstance(key, Ed25519PublicKey) else None


def _decompressed(raw: bytes) -> Point | None:
    """The point of the curve (RFC 8032, 5.1.3). None: there is none, or it is not written the one way."""
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if len(raw) != BYTES or y >= P:
        return None
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - squared) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _has_small_order(point: Point) -> bool:
    """Whether eight times the point is nothing: under such a key signatures of others count."""
    for _ in range(3):
        point = _added(point, point)
    return point[0] % P == 0 and (point[1] - point[2]) % P == 0


def _added(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P
