"""Uploaded files: streamed to where they are kept, and read by whom they are for."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from domain.commissions.uploads.purposes import PURPOSES, Purpose, written_size
from domain.parties.actor import Actor
from models.api import uploads as shapes
from services.commissions import uploads
from services.commissions.receiving import Coming, Reception
from services.threads import in_thread
from starter.http.calling import OpenedApp, app_of, may
from starter.http.incoming import incoming
from starter.http.writing import CREATED, once, place_of

router = APIRouter(prefix="/v1/uploads", tags=["uploads · 文件"])
of_commission = APIRouter(prefix="/v1/commissions/{commission_id}/uploads", tags=["uploads · 文件"])
Reader = Annotated[Actor, may("commission.read")]
BINARY = {"schema": {"type": "string", "format": "binary"}}
PART = {
    "schema": {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}},
    }
}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": BINARY, "multipart/form-data": PART},
    }
}
LIMITS = "; ".join(
    f"{name}: {', '.join(taken.kinds)}, {written_size(taken.bytes_max)}" for name, taken in PURPOSES.items()
)
BY_ITSELF = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}
"""A browser saves it and runs nothing of it."""


@router.post(
    "",
    status_code=CREATED,
    response_model=shapes.Upload,
    summary="上传文件 · upload a file",
    description=f"multipart 的 file 部分，或整个内容 · the part `file`, or the whole body. {LIMITS}.",
    openapi_extra=BODY,
)
async def upload(
    request: Request,
    actor: Annotated[Actor, may("commission.attach")],
    commission_id: Annotated[str, Query(min_length=1, max_length=128)],
    purpose: Purpose,
) -> Response:
    number_needed = place_of(request, actor)
    source = await incoming(request)
    coming = Coming(commission_id, purpose, source.file_name, source.media_type, source.size)
    app = app_of(request)
    reception = await in_thread(Reception, app.engine, app.settings, actor, coming)
    try:
        async for part in source.parts:
            await in_thread(reception.write, part)
        reception.end()

        async def act(number: str) -> shapes.Upload:
            return told(await in_thread(reception.keep, upload_id(number)))

        said = f"{number_needed.path}?{commission_id}&{purpose}\n{reception.digest}"
        return await once(request, actor, act, status=CREATED, said=said.encode())
    finally:
        await in_thread(reception.drop)


@router.get(
    "/{upload_id}",
    response_class=StreamingResponse,
    summary="下载文件 · download a file",
    responses={200: {"description": "the file", "content": {"application/octet-stream": BINARY}}},
)
def download(app: OpenedApp, upload_id: str, actor: Reader) -> StreamingResponse:
    """Saved, never shown: `Content-Disposition: attachment`."""
    found = uploads.upload(app.engine, actor, upload_id)
    named = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    headers = {**BY_ITSELF, "Content-Disposition": named, "Content-Length": str(found.size)}
    return StreamingResponse(
        uploads.content(app.settings, found.id), headers=headers, media_type=found.media_type
    )


@of_commission.get("", response_model=shapes.Uploads, summary="任务的文件 · files of a commission")
def listed(app: OpenedApp, commission_id: str, actor: Reader) -> shapes.Uploads:
    """Your side's own, and those that commands have named."""
    return shapes.Uploads(uploads=[told(each) for each in uploads.uploads(app.engine, actor, commission_id)])


def upload_id(number: str) -> str:
    return f"up_{number.rpartition('-')[2]}"


def told(found: uploads.Uploaded) -> shapes.Upload:
    return shapes.Upload(
        id=found.id,
        commission_id=found.commission_id,
        party=found.party,
        purpose=found.purpose,
        name=found.name,
        kind=found.kind,
        size=found.size,
        sha256=found.digest,
        at=found.at,
        kept_until=found.kept_until,
    )
