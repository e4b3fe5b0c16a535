"""Whether a certificate is Alipay's: in force today, and issued by a chain that ends in its own roots."""

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature

LONGEST = 5
NOT_ISSUED = ("不是由根证书签发的", "it is not issued by the root certificates")
OUT_OF_DATE = ("已过期或尚未生效", "it has expired, or is not valid yet")


def fault(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    now: datetime,
) -> tuple[str, str] | None:
    """What is wrong with it, or None. ``others`` may stand between it and a root, if they are authorities."""
    at = certificate
    for _ in range(LONGEST):
        if not is_in_force(at, now):
            return OUT_OF_DATE
        root = next((each for each in roots if _issued(at, each)), None)
        if root is not None:
            return None if is_in_force(root, now) else OUT_OF_DATE
        above = next(
            (each for each in others if each != at and _is_authority(each) and _issued(at, each)), None
        )
        if above is None:
            return NOT_ISSUED
        at = above
    return NOT_ISSUED


def is_in_force(certificate: x509.Certificate, now: datetime) -> bool:
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False
