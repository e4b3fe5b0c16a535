"""Every page for each who reads it, in both languages, over the books alone: Temporal is away."""

import gzip
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.commissions.moves import MESSAGES
from starter.web.rendering import ASSETS, NAVIGATION
from tests.http.asgi import Caller
from tests.web.conftest import placed
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
PEOPLE = ("creator-atang", "brand-qingyou", "operator-li")
LANGUAGES = ("zh", "en")
SCRIPT = "<script>alert(1)</script>"
for_each_reader = pytest.mark.parametrize("who", PEOPLE)
in_each_language = pytest.mark.parametrize("lang", LANGUAGES)


@for_each_reader
@in_each_language
@pytest.mark.usefixtures("at_every_stage")
async def test_every_page_of_the_navigation_opens(visiting: Visit, who: str, lang: str) -> None:
    browser = visiting(who, lang)
    paths = [path for kind, each in NAVIGATION.items() if who.startswith(kind.value) for path, *_ in each]
    assert paths
    for path in (*paths, "/rules", "/interface", "/sandbox", "/sandbox/phones/atang"):
        told = await browser.text(path)
        assert f'lang="{"zh-CN" if lang == "zh" else "en"}"' in told


@for_each_reader
@in_each_language
async def test_a_commission_of_every_stage_is_shown_with_its_three_answers(
    visiting: Visit, at_every_stage: dict[str, str], who: str, lang: str
) -> None:
    browser = visiting(who, lang)
    for scene, placed_as in at_every_stage.items():
        told = await browser.text(f"/commissions/{placed_as}")
        assert told.count('<dl class="truth">') == 1, scene
        assert 'class="life"' in told, scene


@for_each_reader
async def test_every_act_that_is_offered_has_a_form(
    visiting: Visit, at_every_stage: dict[str, str], who: str
) -> None:
    """At every stage, each act that the page names; what is not possible is not named."""
    browser = visiting(who)
    for placed_as in at_every_stage.values():
        told = await browser.text(f"/commissions/{placed_as}")
        offered = [name for name in MESSAGES if f'/commissions/{placed_as}/{name}"' in told]
        for name in offered:
            form = await browser.text(f"/commissions/{placed_as}/{name}")
            assert 'name="csrf"' in form
            assert 'name="key"' in form


async def test_script_in_a_title_is_shown_and_never_run(visiting: Visit, engine: Engine) -> None:
    placed_as = placed(engine, "offered", SCRIPT)
    for who, path in (("creator-atang", "/today"), ("brand-qingyou", "/desk"), ("operator-li", "/morning")):
        for page in (path, f"/commissions/{placed_as}"):
            told = await visiting(who).text(page)
            assert SCRIPT not in told
            assert "<script>" not in told


@pytest.mark.usefixtures("at_every_stage")
async def test_a_page_lets_no_script_of_its_own_run_and_no_other_site_in(visiting: Visit) -> None:
    answer = await visiting("creator-atang").open("/today")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    told = answer.body.decode()
    assert "http://" not in told.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in told
    assert " onclick" not in told
    assert "style=" not in told


async def test_who_has_not_signed_in_is_sent_to_sign_in_and_back(api: FastAPI) -> None:
    answer = await Visiting(api).open("/today")
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in?next=/today")


async def test_no_sign_in_leads_to_another_site(api: FastAPI) -> None:
    for address in ("https://evil.example", "//evil.example", "/\\evil.example"):
        told = await Visiting(api).text(f"/sign-in?next={address}")
        assert "evil.example" not in told


async def test_anothers_commission_looks_absent(visiting: Visit, at_every_stage: dict[str, str]) -> None:
    path = f"/commissions/{at_every_stage['offered']}"
    for stranger in ("creator-laozhou", "brand-shanxing"):
        for each in (path, f"{path}/accept", f"{path}/cancel"):
            foreign = await visiting(stranger).open(each)
            unknown = await visiting(stranger).open(each.replace("S-offered", "S-nothing"))
            assert foreign.status == unknown.status == 404


async def test_pages_of_another_kind_of_reader_are_refused(visiting: Visit) -> None:
    for who in PEOPLE:
        own = {path for kind, pages in NAVIGATION.items() if who.startswith(kind.value) for path, *_ in pages}
        for pages in NAVIGATION.values():
            for path in {path for path, *_ in pages} - own:
                assert (await visiting(who).open(path)).status == 403, (who, path)


async def test_a_form_of_another_session_does_nothing(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    """And what was typed into it is not lost."""
    path = f"/commissions/{at_every_stage['outline_review']}/reject"
    browser = visiting("brand-qingyou")
    answer = await browser.post(path, {"csrf": "0" * 32, "key": "k-1", "reason": "请补充使用场景"})
    assert answer.status == 403
    assert "请补充使用场景" in answer.body.decode()


async def test_a_session_that_ended_keeps_what_was_written(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    path = f"/commissions/{at_every_stage['outline_review']}/reject"
    browser = visiting("brand-qingyou")
    browser.cookies["starmap_session"] = "sms_ended"
    answer = await browser.post(path, {"csrf": "x", "key": "k-1", "reason": "写了很久的意见"})
    assert answer.status == 401
    assert "写了很久的意见" in answer.body.decode()


async def test_a_refused_act_keeps_what_was_typed(visiting: Visit, at_every_stage: dict[str, str]) -> None:
    """Temporal is away: the form comes back with its text, and says so."""
    path = f"/commissions/{at_every_stage['outline_review']}/reject"
    answer = await visiting("brand-qingyou").send(path, path, reason="请补充使用场景")
    assert answer.status == 503
    told = answer.body.decode()
    assert "请补充使用场景" in told
    assert 'role="alert"' in told


async def test_a_decision_shows_its_postings_before_anybody_decides(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    path = f"/commissions/{at_every_stage['arbitration']}/arbitrate"
    asked = {"decision": "split", "creator_percent": "60", "reason": "各有道理", "preview": "yes"}
    answer = await visiting("operator-li").send(path, path, **asked)
    assert answer.status == 200
    told = answer.body.decode()
    for sum_ in ("−¥3,000.00", "+¥1,710.00", "+¥90.00", "+¥1,200.00", "¥0.00"):
        assert sum_ in told
    assert "创作者 ¥1,710.00" in told


@pytest.mark.usefixtures("at_every_stage")
async def test_the_weight_of_a_page_stays_below_what_a_phone_loads_at_once(visiting: Visit) -> None:
    told = (await visiting("creator-atang").open("/today")).body
    loaded = [
        told,
        *(
            (ASSETS / name).read_bytes()
            for name in (
                "basecoat-1.0.2.min.css",
                "starmap.css",
                "pages.css",
                "htmx-4.0.1.min.js",
                "hx-sse-4.0.1.min.js",
                "live.js",
                "icons.svg",
            )
        ),
    ]
    assert sum(len(gzip.compress(each)) for each in loaded) < 60_000


async def test_an_address_that_no_page_has_is_not_repeated(visiting: Visit) -> None:
    answer = await visiting("creator-atang").open("/13812345678")
    assert answer.status == 404
    assert "13812345678" not in answer.body.decode()


async def test_the_sandbox_is_for_this_machines_own_name_and_its_own_forms(api: FastAPI) -> None:
    """A page of another site signs nobody in as a sample person, whatever its name points to."""
    caller = Caller(api)
    form = {"content-type": "application/x-www-form-urlencoded"}
    be = ("POST", "/sandbox/sign-in-as", b"kind=creator&party=atang")
    assert (await caller.ask(*be, {**form, "sec-fetch-site": "cross-site"})).status == 403
    assert (await caller.ask(*be, {**form, "host": "evil.example"})).status == 404
    assert (await caller.ask(*be, {**form, "host": "127.0.0.1:8234"})).status == 303


@for_each_reader
async def test_english_sets_words_off_as_english_does(
    visiting: Visit, at_every_stage: dict[str, str], who: str
) -> None:
    told = await visiting(who, "en").text(f"/commissions/{at_every_stage['decided']}")
    turn = told.partition('class="turn"')[2].partition("</span>")[0]
    assert "、" not in turn
    assert ", " in turn or who != "operator-li"
