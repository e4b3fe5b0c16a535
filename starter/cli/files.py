"""`starmap upload …`: files of a commission, handed in, listed and saved."""

from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import typer

from domain.commissions.uploads.purposes import PURPOSES, Purpose, written_size
from domain.party import PARTY_WORDS, Party
from services.books import Books
from services.commissions import uploads
from services.commissions.receiving import Coming, Reception
from services.files.handing import pieces, save
from starter.cli.columns import Column, at, code, text, whole, word
from starter.cli.console import called_from, moment, note, say, with_books
from starter.cli.kinds import COMMISSION, OPERATOR_ID, REFERENCE, ROLE, ROLES, argument, one_of
from starter.cli.report import Report, reported

group = typer.Typer(no_args_is_help=True)
UPLOAD = argument(REFERENCE, "UPLOAD", "编号，见 upload list · the id, from upload list")
SIDE = typer.Option("operator", "--role", parser=ROLE, help=ROLES)
OPERATOR = typer.Option("", "--operator", parser=OPERATOR_ID, help="运营工号 · the operator's id")
FOR = ", ".join(f"{name}（{taken.zh} · {taken.en}）" for name, taken in PURPOSES.items())
UPLOADS = (
    whole("id", "编号", "id"),
    Column("purpose", "用途", "for"),
    Column("party", "上传方", "whose"),
    text("name", "文件名", "name"),
    Column("kind", "格式", "kind"),
    Column("size", "大小", "size", written_size, right=True),
    at("at", "时间", "at"),
    at("kept_until", "未引用则保存至", "unless named, kept until"),
    code("digest"),
)


@group.command("add")
def add(
    commission_id: str = COMMISSION,
    file: Path = typer.Argument(..., metavar="FILE"),
    purpose: str = typer.Option(..., "--for", parser=one_of(*Purpose), help=FOR),
    role: str = SIDE,
    operator: str = OPERATOR,
) -> None:
    """上传文件，编号写入 --ref 或 --evidence · upload a file; --ref or --evidence names its id"""
    path = called_from(file)

    def act(books: Books) -> uploads.Uploaded:
        actor = uploads.at_the_terminal(books.engine, commission_id, Party(role), operator)
        coming = Coming(commission_id, Purpose(purpose), path.name)
        reception = Reception(books.engine, books.settings, actor, coming)
        try:
            for piece in pieces(path):
                reception.write(piece)
            reception.end()
            return reception.keep(f"up_{uuid4().hex}")
        finally:
            reception.drop()

    tell_added(with_books(act))


def tell_added(kept: uploads.Uploaded) -> None:
    note(upload=kept.id, kind=kept.kind, size=kept.size, digest=kept.digest, kept_until=kept.kept_until)
    size = written_size(kept.size)
    say(f"✓ 已上传 {kept.id}（{kept.kind}，{size}）", f"✓ uploaded: {kept.id} ({kept.kind}, {size})")
    if kept.kept_until:
        until = moment(kept.kept_until)
        say(f"  {until} 前没有命令引用则删除", f"  deleted unless a command names it by {until}")


@group.command("list")
@reported
def list_uploads(report: Report, commission_id: str = COMMISSION, role: str = SIDE) -> None:
    """任务的文件 · files of a commission"""

    def act(books: Books) -> None:
        actor = uploads.at_the_terminal(books.engine, commission_id, Party(role))
        tell_uploads(report, uploads.uploads(books.engine, actor, commission_id))

    with_books(act)


def tell_uploads(report: Report, found: Iterable[uploads.Uploaded]) -> None:
    rows = (
        (
            *(each.id, word(each.purpose, _purpose(each.purpose)), _whose(each.party), each.name),
            *(each.kind, each.size, each.at, each.kept_until, each.digest),
        )
        for each in found
    )
    report.rows("uploads", UPLOADS, rows)


@group.command("save")
def save_upload(
    commission_id: str = COMMISSION,
    upload: str = UPLOAD,
    place: Path = typer.Argument(..., metavar="FILE"),
    role: str = SIDE,
) -> None:
    """下载到一个新文件 · save one as a new file"""
    path = called_from(place)

    def act(books: Books) -> uploads.Uploaded:
        actor = uploads.at_the_terminal(books.engine, commission_id, Party(role))
        found = uploads.upload(books.engine, actor, upload)
        save(path, uploads.content(books.settings, found.id))
        return found

    tell_saved(with_books(act), path)


def tell_saved(found: uploads.Uploaded, path: Path) -> None:
    note(upload=found.id, digest=found.digest, size=found.size)
    say(f"✓ 已保存 {path}", f"✓ saved as {path}", path=str(path))


def _purpose(code_: str) -> tuple[str, str]:
    taken = PURPOSES[Purpose(code_)]
    return taken.zh, taken.en


def _whose(party: str) -> object:
    return word(party, PARTY_WORDS[Party(party)])
