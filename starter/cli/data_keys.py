"""`starmap keys …`: the key that the data keys of persons are wrapped by."""

import typer

from services.operations import data_keys
from starter.cli.console import say, with_books

group = typer.Typer(no_args_is_help=True)


@group.callback()
def keys() -> None:
    """主密钥 · the wrapping key"""


@group.command("rotate")
def rotate() -> None:
    """更换主密钥，可中断、可重复；之后请备份密钥文件 · a new wrapping key; safe to interrupt and repeat"""
    done = with_books(lambda books: data_keys.rotate(books.engine))
    say(
        f"✓ 主密钥 {done.key_id}，重新加密了 {done.wrapped} 个数据密钥"
        + ("（接着上次未完成的更换）" if done.went_on else "")
        + "；请备份密钥文件",
        f"✓ wrapping key {done.key_id}; data keys wrapped again: {done.wrapped}"
        + (" (a change that was begun before is done)" if done.went_on else "")
        + "; back up the key file",
        key_id=done.key_id,
        wrapped=done.wrapped,
        went_on=done.went_on,
        old_left=done.old_left,
    )
    if done.old_left:
        say(
            "! 密钥文件不可写：请在每台机器上只留第一行",
            "! the key file cannot be written: leave its first line alone on every machine",
            "yellow",
        )
