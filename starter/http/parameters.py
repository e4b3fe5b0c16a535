"""Parameters of an address: one that the operation does not have is refused, as a body's unknown field is.

A filter that is written wrong and passed over answers with everything there is, and looks right.
"""

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from services.threads import in_thread
from starter.http.calling import caller

UNKNOWN = "unknown_parameter"


async def known_parameters(request: Request) -> None:
    """A dependency of every operation. Raises RequestValidationError, which says what there is instead; and
    before it Refused SIGN_IN_NEEDED, where the operation asks who calls.
    """
    if not request.query_params:
        return
    route: APIRoute = request.scope["route"]
    known = sorted(_names(route.dependant))
    strange = [each for each in request.query_params if each not in known]
    if strange:
        if caller in _calls(route.dependant):
            await in_thread(caller, request)  # what an operation takes is nobody's to learn before
        told = {"type": UNKNOWN, "loc": ("query", "?"), "ctx": {"expected": ", ".join(known) or "-"}}
        raise RequestValidationError([told for _ in strange])


def _calls(asks: Dependant) -> Iterator[object]:
    for each in asks.dependencies:
        yield each.call
        yield from _calls(each)


def _names(asks: Dependant) -> Iterator[str]:
    yield from (each.alias for each in asks.query_params)
    for each in asks.dependencies:
        yield from _names(each)
