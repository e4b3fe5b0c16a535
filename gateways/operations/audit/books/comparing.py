"""An entry beside its reason: in amount, account, kind, commission and instant."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from domain.instants import written as told
from domain.money.amounts import yuan
from domain.money.entries import Entry
from domain.operations.findings import Finding
from gateways.operations.audit.books.entries import Written


class Numbered(Protocol):
    @property
    def seq(self) -> int: ...


def differences(
    found: Written | None, ways: Sequence[Entry], commission_id: str | None, *, must: bool = True
) -> Iterator[Finding]:
    """``ways`` are alike but for their instants."""
    due = ways[0]
    if found is None:
        yield from [Finding("missing", due.key)] if must else []
        return
    entry = found.entry
    if entry.kind != due.kind:
        yield Finding("kind", due.key, f"{entry.kind} ≠ {due.kind}")
    if found.commission_id != commission_id:
        yield Finding("of_another", due.key, f"{found.commission_id or '-'} ≠ {commission_id or '-'}")
    if moved(entry) != moved(due):
        yield Finding("amount", due.key, ", ".join(f"{account} {yuan(fen)}" for account, fen in moved(entry)))
    if not any(_instants(entry) == _instants(way) for way in ways):
        yield Finding("instant", due.key, f"{told(entry.legal_at)}, {told(entry.recorded_at)}")


def moved(entry: Entry) -> list[tuple[str, int]]:
    """Posting by posting: two that cancel each other are two too many."""
    return sorted((posting.account, posting.fen) for posting in entry.postings)


def gaps(lines: Sequence[Numbered], last: int) -> list[int]:
    """Numbers at which something is missing: from 1 on without a gap, and ``last`` is the last."""
    numbers = [line.seq for line in lines]
    found = [seq for before, seq in zip([0, *numbers], numbers, strict=False) if seq != before + 1]
    return found if (numbers[-1] if numbers else 0) == last else [*found, last]


def unexplained(found: Written) -> Finding:
    said = ", ".join(f"{account} {yuan(fen)}" for account, fen in moved(found.entry))
    return Finding("unexplained", found.key, said)


def _instants(entry: Entry) -> tuple[object, object]:
    return entry.legal_at, entry.recorded_at
