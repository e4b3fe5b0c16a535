"""Bad input, walked over every form and every address that the pages have: both are found, not listed."""

import asyncio
import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from gateways.sql.database import opened
from settings import Settings
from starter.web.visitors import HOME
from tests.conftest import new_database
from tests.domain.scenes import SCENES
from tests.http.asgi import Answer, Caller
from tests.http.fuzzing import over
from tests.http.people import token_of
from tests.web.bad_input import OURS, SCRIPT, SECRET, TEXTS, Filled, ask, faults_of, named
from tests.web.conftest import placed
from tests.web.lived_in import lived_in
from tests.web.markup import Markup
from tests.web.visiting import Visiting
from tests.web.walking import READERS, FormSeen, Walk, routes, walked

pytestmark = pytest.mark.xdist_group("pages_walked")  # the walk is made once
Visit = Callable[..., Visiting]
BEHIND_OTHERS = {
    "/sandbox/time": "only where time can be moved",
    "/sign-in/sessions": "behind the code that was sent",
    "/join/accept": "behind an invitation",
    "/sandbox/mp/{commission_id}/works": "a shortcut that no page has any more",
}
"""Forms that no link leads to here; each is filled in by a test of its own below or of its story."""
UNMARKED = ("/preferences", "/sandbox/")
"""They say themselves why they need no mark."""
WRITTEN = "写了很久的一段话，不能丢"
SHORT = frozenset({"phone", "name", "login", "q", "quote", "amount", "back", "hours"})
"""Typed again in a moment."""


@pytest.fixture(scope="module")
def books(template: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """With a commission at every stage, for all tests here: they change none of them."""
    with new_database(template("sqlite"), tmp_path_factory.mktemp("books")) as url, opened(url) as engine:
        lived_in(engine)
        yield engine


@pytest.fixture(scope="module")
def pages(books: Engine, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Nobody is told here to come back later."""
    url = books.url.render_as_string(hide_password=False)
    return over(books, Settings(state=tmp_path_factory.mktemp("state"), database_url=url))


@pytest.fixture(scope="module")
def walk(pages: FastAPI, books: Engine) -> Walk:
    return asyncio.run(walked(pages, books, [f"qingyou-S-{each}".replace("_", "-") for each in SCENES]))


def test_every_form_that_a_page_may_be_sent_is_walked(walk: Walk) -> None:
    """A new route for a form fails here until some page leads to it."""
    assert set(routes("POST")) - set(BEHIND_OTHERS) == {each.route for each in walk.forms}


@pytest.mark.timeout(900)
async def test_nothing_typed_breaks_a_page_or_is_lost(pages: FastAPI, books: Engine, walk: Walk) -> None:
    found = await ask(pages, books, walk.kinds)
    assert found.wrong == {}
    assert found.posts > 20 * found.forms
    assert found.statuses[500] == 0


@pytest.mark.timeout(900)
async def test_a_sign_that_nobody_may_write_comes_back_on_its_own_form(
    pages: FastAPI, books: Engine, walk: Walk
) -> None:
    """With everything that was typed, and the field named; and nothing is done."""
    wrong = {}
    for form in walk.kinds:
        if form.route == "/preferences":  # it takes no words
            continue
        browser = Visiting(pages, token_of(books, form.reader) if form.reader else "")
        for name in form.markup.written:
            typed = dict.fromkeys(form.markup.written, WRITTEN) | {name: f"a\x07{WRITTEN}"}
            sent = form.markup.sent() | typed | await _of_this_browser(browser, form)
            answer = await browser.post(form.markup.action, sent)
            _assert_page(answer)
            told = Markup(form.page, answer.body.decode())
            is_here = form.markup.action in {each.action for each in told.forms}
            lost = len(set(form.markup.written) - SHORT - SECRET) - told.kept.count(WRITTEN)
            if answer.status != 422 or not is_here or lost - told.kept.count(f"a{WRITTEN}") > 0:
                wrong[named(form), name] = answer.status, is_here, told.kept
            elif "CONTROL_CHARACTER" not in answer.body.decode():
                wrong[named(form), name] = "it does not say why"
    assert wrong == {}


async def test_every_form_is_bound_to_its_session(pages: FastAPI, books: Engine, walk: Walk) -> None:
    """Without its mark, or with another session's, nothing is done; and what was typed is on the page."""
    for form in walk.forms:
        is_unmarked = form.route.startswith(UNMARKED) and "csrf" not in form.names
        if is_unmarked or form.route == "/preferences":
            continue
        other = token_of(books, form.reader) if form.reader else ""
        for mark in ({}, {"csrf": ""}, {"csrf": "0" * 32}, {"csrf": _mark_of_another(form)}):
            browser = Visiting(pages, other)
            sent = {name: v for name, v in _written(form).items() if name != "csrf"} | mark
            answer = await browser.post(form.markup.action, sent)
            assert answer.status == 403, (named(form), mark)
            _assert_kept(form, answer)


async def test_what_was_written_outlives_the_session(pages: FastAPI, walk: Walk) -> None:
    for form in walk.forms:
        if not form.reader or form.route.startswith(UNMARKED):
            continue
        browser = Visiting(pages)
        browser.cookies["starmap_session"] = "sms_ended"
        answer = await browser.post(form.markup.action, _written(form))
        assert answer.status in (401, 403), named(form)
        _assert_kept(form, answer)


async def test_a_form_without_its_number_or_of_another_kind_is_refused_as_a_page(
    pages: FastAPI, books: Engine, walk: Walk
) -> None:
    for form in walk.forms:
        browser = Visiting(pages, token_of(books, form.reader) if form.reader else "")
        stands = form.markup.sent()
        for kind in ("multipart/form-data; boundary=x", "application/json", "text/plain", "image/png"):
            answer = await browser.post_bytes(form.markup.action, b"\x89PNG\r\n\x1a\n{}", kind)
            assert 400 <= answer.status < 500, (named(form), kind, answer.status)
            _assert_page(answer)
        unnumbered = Filled("", {name: v for name, v in stands.items() if name != "key"})
        answer = await browser.post_bytes(form.markup.action, unnumbered.body)
        assert not [*faults_of(form, unnumbered, answer)], named(form)


async def test_other_methods_and_addresses_are_answered_with_a_page(pages: FastAPI) -> None:
    caller = Caller(pages)
    for path in {*routes("GET"), *routes("POST")}:
        address = re.sub(r"\{\w+\}", "nothing", path)
        for method in ("PUT", "DELETE", "PATCH", *(["POST"] if path not in routes("POST") else [])):
            answer = await caller.ask(method, address)
            assert answer.status in (404, 405, 415), (method, path, answer.status)
            _assert_page(answer)


async def test_nobody_learns_whether_anothers_thing_exists(pages: FastAPI, books: Engine, walk: Walk) -> None:
    """Every address with an id in it: another's is answered as one that is not there."""
    addresses = {(each.reader, each.path) for each in walk.pages if each.reader and "{" in each.route}
    for reader, path in sorted(addresses):
        if path.startswith("/sandbox/") or reader.startswith("operator"):
            continue
        stranger = "creator-laozhou" if reader.startswith("creator") else "brand-shanxing"
        browser = Visiting(pages, token_of(books, stranger))
        foreign = await browser.open(path)
        absent = await browser.open(re.sub("-S-[a-z-]+", "-S-absent", path))
        assert foreign.status == absent.status == 404, path
        assert _without_its_number(foreign) == _without_its_number(absent), path


async def test_odd_words_in_an_address_give_a_page(pages: FastAPI, books: Engine, walk: Walk) -> None:
    asked = {
        (each.reader, each.route): each.path.partition("?")[0] for each in walk.pages if "?" not in each.path
    }
    for (reader, route), path in asked.items():
        browser = Visiting(pages, token_of(books, reader) if reader else "")
        names = [each.alias for each in routes("GET")[route].dependant.query_params]
        for name in names:
            for text in (SCRIPT, "-1", "9" * 30, "%00", "%ff", "", "a&" + name + "=b"):
                answer = await browser.open(f"{path}?{name}={text.replace('<', '%3C')}")
                assert answer.status < 500, (path, name, text)
                assert answer.status == 303 or b"<main" in answer.body, (path, name, text)
                assert SCRIPT.encode() not in answer.body


async def test_a_title_of_any_kind_is_shown_as_text_wherever_it_stands(api: FastAPI, engine: Engine) -> None:
    for number, title in enumerate((SCRIPT, TEXTS["wide"], TEXTS["right to left"], TEXTS["attribute"])):
        placed(engine, [*SCENES][number], title)
    found = await walked(api, engine, [])
    for page in found.pages:
        told = page.body.decode()
        assert SCRIPT not in told, page.path
        assert TEXTS["attribute"] not in told, page.path
        assert not page.markup.inline, page.path
    for reader in READERS:
        home = next(HOME[kind] for kind in HOME if reader.startswith(kind.value))
        shown = b" ".join(each.body for each in found.pages if (each.reader, each.path) == (reader, home))
        assert TEXTS["wide"].encode() in shown or reader.startswith("operator")


async def _of_this_browser(browser: Visiting, form: FormSeen) -> dict[str, str]:
    """The mark and the number that this browser is given with this form."""
    shown = Markup(form.page, (await browser.open(form.page)).body.decode())
    known = (each for each in shown.forms if each.action == form.markup.action)
    return {name: value for each in known for name, value in each.sent().items() if name in OURS}


def _written(form: FormSeen) -> dict[str, str]:
    return form.markup.sent() | dict.fromkeys(form.markup.written, WRITTEN)


def _mark_of_another(form: FormSeen) -> str:
    return form.markup.sent().get("csrf", "x")


def _assert_page(answer: Answer) -> None:
    assert answer.headers["content-type"].startswith("text/html")
    assert b"<main" in answer.body


def _assert_kept(form: FormSeen, answer: Answer) -> None:
    _assert_page(answer)
    kept = Markup(form.page, answer.body.decode()).kept
    wanted = set(form.markup.written) - {"code", "token", "phone"}
    assert kept.count(WRITTEN) >= len(wanted), (named(form), wanted)


def _without_its_number(answer: Answer) -> str:
    told = answer.body.decode()
    for secret in ("csrf", "key"):
        told = re.sub(rf'name="{secret}" value="\w+"', "", told)
    return told.replace(answer.headers["request-id"], "")
