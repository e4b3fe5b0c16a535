"""Files of a commission as a page shows them: name, size, kind, and where they are saved from."""

from dataclasses import dataclass

from domain.commissions.uploads.purposes import written_size
from services.commissions.uploads import Uploaded


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
