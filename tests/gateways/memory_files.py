"""The port of files without a disk."""

from collections.abc import Iterator
from datetime import UTC, datetime

from domain.commissions.uploads.names import is_upload_id
from gateways.ports.files import FileGone


class ArrivingInMemory:
    def __init__(self, files: "MemoryFiles") -> None:
        self._files, self._content, self.at = files, bytearray(), datetime.now(UTC)
        files.arrivals.append(self)

    def write(self, part: bytes) -> None:
        self._content += part

    def keep(self, file_id: str) -> None:
        if not is_upload_id(file_id):
            raise FileGone(file_id)
        self._files.kept[file_id] = (bytes(self._content), datetime.now(UTC))
        self.drop()

    def drop(self) -> None:
        if self in self._files.arrivals:
            self._files.arrivals.remove(self)


class MemoryFiles:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[bytes, datetime]] = {}
        self.arrivals: list[ArrivingInMemory] = []

    def arriving(self) -> ArrivingInMemory:
        return ArrivingInMemory(self)

    def read(self, file_id: str) -> Iterator[bytes]:
        if file_id not in self.kept:
            raise FileGone(file_id)
        return iter([self.kept[file_id][0]])

    def remove(self, file_id: str) -> None:
        self.kept.pop(file_id, None)

    def kept_before(self, before: datetime) -> Iterator[str]:
        yield from [each for each, (_, at) in self.kept.items() if at < before]

    def forget_broken_off(self, before: datetime) -> int:
        old = [each for each in self.arrivals if each.at < before]
        for each in old:
            each.drop()
        return len(old)
