"""Where the platform is, who speaks to it, and how a command is carried out there instead of here."""

import importlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from domain.refusals import REFUSALS, Refused
from starter.cli.console import Voice, called_from
from starter.cli.elsewhere.table import REMOTE, SENT, Why, why_here

if TYPE_CHECKING:
    from starter.remote.client import Client

TOKEN, TOKEN_FILE = "STARMAP_REMOTE_TOKEN", "STARMAP_REMOTE_TOKEN_FILE"  # where it is, not what it is
OTHERS = stat.S_IRWXG | stat.S_IRWXO
TOKEN_MAX = 4_096


class Elsewhere:
    """Set once, from --remote."""

    address: ClassVar[str] = ""


class RefusedThere(Exception):
    """In the words of the platform that refused, or of what lies between."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.zh, self.en = code, zh, en
        super().__init__(f"{code}: {zh} / {en}")


def routed(did: str, command: Callable[..., None]) -> Callable[..., None]:
    """The command itself, or where ``--remote`` was said what takes its place."""

    @wraps(command)
    def run(**given: Any) -> None:
        if Elsewhere.address:
            call(did, given)
        else:
            command(**given)

    return run


def call(did: str, given: dict[str, Any]) -> None:
    """Raises Refused: NOT_REMOTE, by the command's name and with the reason; RefusedThere."""
    if why := why_here(did):
        raise not_there(did, why)
    place = SENT if did not in REMOTE else REMOTE[did].place
    module, _, name = place.partition(":")
    act = getattr(importlib.import_module(f"starter.cli.elsewhere.{module}"), name)
    with client() as there:
        if did in REMOTE:
            act(there, **given)
        else:
            act(there, did, **given)


def not_there(did: str, why: Why) -> RefusedThere:
    return RefusedThere("NOT_REMOTE", *_in_words("NOT_REMOTE", command=did, why=why))


@contextmanager
def client() -> Iterator["Client"]:
    from pydantic import ValidationError  # noqa: PLC0415  # as what follows

    from models.api.shapes import is_sent  # noqa: PLC0415
    from starter.remote.client import Client, NotReached, ProblemAnswered  # noqa: PLC0415  # with its HTTP

    address = checked(Elsewhere.address)
    with Client(address, token(), lang=Voice.lang) as there:
        try:
            yield there
        except ProblemAnswered as refused:
            faulty = [str(each.get("field", "")) for each in refused.errors]
            raise _with_fields(refused.code, *_told(refused.code, refused.detail), faulty) from None
        except ValidationError as wrong:
            if not is_sent(wrong.title):
                raise
            faulty = [".".join(map(str, each["loc"])) for each in wrong.errors(include_input=False)]
            raise _with_fields("REQUEST_INVALID", *REFUSALS["REQUEST_INVALID"].words, faulty) from None
        except NotReached:
            raise RefusedThere("REMOTE_UNREACHABLE", *_in_words("REMOTE_UNREACHABLE")) from None


def _with_fields(code: str, zh: str, en: str, faulty: list[str]) -> RefusedThere:
    """Which fields it is about: by their names alone, with nothing of what was written."""
    named = ", ".join(each for each in faulty if each)
    return RefusedThere(code, f"{zh}：{named}", f"{en}: {named}") if named else RefusedThere(code, zh, en)


def checked(address: str) -> str:
    """Raises Refused: REMOTE_ADDRESS_INVALID. A token goes in plain text to this machine alone."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise Refused("REMOTE_ADDRESS_INVALID") from None
    plain = parts.scheme == "http" and _is_loopback(host)
    extra = parts.username or parts.password or parts.query or parts.fragment
    if not host or extra or not (plain or parts.scheme == "https"):
        raise Refused("REMOTE_ADDRESS_INVALID")
    return address


def token() -> str:
    """From the environment, or from a file that only its owner reads. Raises Refused."""
    if told := os.environ.get(TOKEN, "").strip():
        return told
    named = os.environ.get(TOKEN_FILE, "")
    if not named:
        raise Refused("REMOTE_TOKEN_NEEDED")
    return _read(called_from(Path(named)))


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as opened:
            if os.fstat(opened.fileno()).st_mode & OTHERS:
                raise Refused("REMOTE_TOKEN_OPEN")
            found = opened.read(TOKEN_MAX).strip()
    except (OSError, UnicodeDecodeError):
        raise Refused("REMOTE_TOKEN_NEEDED") from None
    if not found:
        raise Refused("REMOTE_TOKEN_NEEDED")
    return found


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _in_words(code: str, **fields: object) -> tuple[str, str]:
    return REFUSALS[code].in_words("", **fields)


def _told(code: str, detail: str) -> tuple[str, str]:
    """What it said, in the language asked for; in the other one the registry's words where there are any."""
    known = REFUSALS.get(code)
    zh, en = known.words if known and "{" not in known.zh else (detail, detail)
    return (detail or zh, en) if Voice.lang == "zh" else (zh, detail or en)
