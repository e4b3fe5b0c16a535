"""The sandbox's first page: who one may be, what time it is there, and what stands beside the product."""

from dataclasses import dataclass

from fastapi import Request, Response

from domain.commissions.task_types import TASK_TYPES
from domain.parties.actor import ActorKind
from domain.parties.profiles import BrandProfile, CreatorProfile
from domain.refusals import Refused
from services.operations.time_travel import skips, time_there
from services.parties import profiles
from services.sandbox.signing_in import sign_in_as
from services.threads import in_thread
from starter.http.calling import app_of, origin_of
from starter.web.forms import read
from starter.web.rendering import page, wording
from starter.web.routes.entering import entered
from starter.web.routes.sandbox.entry import sandbox_router
from starter.web.visitors import perhaps
from starter.web.wording import Wording

router = sandbox_router()
MANY = 60
"""Of each kind on one page: a sandbox may hold thousands that a load brought in."""


@dataclass(frozen=True)
class Person:
    kind: str
    id: str
    name: str
    facts: str


@router.get("")
def sandbox(request: Request, moved: int = -1) -> Response:
    return people_page(request, moved=moved)


def people_page(request: Request, *, moved: int = -1, problem: dict[str, object] | None = None) -> Response:
    app, t = app_of(request), wording(request)
    creators, _ = profiles.page_of_creators(app.engine, "", "", MANY)
    brands = profiles.brands(app.engine)[:MANY]
    operator = Person("operator", "", t("sandbox.operator"), t("sandbox.operator_facts"))
    now = time_there(app)
    return page(
        request,
        "sandbox.html",
        perhaps(request),
        status=int(str(problem["status"])) if problem else 200,
        clock=now,
        there=wording(request, now).moment(),
        groups=[
            (t("sandbox.brands"), [_brand(each, t) for each in brands]),
            (t("sandbox.creators"), [_creator(each, t) for each in creators]),
            (t("sandbox.platform"), [operator]),
        ],
        skips=skips(app),
        problem=problem,
        notice=t("sandbox.moved", count=moved) if moved >= 0 else None,
    )


def _creator(each: CreatorProfile, t: Wording) -> Person:
    kinds = [TASK_TYPES[name] for name in TASK_TYPES if each.service(name).opened]
    told = t.listed(t.pick((kind.zh, kind.en)) for kind in kinds)
    return Person("creator", each.id, each.name, told or t("sandbox.no_types"))


def _brand(each: BrandProfile, t: Wording) -> Person:
    return Person("brand", each.id, each.name, t("sandbox.brand_facts"))


@router.post("/sign-in-as")
async def be(request: Request) -> Response:
    """No mark is asked: whoever reaches this machine's loopback may be any of them anyway."""
    form = read(await request.body())
    if form.text("kind") not in ("creator", "brand", "operator"):
        raise Refused("FIELD_INVALID")
    kind = ActorKind(form.text("kind"))
    done = await in_thread(sign_in_as, app_of(request), kind, form.text("party"), origin_of(request))
    return entered(request, done.token, "/")
