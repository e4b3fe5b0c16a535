"""The sandbox's bank: its own log, money sent back, and what goes wrong next outside."""

from fastapi import Request, Response

from domain.refusals import Refused
from services.sandbox import bank, faults
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.forms import read
from starter.web.rendering import page, to
from starter.web.routes.sandbox.entry import sandbox_router
from starter.web.visitors import perhaps

router = sandbox_router()
SHOWN = 100


@router.get("/bank")
def log(request: Request) -> Response:
    app = app_of(request)
    return page(
        request,
        "bank.html",
        perhaps(request),
        transfers=list(reversed(bank.transfers(app.engine)))[:SHOWN],
        armed=faults.armed(app.engine),
        ports=faults.PORTS,
        faults=faults.FAULTS,
        paid_in_fen=bank.paid_in_fen(app.engine),
        paid_out_fen=bank.paid_out_fen(app.engine),
    )


@router.post("/bank/{number}/refunds")
async def send_back(request: Request, number: str) -> Response:
    """退票 of a transfer that had arrived."""
    await request.body()
    await in_thread(bank.send_back, app_of(request).engine, number)
    return to("/sandbox/bank")


@router.post("/faults")
async def arm(request: Request) -> Response:
    """The next request to this port meets it. Raises Refused: FIELD_INVALID."""
    form, app = read(await request.body()), app_of(request)
    if form.is_ticked("clear"):
        await in_thread(faults.clear, app.engine)
        return to("/sandbox/bank")
    port, fault = form.text("port"), form.text("fault")
    if port not in faults.PORTS or fault not in faults.FAULTS:
        raise Refused("FIELD_INVALID")
    await in_thread(faults.arm, app.engine, port, fault)
    return to("/sandbox/bank")
