"""Every page and every form that its readers come to by its links: what is walked is found, not listed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from starlette.routing import Match

from starter.web.assembly import ROUTERS
from starter.web.rendering import NAVIGATION
from tests.http.people import token_of
from tests.web.markup import FormMarkup, Markup
from tests.web.visiting import Visiting

READERS = ("creator-atang", "brand-qingyou", "operator-li")
BEGINNINGS = ("/", "/sign-in", "/join", "/rules", "/interface", "/sandbox")
EACH = 2
"""Of pages that differ in an id alone so many are opened; of acts, one of each name."""
OF_A_PAPER = 8
"""Of a page that a commission has of its own: not every stage has the same on it."""
NOT_PAGES = frozenset({"/assets/{name}", "/live"})


@dataclass(frozen=True)
class Seen:
    """A page as one reader was shown it."""

    reader: str
    path: str
    route: str
    body: bytes
    markup: Markup


@dataclass(frozen=True)
class FormSeen:
    reader: str
    page: str
    route: str
    markup: FormMarkup

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.markup.controls)


@dataclass
class Walk:
    pages: list[Seen] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    """Routes of what links lead to and is no page."""

    @property
    def forms(self) -> Iterator[FormSeen]:
        """One of each: by its route and the names in it; of an act by its reader besides."""
        known = set()
        for page in self.pages:
            for form in page.markup.forms:
                route = route_of("POST", form.action)
                names = tuple(each.name for each in form.controls)
                act = act_of(form.action)
                of = page.reader if act else "", route, act, names
                if form.method == "post" and of not in known:
                    known.add(of)
                    yield FormSeen(page.reader, page.path, route, form)

    @property
    def kinds(self) -> list[FormSeen]:
        """One of each route and names: acts that ask for the same are read alike."""
        return [*{(each.route, each.names): each for each in self.forms}.values()]


def routes(method: str) -> dict[str, APIRoute]:
    """Of the pages, by their address as it is written."""
    return {
        each.path: each
        for router in ROUTERS
        for each in router.routes
        if isinstance(each, APIRoute) and method in (each.methods or ())
    }


def route_of(method: str, address: str) -> str:
    scope: dict[str, Any] = {"type": "http", "method": method, "path": urlsplit(address).path}
    for path, route in routes(method).items():
        if route.matches(scope)[0] is Match.FULL:
            return path
    return ""


def act_of(address: str) -> str:
    """The name of an act of a commission; of other addresses nothing."""
    parts = urlsplit(address).path.strip("/").split("/")
    return parts[2] if len(parts) > 2 and parts[0] in ("commissions", "cases") else ""


def beginnings(reader: str, ids: list[str]) -> list[str]:
    paths = [path for kind, each in NAVIGATION.items() if reader.startswith(kind.value) for path, *_ in each]
    if not reader:
        return list(BEGINNINGS)
    cases = (f"/cases/{each}" for each in ids) if reader.startswith("operator") else ()
    return [*paths, *BEGINNINGS, *(f"/commissions/{each}" for each in ids), *cases]


async def walked(api: FastAPI, engine: Engine, ids: list[str], lang: str = "zh", each: int = EACH) -> Walk:
    """From the navigation and a commission of every stage on, wherever links lead."""
    found = Walk()
    for reader in ("", *READERS):
        browser = Visiting(api, token_of(engine, reader) if reader else "", lang)
        await _walk(browser, reader, ids, found, each)
    return found


async def _walk(browser: Visiting, reader: str, ids: list[str], found: Walk, each: int) -> None:
    begun = beginnings(reader, ids)
    left, known, opened = list(begun), set(begun), Counter[tuple[str, str]]()
    while left:
        path = left.pop(0)
        route, act = route_of("GET", path), act_of(path)
        opened[route, act] += 1
        most = each if not act else 1 if route.endswith("/{name}") else OF_A_PAPER
        is_one_of_many = opened[route, act] > most and path not in begun
        if not route or route in NOT_PAGES or is_one_of_many:
            continue
        answer = await browser.open(path)
        if answer.status == 303:
            to = answer.headers["location"]
            opened[route, act] -= 1
            left += [to] if to not in known else []
            known.add(to)
        if answer.status != 200:
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            found.files.add(route)
            continue
        markup = Markup(path, answer.body.decode())
        found.pages.append(Seen(reader, path, route, answer.body, markup))
        for link in markup.links:
            clean = link.partition("#")[0]
            if clean.startswith("/") and clean not in known:
                known.add(clean)
                left.append(clean)
