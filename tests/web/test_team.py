"""Members and keys by page: secrets are shown once, and whoever is not the owner sees none of it."""

import re
from collections.abc import Callable

from sqlalchemy import Engine

from starter.web.wording import catalogue
from tests.http.people import token_of
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
WE, PAGE = "brand-qingyou", "/members"
SECRET = re.compile(r'id="secret" value="([^"]+)"')


async def test_an_invitation_is_shown_once_and_opens_the_way_in(visiting: Visit) -> None:
    browser = visiting(WE)
    told = (await browser.send(PAGE, f"{PAGE}/invitations", name="lin", role="reviewer")).body.decode()
    token = SECRET.findall(told)[0]
    assert token.startswith("smi_")
    assert token not in await browser.text(PAGE)
    assert "lin" in await browser.text(PAGE)
    joining = await Visiting(browser.api).send("/join", "/join", token=token)
    assert joining.status == 200
    assert "审稿" in joining.body.decode()


async def test_a_key_is_shown_once_and_rotated_and_revoked(visiting: Visit) -> None:
    browser = visiting(WE)
    told = (await browser.send(PAGE, f"{PAGE}/keys", key_name="erp", days="90")).body.decode()
    key = SECRET.findall(told)[0]
    listed = await browser.text(PAGE)
    assert key not in listed
    key_id = re.findall(r"/members/keys/(ak_\w+)/rotate", listed)[0]
    rotated = (await browser.send(PAGE, f"{PAGE}/keys/{key_id}/rotate")).body.decode()
    assert SECRET.findall(rotated)[0] not in (key, "")
    assert (await browser.send(PAGE, f"{PAGE}/keys/{key_id}/revoke")).status == 303
    assert catalogue("zh")["members.over"] in await browser.text(PAGE)


async def test_a_form_sent_twice_makes_one_key(visiting: Visit) -> None:
    browser = visiting(WE)
    form = re.findall(
        r'action="/members/keys".*?name="csrf" value="(\w+)".*?name="key" value="(\w+)"',
        await browser.text(PAGE),
    )[0]
    fields = {"csrf": form[0], "key": form[1], "key_name": "erp", "days": ""}
    first, again = [await browser.post(f"{PAGE}/keys", fields) for _ in range(2)]
    assert SECRET.findall(first.body.decode())
    assert (again.status, again.headers["location"]) == (303, f"{PAGE}?done=before")
    assert (await browser.text(PAGE)).count("/rotate") == 1


async def test_a_role_is_changed_and_a_member_leaves(visiting: Visit, engine: Engine) -> None:
    token_of(engine, WE, "finance")
    browser, member = visiting(WE), "m-brand-qingyou-finance"
    await browser.send(PAGE, f"{PAGE}/{member}/role", role="read_only")
    assert "只读" in (await browser.text(PAGE)).partition("管理")[0]
    await browser.send(PAGE, f"{PAGE}/{member}/remove")
    assert member not in await browser.text(PAGE)


async def test_what_is_refused_is_told_beside_what_was_typed(visiting: Visit) -> None:
    browser = visiting(WE)
    for typed in ({"name": "两 个", "role": "reviewer"}, {"name": "lin", "role": "king"}):
        answer = await browser.send(PAGE, f"{PAGE}/invitations", **typed)
        assert answer.status in (400, 404, 422), typed
        assert f'value="{typed["name"]}"' in answer.body.decode()
    for days in ("0", "-1", "x", "99999", "１"):
        assert (await browser.send(PAGE, f"{PAGE}/keys", key_name="erp", days=days)).status in (400, 422)


async def test_another_brands_members_look_absent(visiting: Visit, engine: Engine) -> None:
    token_of(engine, "brand-shanxing", "finance")
    browser = visiting(WE)
    mark = re.findall(r'name="csrf" value="(\w+)"', await browser.text(PAGE))[0]
    path = f"{PAGE}/m-brand-shanxing-finance/remove"
    assert (await browser.post(path, {"csrf": mark, "key": "k-1"})).status == 404


async def test_only_an_owner_has_this_page(engine: Engine, visiting: Visit) -> None:
    browser = visiting(WE)
    for role in ("reviewer", "finance", "read_only"):
        browser.cookies["starmap_session"] = token_of(engine, WE, role)
        assert (await browser.open(PAGE)).status == 403
        assert 'href="/members"' not in await browser.text("/desk")
