"""Files of a commission as a page shows them: name, size, kind, and where they are saved from."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.commissions.uploads.kinds import KINDS
from domain.commissions.uploads.purposes import PURPOSES, Purpose, written_size
from domain.refusals import Refused
from services.app import App
from services.commissions import uploads
from services.commissions.uploads import Uploaded
from starter.web.visitors import Visitor
from starter.web.wording import Wording


@dataclass(frozen=True)
class FileShown:
    id: str
    name: str
    kind: str
    size: str

    @property
    def address(self) -> str:
        return f"/files/{self.id}"


def file_shown(file: Uploaded) -> FileShown:
    return FileShown(file.id, file.name, file.kind, written_size(file.size))


def kept_files(app: App, who: Visitor, typed: Mapping[str, str]) -> list[FileShown]:
    """Files that came with a form that was refused: they need not be sent again."""
    found = []
    for each in dict.fromkeys(typed.get("kept", "").split()):
        try:
            found.append(file_shown(uploads.upload(app.engine, who.actor, each)))
        except Refused:  # it is nobody's to read, or gone
            continue
    return found


def taken_words(purpose: Purpose, t: Wording) -> str:
    taken = PURPOSES[purpose]
    return t("files.takes", kinds=t.listed(taken.kinds), size=written_size(taken.bytes_max))


def endings(purpose: Purpose) -> str:
    """As a field of a browser names what it lets people choose."""
    kinds = (KINDS[each] for each in PURPOSES[purpose].kinds)
    return ",".join(f".{ending}" for kind in kinds for ending in (kind.name, *kind.endings))
