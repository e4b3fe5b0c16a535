"""What goes wrong around the books and Temporal, by name and with what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from temporalio.service import RPCError, RPCStatusCode

from domain.bounds import BadTerms
from domain.refusals import REFUSALS, Provider, Refused, Words, as_registered, in_words
from gateways.alipay.keys import AlipayUnusable
from gateways.ports.work import VendorRefused
from gateways.refusals import BookRefusal
from settings import BadSettings

UNUSABLE = (OperationalError, InterfaceError, NoFreeConnection)
BRIDGE = ("Failed client connect", "Worker validation failed", "Failed creating worker", "Poll failure")
"""What the SDK's core says of a server that it does not reach: it has no class of its own for it. Any other
RuntimeError is a fault of ours and says so.
"""


@dataclass(frozen=True)
class Complaint:
    code: str
    zh: str
    en: str
    unquoted: Words | None = None
    """The same without what was asked for, where that is told: an id, a number."""

    @classmethod
    def of(cls, code: str, **fields: object) -> "Complaint":
        """In the words of the registry."""
        return cls(code, *in_words(code, **fields))


class NotReady(Exception):
    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("; ".join(f"{each.code}: {each.en}" for each in self.complaints))


def named(failed: BaseException) -> list[Complaint]:
    """Nothing, when it is nobody's doing but ours."""
    if isinstance(failed, NotReady):
        return list(failed.complaints)
    if isinstance(failed, BadTerms):
        return [bad_terms(failed)]
    one = _one(failed)
    return [one] if one else []


def _one(failed: BaseException) -> Complaint | None:  # noqa: PLR0911  # one for each kind
    match failed:
        case BookRefusal():
            return Complaint(failed.code, failed.zh, failed.en, failed.words)
        case BadSettings() | AlipayUnusable() | Refused():
            return Complaint(failed.code, failed.zh, failed.en)
        case VendorRefused():
            return _of_vendor(failed)
        case DBAPIError() | NoFreeConnection() if _is_away(failed):
            return _database(failed)
        case RPCError():
            return _temporal(failed)
        case RuntimeError() if str(failed).startswith(BRIDGE):
            return _temporal(failed)
        case OSError():
            return _files(failed)
        case _:
            return None


def _of_vendor(refused: VendorRefused) -> Complaint:
    """A fault that was told to the sandbox may bear any name."""
    code = as_registered(refused.code, *Provider)
    return Complaint.of(code) if code in REFUSALS else Complaint.of("VENDOR_REFUSED", said=refused)


def bad_terms(bad: BadTerms) -> Complaint:
    return Complaint.of("BAD_TERMS", wrong=bad)


def no_namespace(name: str) -> Complaint:
    return Complaint.of("NAMESPACE_MISSING", name=name)


def _is_away(failed: DBAPIError | NoFreeConnection) -> bool:
    """Or damaged. What a statement of ours did wrong is of other classes."""
    return isinstance(failed, UNUSABLE) or type(failed) is DatabaseError


def _database(failed: DBAPIError | NoFreeConnection) -> Complaint:
    told = _first_line(str(getattr(failed, "orig", None) or failed))  # never the statement: it holds data
    return Complaint.of("DATABASE_UNAVAILABLE", said=told)


def _temporal(failed: RPCError | RuntimeError) -> Complaint:
    told = _first_line(str(failed).split("tonic")[0])
    if isinstance(failed, RPCError) and failed.status == RPCStatusCode.NOT_FOUND and "amespace" in told:
        return no_namespace(told.split()[1] if told.startswith("Namespace ") else "")
    return Complaint.of("TEMPORAL_UNREACHABLE", said=told)


def _files(failed: OSError) -> Complaint:
    where = f"{failed.filename or ''} {failed.strerror or failed}".strip()
    return Complaint.of("FILES", where=where)


def _first_line(text: str) -> str:
    return (text.strip() or "-").splitlines()[0].rstrip(": ")
