"""What goes wrong around the books and Temporal, by name and with what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from temporalio.service import RPCError, RPCStatusCode

from domain.bounds import BadTerms
from gateways.alipay.keys import AlipayUnusable
from gateways.ports.work import VendorRefused
from gateways.refusals import BookRefusal
from settings import BadSettings

UNUSABLE = (OperationalError, InterfaceError, NoFreeConnection)


@dataclass(frozen=True)
class Complaint:
    code: str
    zh: str
    en: str


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


def _one(failed: BaseException) -> Complaint | None:
    match failed:
        case BadSettings() | BookRefusal() | AlipayUnusable():
            return Complaint(failed.code, failed.zh, failed.en)
        case VendorRefused():
            return Complaint(failed.code, "沙箱拒绝了这一操作", str(failed))
        case DBAPIError() | NoFreeConnection() if _is_away(failed):
            return _database(failed)
        case RPCError() | RuntimeError():
            return _temporal(failed)
        case OSError():
            return _files(failed)
        case _:
            return None


def bad_terms(bad: BadTerms) -> Complaint:
    return Complaint("BAD_TERMS", "条款文件 terms.toml 有误", str(bad))


def no_namespace(name: str) -> Complaint:
    return Complaint(
        "NAMESPACE_MISSING",
        f"Temporal 没有命名空间 {name}，请运行 ./starmap server prepare",
        f"Temporal has no namespace {name}: run ./starmap server prepare",
    )


def _is_away(failed: DBAPIError | NoFreeConnection) -> bool:
    """Or damaged. What a statement of ours did wrong is of other classes."""
    return isinstance(failed, UNUSABLE) or type(failed) is DatabaseError


def _database(failed: DBAPIError | NoFreeConnection) -> Complaint:
    said = _first_line(str(getattr(failed, "orig", None) or failed))  # never the statement: it holds data
    return Complaint(
        "DATABASE_UNAVAILABLE",
        f"数据库不可用，请检查它是否在运行、地址与密码、磁盘空间与权限：{said}",
        f"the database is not usable; look at whether it runs, its address and password, "
        f"disk space and rights: {said}",
    )


def _temporal(failed: RPCError | RuntimeError) -> Complaint:
    said = _first_line(str(failed).split("tonic")[0])
    if isinstance(failed, RPCError) and failed.status == RPCStatusCode.NOT_FOUND and "amespace" in said:
        return no_namespace(said.split()[1] if said.startswith("Namespace ") else "")
    return Complaint(
        "TEMPORAL_UNREACHABLE", f"连接不上 Temporal 服务，请用 ./starmap health 查看：{said}", said
    )


def _files(failed: OSError) -> Complaint:
    where = f"{failed.filename or ''} {failed.strerror or failed}".strip()
    return Complaint(
        "FILES", f"文件读写失败，请检查磁盘空间与权限：{where}", f"look at disk space and rights: {where}"
    )


def _first_line(text: str) -> str:
    return (text.strip() or "-").splitlines()[0].rstrip(": ")
