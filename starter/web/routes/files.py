"""Files of a commission, to be saved by whoever may read them: nothing of them is shown or run here."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from services.commissions import uploads
from starter.http.calling import app_of
from starter.http.routes.uploads import BY_ITSELF
from starter.web.failing import PageRoute
from starter.web.visitors import allowed

router = APIRouter(prefix="/files", include_in_schema=False, route_class=PageRoute)


@router.get("/{upload_id}")
def saved(request: Request, upload_id: str) -> Response:
    """Raises Refused: UPLOAD_UNKNOWN, also for one that is not the reader's."""
    who, app = allowed(request, "commission.read"), app_of(request)
    found = uploads.upload(app.engine, who.actor, upload_id)
    named = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    headers = {**BY_ITSELF, "Content-Disposition": named, "Content-Length": str(found.size)}
    content = uploads.content(app.settings, found.id)
    return StreamingResponse(content, headers=headers, media_type=found.media_type)
