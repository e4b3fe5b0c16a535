"""Files that nothing refers to are deleted after their time: never named by a command, or broken off."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from sqlalchemy import Engine

from gateways.commissions.uploads import AT_A_TIME, SqlUploads
from gateways.ports.files import Files

UNFINISHED_KEPT = timedelta(days=1)
"""Longer than the slowest upload takes: what is older will never be whole, or has no line in the books."""


def prune_files(engine: Engine, files: Files, now: datetime | None = None) -> int:
    """How many are gone. Run again it does no harm; nothing depends on its being run."""
    now, books, gone = now or datetime.now(UTC), SqlUploads(engine), 0
    while rows := books.lapsed(now):
        for row in rows:
            named = row.id in books.named_in(row.commission_id)
            if books.settle(row.id, now, named=named) and not named:
                files.remove(row.id)
                gone += 1
    for ids in _batches(files.kept_before(now - UNFINISHED_KEPT)):
        for each in set(ids) - books.known(ids):
            files.remove(each)
            gone += 1
    return gone + files.forget_broken_off(now - UNFINISHED_KEPT)


def _batches(ids: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(ids, AT_A_TIME)):
        yield some
