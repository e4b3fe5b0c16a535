"""What goes wrong around the program (settings, database, Temporal), by name and with what to do about it."""

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from temporalio.service import RPCError, RPCStatusCode

from domain.bounds import BadTerms
from gateways.alipay.keys import AlipayUnusable
from gateways.refusals import BookRefusal
from settings import BadSettings
from starter.folder_lock import FolderInUse
from starter.metrics_address import MetricsAddressUnusable
from starter.readiness import Complaint, NotReady, bad_terms, no_namespace
from starter.server import PortTaken, ServerDidNotStart, TemporalBinaryMissing
from starter.serving_lock import OtherCodeServes
from starter.worker_process import WorkerDoesNotServe

UNUSABLE = (OperationalError, InterfaceError, NoFreeConnection)


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
        case (
            BadSettings()
            | BookRefusal()
            | AlipayUnusable()
            | MetricsAddressUnusable()
            | PortTaken()
            | OtherCodeServes()
            | WorkerDoesNotServe()
        ):
            return Complaint(failed.code, failed.zh, failed.en)
        case ServerDidNotStart() | TemporalBinaryMissing() | FolderInUse():
            zh, _, en = str(failed).partition("\n")
            return Complaint(type(failed).__name__, zh, en or zh)
        case DBAPIError() | NoFreeConnection() if _is_away(failed):
            return _database(failed)
        case RPCError() | RuntimeError():
            return _temporal(failed)
        case OSError():
            return _files(failed)
        case _:
            return None


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
