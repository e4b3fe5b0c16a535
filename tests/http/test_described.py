"""What the description and the answers say of small things: a missing field, a method, a page, how it is."""

from collections.abc import Callable

from fastapi import FastAPI

from tests.http.asgi import Caller


async def test_a_field_that_lacks_is_needed_and_not_written_wrongly(
    calling: Callable[[str], Caller], ordered: list[str]
) -> None:
    assert ordered
    brief = {"order": "B-1", "creator": "atang", "task_type": "article", "price": "ten"}

    answer = await calling("brand-qingyou").post("/v1/commissions", {"brief": brief})

    assert answer.code == "BRIEF_INVALID"
    codes = {each["field"]: each["code"] for each in answer.json["errors"]}
    assert {codes[name] for name in ("title", "goal", "product")} == {"FIELD_NEEDED"}
    assert codes["price"] == "FIELD_INVALID"


def test_every_operation_says_that_its_path_has_no_other_method(api: FastAPI) -> None:
    for path, operations in api.openapi()["paths"].items():
        for method, operation in operations.items():
            assert "405" in operation["responses"], (path, method)


def test_how_it_is_has_a_shape(api: FastAPI) -> None:
    paths = api.openapi()["paths"]
    for path, statuses in (("/health", ["200"]), ("/ready", ["200", "503"])):
        for status in statuses:
            told = paths[path]["get"]["responses"][status]["content"]["application/json"]["schema"]
            assert told["$ref"].startswith("#/components/schemas/"), (path, status)


async def test_creators_come_page_by_page_each_once(
    calling: Callable[[str], Caller], ordered: list[str]
) -> None:
    assert ordered
    brand, found, after = calling("brand-qingyou"), [], ""
    while after is not None:
        page = (await brand.get(f"/v1/creators?limit=1&after={after}")).json
        found += [each["id"] for each in page["creators"]]
        after = page["after"]

    assert found == ["atang", "laozhou"]
    assert (await brand.get("/v1/creators?task_type=article")).json == {"creators": [], "after": None}
    assert (await brand.get("/v1/creators?limit=0")).code == "REQUEST_INVALID"
