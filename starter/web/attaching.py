"""A form with files, filled in: its texts, and its files on their way to where they are kept.

The texts come first: whose form it is is known before a byte of a file is looked at. A file that is refused
takes nothing of the rest with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import Request

from domain.commissions.uploads.purposes import Purpose
from domain.parties.permissions import allows
from domain.refusals import Refused
from services.commissions.receiving import Coming, Reception
from services.commissions.uploads import Uploaded
from services.operations import idempotency
from services.operations.idempotency import Place
from services.threads import in_thread
from starter.http.calling import app_of
from starter.http.routes.uploads import upload_id
from starter.web.forms import FIELDS_MAX, MARK, Form, checked, form_of
from starter.web.multipart import Begun, is_multipart, parts_of
from starter.web.visitors import Visitor, check_mark

TEXTS_MAX, FILES_MAX = 250_000, 5
"""Bytes of all texts of a form, a whole work among them."""
WRITTEN_AT_ONCE = 262_144
DRAINED_MAX = 2_100_000_000
"""Bytes of a refused file that are still read: a browser hears of nothing before it has sent all."""


@dataclass
class Filled:
    form: Form
    kept: list[Uploaded] = field(default_factory=list)
    problem: Exception | None = None
    """Why a file was not kept, the first of them."""

    @property
    def files(self) -> list[str]:
        """Those that came now, and those that came with the form before it and still count."""
        return list(dict.fromkeys((*(each.id for each in self.kept), *self.form.several("uploaded"))))

    @property
    def typed(self) -> dict[str, str]:
        """What the form is filled in with again; ``kept``: its files."""
        return {**self.form.texts, "kept": " ".join(self.files)}

    @property
    def evidence(self) -> dict[str, list[str]]:
        """As a command names it: what was written, and the files; nothing where there are none."""
        said = [line.strip() for line in self.form.text("evidence").splitlines() if line.strip()]
        return {"evidence": [*said, *self.files]} if self.files else {}

    def check(self) -> None:
        """Raises what was wrong with a text or a file."""
        self.form.check()
        if self.problem is not None:
            raise self.problem


async def filled(request: Request, who: Visitor, coming: Callable[[Begun], Coming]) -> Filled:
    """Raises Refused: FORM_STALE, FORM_UNREADABLE, and what is wrong with a text."""
    if not is_multipart(request):
        return Filled(await form_of(request))
    filling = _Filling(request, who, coming)
    try:
        await filling.read()
        return await filling.done()
    finally:
        await filling.drop()


def coming_as(part: Begun, commission_id: str, purpose: Purpose) -> Coming:
    """By its name: from its ending each browser guesses a media type of its own; without one it knows."""
    name = part.file_name or ""
    return Coming(commission_id, purpose, name, "" if "." in name else part.media_type)


async def texts_of(request: Request) -> dict[str, list[str]]:
    """Of a form whose sender is nobody any more: what was written is given back, files are not looked at."""
    found: dict[str, list[bytearray]] = {}
    held: bytearray | None = None
    left = TEXTS_MAX
    async for each in parts_of(request):
        if isinstance(each, Begun):
            held = bytearray() if each.file_name is None else None
            if held is not None:
                found.setdefault(each.name, []).append(held)
        elif held is not None and (left := left - len(each)) > 0:
            held += each
    return {name: [each.decode("utf-8", "replace") for each in several] for name, several in found.items()}


@dataclass
class _Filling:
    request: Request
    who: Visitor
    coming: Callable[[Begun], Coming]
    pairs: list[tuple[str, bytearray]] = field(default_factory=list)
    whole: list[Reception] = field(default_factory=list)
    problem: Exception | None = None
    _reception: Reception | None = None
    _held: bytearray = field(default_factory=bytearray)
    _is_text: bool = False
    _texts: int = 0
    _drained: int = 0

    async def read(self) -> None:
        try:
            async for each in parts_of(self.request):
                await (self._begin(each) if isinstance(each, Begun) else self._take(each))
            await self._end()
        except Refused as refused:
            if refused.code != "BODY_INCOMPLETE":
                raise
            self.problem = self.problem or refused  # what is cut short has lost its files, not its texts

    async def done(self) -> Filled:
        form = self._form()
        check_mark(self.request, form.text(MARK))
        found = Filled(form, problem=self.problem)
        for each in self.whole:
            try:
                found.kept.append(await in_thread(each.keep, self._number(each, form)))
            except Refused as refused:
                found.problem = found.problem or refused
        return found

    async def drop(self) -> None:
        for each in (*self.whole, *((self._reception,) if self._reception else ())):
            await in_thread(each.drop)

    def _form(self) -> Form:
        return checked([(name, text.decode("utf-8", "replace")) for name, text in self.pairs])

    def _number(self, each: Reception, form: Form) -> str:
        """The same file in the same form is kept once, another one apart from it."""
        key = f"{form.key}:{each.digest}"
        place = Place(self.who.actor.account, "POST", self.request.url.path, key)
        return upload_id(idempotency.number_of(place))

    async def _begin(self, part: Begun) -> None:
        await self._end()
        self._is_text = part.file_name is None
        if self._is_text:
            if len(self.pairs) >= FIELDS_MAX:
                raise Refused("FORM_UNREADABLE")
            self.pairs.append((part.name, bytearray()))
        elif part.file_name:
            await self._refusing(self._receive, part)

    def _receive(self, part: Begun) -> None:
        check_mark(self.request, self._form().text(MARK))
        if not allows(self.who.actor, "commission.attach"):
            raise Refused("FORBIDDEN")
        if len(self.whole) >= FILES_MAX:
            raise Refused("FILES_TOO_MANY", detail=str(FILES_MAX))
        app = app_of(self.request)
        self._reception = Reception(app.engine, app.settings, self.who.actor, self.coming(part))

    async def _take(self, piece: bytes) -> None:
        if self._is_text:
            self._texts += len(piece)
            if self._texts > TEXTS_MAX:
                raise Refused("BODY_TOO_LARGE")
            self.pairs[-1][1].extend(piece)
        elif self._reception is not None:
            self._held += piece
            if len(self._held) >= WRITTEN_AT_ONCE:
                await self._refusing(self._write)
        else:
            self._drained += len(piece)
            if self._drained > DRAINED_MAX:
                raise Refused("FILE_TOO_LARGE")

    def _write(self) -> None:
        if self._reception is not None:
            part, self._held = bytes(self._held), bytearray()
            self._reception.write(part)

    async def _end(self) -> None:
        if self._reception is not None:
            await self._refusing(self._finish)

    def _finish(self) -> None:
        self._write()
        if self._reception is not None:
            self._reception.end()
            self.whole.append(self._reception)
            self._reception = None

    async def _refusing(self, does: Callable[..., None], *given: object) -> None:
        """A file that is refused is let go; whose form it is, is no matter of the file."""
        try:
            await in_thread(does, *given)
        except Refused as refused:
            if refused.code == "FORM_STALE":
                raise
            self.problem = self.problem or refused
            self._held = bytearray()
            if self._reception is not None:
                gone, self._reception = self._reception, None
                await in_thread(gone.drop)
