"""Webhook endpoints of all owners, those that do not get through first, with their Temporal UI pages."""

from fastapi import APIRouter, Request, Response

from domain.parties.actor import ActorKind
from domain.webhooks.endpoint import OwnerKind
from services.webhooks import endpoints
from starter.http.calling import app_of
from starter.web import temporal_pages
from starter.web.failing import PageRoute
from starter.web.rendering import page, wording
from starter.web.told.endpoints import endpoint_shown
from starter.web.visitors import allowed

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/endpoints")
def every(request: Request) -> Response:
    who, app = allowed(request, "webhooks.read", ActorKind.OPERATOR), app_of(request)
    t = wording(request)
    rows = [
        {
            **endpoint_shown(each, t),
            "owner": t("developers.of_app") if each.owner.kind is OwnerKind.APP else each.owner.brand_id,
            "party": f"/parties/brand/{each.owner.brand_id}" if each.owner.brand_id else "",
            "temporal": temporal_pages.of_endpoint(app, each.id),
        }
        for each in endpoints.every_endpoint(app.engine, who.actor)
    ]
    return page(request, "operator/endpoints.html", who, rows=rows)
