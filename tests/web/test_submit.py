"""The page of handing in: what is written becomes a file, files are checked, and nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.party import Party
from services.commissions.uploads import at_the_terminal, uploads
from settings import Settings
from tests.domain.story import Story
from tests.uploading import EXAMPLES
from tests.web.versions import SECOND, WHY, outlines, uploaded
from tests.web.visiting import File, Visiting

Visit = Callable[..., Visiting]
PDF = File("提纲.pdf", EXAMPLES["pdf"])


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(state=tmp_path, database_url=database_url)


@pytest.fixture
def rejected(api: FastAPI, engine: Engine, settings: Settings) -> str:
    """A second outline was rejected: the third is to be made."""
    assert api.state.opened.engine is engine
    return outlines(engine, settings, key="S-making", then=lambda story: story.brand("reject", reason=WHY))


def kept(engine: Engine, commission: str) -> list[str]:
    actor = at_the_terminal(engine, commission, Party.CREATOR)
    return [each.name for each in uploads(engine, actor, commission)]


async def test_the_editor_begins_with_the_last_version_beside_why_it_was_rejected(
    visiting: Visit, rejected: str
) -> None:
    told = await visiting("creator-atang").text(f"/commissions/{rejected}/submit")

    assert "第 2 稿被驳回" in told
    assert WHY in told
    assert "还可被驳回 1 次；再被驳回就不再确认提纲，直接开始写作。" in told
    assert f"{SECOND}</textarea>" in told


async def test_a_text_is_kept_as_a_file_and_stays_in_the_editor_when_it_is_refused(
    visiting: Visit, engine: Engine, rejected: str
) -> None:
    """Temporal is away; sent again from the same form it is kept once."""
    path, browser = f"/commissions/{rejected}/submit", visiting("creator-atang")

    answer = await browser.send_files(path, path, {"body": "第三稿，\n都改了。"})

    assert answer.status == 503
    assert "第三稿，\n都改了。</textarea>" in answer.body.decode()
    assert kept(engine, rejected) == ["提纲-1.md", "提纲-2.md", "提纲第 3 稿.md"]


async def test_a_file_that_came_with_a_refused_form_need_not_be_sent_again(
    visiting: Visit, engine: Engine, rejected: str
) -> None:
    path, browser = f"/commissions/{rejected}/submit", visiting("creator-atang")

    answer = await browser.send_files(path, path, {"body": SECOND}, file=PDF)

    assert answer.status == 503
    told = answer.body.decode()
    assert 'name="uploaded" value="up_' in told
    assert "提纲.pdf" in told
    assert kept(engine, rejected)[-1] == "提纲.pdf"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (File("提纲.pdf", EXAMPLES["png"]), "FILE_NOT_AS_SAID"),
        (File("提纲.pdf", EXAMPLES["pdf"][:30]), "FILE_CUT_SHORT"),
        (File("提纲.exe", b"MZ"), "FILE_KIND_UNKNOWN"),
        (File("照片.png", EXAMPLES["png"]), "FILE_KIND_NOT_FOR_THIS"),
        (File("空.txt", b""), "FILE_EMPTY"),
        (File("提纲.txt", "柚子".encode("gbk")), "FILE_NOT_UTF8"),
    ],
)
async def test_a_file_that_is_not_what_it_says_is_named_on_the_form_and_the_text_stays(
    visiting: Visit, engine: Engine, rejected: str, file: File, code: str
) -> None:
    path, browser = f"/commissions/{rejected}/submit", visiting("creator-atang")

    answer = await browser.send_files(path, path, {"body": "改到一半的第三稿"}, file=file)

    told = answer.body.decode()
    assert 400 <= answer.status < 500
    assert code in told
    assert "改到一半的第三稿</textarea>" in told
    assert len(kept(engine, rejected)) == 2


async def test_an_upload_cut_in_the_middle_keeps_the_text_and_no_file(
    visiting: Visit, engine: Engine, rejected: str
) -> None:
    path, browser = f"/commissions/{rejected}/submit", visiting("creator-atang")

    answer = await browser.send_files(path, path, {"body": "改到一半的第三稿"}, file=PDF, cut=60)

    assert answer.status == 400
    told = answer.body.decode()
    assert "BODY_INCOMPLETE" in told
    assert "改到一半的第三稿</textarea>" in told
    assert len(kept(engine, rejected)) == 2


async def test_a_work_is_handed_in_one_way(visiting: Visit, rejected: str) -> None:
    path, browser = f"/commissions/{rejected}/submit", visiting("creator-atang")

    twice = await browser.send_files(path, path, {"body": "第三稿", "ref": "https://example.com/3"})
    nothing = await browser.send_files(path, path, {"body": ""})

    assert "WORK_GIVEN_TWICE" in twice.body.decode()
    assert "WORK_NEEDED" in nothing.body.decode()


async def test_a_form_of_another_session_uploads_nothing(
    visiting: Visit, engine: Engine, rejected: str
) -> None:
    """And what was written in it is given back."""
    path, browser = f"/commissions/{rejected}/submit", visiting("creator-atang")

    answer = await browser.post_files(path, {"csrf": "0" * 32, "key": "k-1", "body": "写了很久"}, file=PDF)

    assert answer.status == 403
    assert len(kept(engine, rejected)) == 2

    browser.cookies["starmap_session"] = "sms_ended"
    answer = await browser.post_files(path, {"csrf": "x", "key": "k-1", "body": "写了很久"}, file=PDF)

    assert answer.status == 401
    assert "写了很久" in answer.body.decode()


async def test_other_pages_take_no_files(visiting: Visit, rejected: str) -> None:
    browser = visiting("creator-atang")

    answer = await browser.post_files(f"/commissions/{rejected}/decline", {"csrf": "x", "key": "k"}, file=PDF)

    assert answer.status == 415


async def test_evidence_comes_with_the_words_of_a_complaint(
    visiting: Visit, engine: Engine, at_every_stage: dict[str, str]
) -> None:
    path = f"/commissions/{at_every_stage['published']}/complain"
    shots = [File("截图一.png", EXAMPLES["png"]), File("截图二.pdf", EXAMPLES["pdf"])]
    said = {"cause": "content_differs", "reason": "与需求单不符", "evidence": "https://example.com/1"}

    answer = await visiting("brand-qingyou").send_files(path, path, said, file=shots)

    assert answer.status == 503
    told = answer.body.decode()
    assert told.count('name="uploaded" value="up_') == 2
    assert "与需求单不符</textarea>" in told
    actor = at_the_terminal(engine, at_every_stage["published"], Party.BRAND)
    names = [each.name for each in uploads(engine, actor, at_every_stage["published"])]
    assert sorted(names) == ["截图一.png", "截图二.pdf"]


async def test_a_file_is_saved_by_both_sides_and_operators_and_by_nobody_else(
    visiting: Visit, api: FastAPI, engine: Engine, settings: Settings
) -> None:
    """Before a command has named it, by its own side alone."""
    ids: list[str] = []

    def then(story: Story) -> None:
        ids.append(uploaded(engine, settings, "qingyou-S-saved", "没交的一稿", "草稿.md"))
        assert story.c.work is not None
        ids.append(story.c.work.ref)

    assert api.state.opened.engine is engine
    outlines(engine, settings, key="S-saved", then=then)
    draft, named = (f"/files/{each}" for each in ids)

    for who in ("creator-atang", "brand-qingyou", "operator-li"):
        answer = await visiting(who).open(named)
        assert answer.status == 200, who
        assert answer.body.decode() == SECOND
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
    assert (await visiting("creator-atang").open(draft)).status == 200
    for who, path in (
        ("brand-qingyou", draft),
        ("creator-laozhou", named),
        ("brand-shanxing", named),
        ("creator-atang", "/files/up_0"),
    ):
        assert (await visiting(who).open(path)).status == 404, (who, path)


async def test_the_platforms_own_editor_is_written_in_on_the_same_page(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    """In a sandbox; where Temporal is away the text stays."""
    path = f"/commissions/{at_every_stage['content_drafting']}/write"

    answer = await visiting("creator-atang").send_files(path, path, {"title": "柚子茶", "body": "写好的正文"})

    assert answer.status == 503
    told = answer.body.decode()
    assert "写好的正文</textarea>" in told
    assert 'value="柚子茶"' in told
