"""Every version of a commission's work, as either side reads it: what became of it, its file, its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.commissions.state.commission import Commission
from domain.commissions.state.work import Work, WorkStatus
from domain.commissions.uploads.names import looks_like_upload
from domain.commissions.uploads.words import READ_MAX, READABLE, words_in
from domain.parties.actor import Actor
from domain.refusals import Refused
from gateways.commissions.queries import SqlCommissionQueries
from gateways.ports.work import VendorRefused
from models.tables.commissions import SubmissionRow, TimelineRow
from services.app import App
from services.commissions import uploads
from services.commissions.records import RECORD
from services.commissions.uploads import Uploaded
from services.sandboxed import serves_sandbox

WRITTEN_WITHIN = timedelta(seconds=1)
"""Between the platform's writing a text down and our hearing that it was handed in."""
AUDITED = ("audited", "record_audit")


@dataclass(frozen=True)
class Version:
    seq: int
    """Of the line that handed it in: no other version has it."""
    number: int
    """Among those of its kind, from 1."""
    kind: str
    """``outline`` or ``content``."""
    round: int
    ref: str
    at: datetime
    late: bool
    status: WorkStatus
    reason: str
    judged_at: datetime | None = None
    audited_at: datetime | None = None
    """When it passed the platform's audit."""
    said: Mapping[str, str] = field(default_factory=dict)
    """Title, description and hashtags, where they came with it."""
    file: Uploaded | None = None


def versions(app: App, actor: Actor, commission_id: str) -> list[Version]:
    """The oldest first. Raises UnknownCommission."""
    row = uploads.own_commission(app.engine, actor, commission_id)
    state: Commission = RECORD.validate_python(row.record)
    queries = SqlCommissionQueries(app.engine)
    lines = {each.seq: each for each in queries.timeline(commission_id)}
    files = {each.id: each for each in uploads.uploads(app.engine, actor, commission_id)}
    found: list[Version] = []
    for rows in _by_version(queries.submissions(commission_id)):
        number = 1 + sum(each.kind == rows[0].kind for each in found)
        found.append(_version(rows, number, lines, files))
    return found or _of_record(state, files)


def _by_version(rows: Sequence[SubmissionRow]) -> list[list[SubmissionRow]]:
    """A version's first row hands it in, its last says how it stands."""
    found: dict[tuple[str, int, str, datetime], list[SubmissionRow]] = {}
    for each in rows:
        found.setdefault((each.kind, each.round, each.ref, each.at), []).append(each)
    return list(found.values())


def _version(
    rows: Sequence[SubmissionRow],
    number: int,
    lines: Mapping[int, TimelineRow],
    files: Mapping[str, Uploaded],
) -> Version:
    first, last = rows[0], rows[-1]
    status = WorkStatus(last.status)
    judged = lines.get(last.seq) if status is not WorkStatus.NEW else None
    passed = [
        each
        for each in lines.values()
        if each.move in AUDITED and each.seq > first.seq and each.details.get("says") == "passed"
    ]
    return Version(
        seq=first.seq,
        number=number,
        kind=first.kind,
        round=first.round,
        ref=first.ref,
        at=first.at,
        late=first.late,
        status=status,
        reason=last.reason,
        judged_at=judged.at if judged else None,
        audited_at=next((each.at for each in passed if each.round == first.round), None),
        said=first.details,
        file=files.get(first.ref),
    )


def _of_record(state: Commission, files: Mapping[str, Uploaded]) -> list[Version]:
    """Where the books have no rows of it yet: the one that is under review."""
    work = state.work
    return [_as_version(state.seq, work, files)] if work else []


def _as_version(seq: int, work: Work, files: Mapping[str, Uploaded]) -> Version:
    known = (work.round, work.ref, work.at, work.late, work.status, work.reason)
    return Version(seq, 1, work.kind, *known, file=files.get(work.ref))


def words_of(app: App, version: Version) -> str | None:
    """What is written in it. None: a link, a film, or nobody can tell."""
    if version.file is not None:
        return _in_file(app, version.file)
    if version.kind == "content" and serves_sandbox(app.settings) and not looks_like_upload(version.ref):
        return _at_the_platform(app, version)
    return None


def _in_file(app: App, file: Uploaded) -> str | None:
    if file.kind not in READABLE or file.size > READ_MAX:
        return None
    try:
        return words_in(file.kind, b"".join(uploads.content(app.settings, file.id)))
    except Refused:  # the folder is away: the version is shown without its words
        return None


def _at_the_platform(app: App, version: Version) -> str | None:
    """As it was written when it was handed in: what is edited afterwards is not what was handed in."""
    try:
        written = app.mp.versions(version.ref)
    except VendorRefused:
        return None
    before = [each for each in written if each.at <= version.at + WRITTEN_WITHIN] or written[:1]
    return before[-1].body if before else None
