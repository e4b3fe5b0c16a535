"""Files of a commission that is kept elsewhere."""

from pathlib import Path

from models.api import uploads as shapes
from services.commissions.uploads import Uploaded
from services.files.handing import pieces, save
from starter.cli import files as local
from starter.cli.console import called_from
from starter.cli.report import Report
from starter.remote.client import Client


def add(there: Client, commission_id: str, file: Path, purpose: str, role: str, operator: str) -> None:
    """In the name of the token: ``role`` and ``operator`` are for the terminal of the platform itself."""
    del role, operator
    path = called_from(file)
    local.tell_added(_kept(there.upload(commission_id, purpose, path.name, lambda: pieces(path))))


def listed(there: Client, commission_id: str, role: str, *, as_json: bool) -> None:
    del role
    report, told = Report(as_json=as_json), there.read(f"/v1/commissions/{commission_id}/uploads")
    local.tell_uploads(report, (_kept(shapes.Upload.model_validate(each)) for each in told["uploads"]))
    report.end()


def saved(there: Client, commission_id: str, upload: str, place: Path, role: str) -> None:
    del role
    path = called_from(place)
    told = there.read(f"/v1/commissions/{commission_id}/uploads")["uploads"]
    found = next((each for each in told if each["id"] == upload), None)
    save(path, there.download(upload))
    if found:
        local.tell_saved(_kept(shapes.Upload.model_validate(found)), path)


def _kept(told: shapes.Upload) -> Uploaded:
    known = told.model_dump()
    return Uploaded(digest=known.pop("sha256"), **known)
