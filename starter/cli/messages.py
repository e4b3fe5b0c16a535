"""One command per message, from the message table: `starmap accept ID`, `starmap reject ID --reason …`."""

import inspect
import json
from collections.abc import Callable
from typing import Any

import typer

from domain.moves import MESSAGES, Message
from domain.stages import Party
from domain.words import PARTY_WORDS
from models.messages.command import Command
from starter.cli.desk import out, pick, say, with_office
from starter.office import Office

FLAGS = {"agree", "passed", "public", "linked", "marked_as_ad"}
COUNTS = {"creator_bps", "stars", "quoted_fen"}
LISTS = {"evidence", "hashtags"}
ENVELOPE = {
    "reason": (str, "", "理由，不超过 100 字 · at most 100 characters"),
    "actor": (str, "", "creator | brand | operator:工号"),
    "on_behalf_of": (str, "", "平台运营代为操作：creator | brand · an operator acts for a party"),
    "round": (int, None, "针对第几轮，默认当前轮 · the round meant, the current one by default"),
    "received_at": (str, "", "盖章时间 ISO 8601 · the stamp"),
    "command_id": (str, "", "同一编号只执行一次 · the same id is applied once"),
}


def install(app: typer.Typer) -> None:
    for message in MESSAGES.values():
        panel = " · ".join(PARTY_WORDS[message.by[0]]) if len(message.by) == 1 else "双方 · either side"
        if message.by[0] is Party.BRAND and Party.OPERATOR in message.by:
            panel = " · ".join(PARTY_WORDS[Party.BRAND])
        app.command(message.name.replace("_", "-"), help=_help(message), rich_help_panel=panel)(
            _command(message)
        )


def _help(message: Message) -> str:
    example = json.dumps(dict(message.example), ensure_ascii=False) if message.example else ""
    return f"{message.zh} · {message.en}\n\n{example}"


def _command(message: Message) -> Callable[..., None]:
    def run(commission_id: str, **given: Any) -> None:
        as_signal = given.pop("as_signal")
        fields = {name: _value(name, value) for name, value in given.items() if value not in (None, "", [])}

        async def act(office: Office) -> None:
            if message.is_fact or as_signal:
                await office.tell(commission_id, message.name, **fields)
                say("✓ 已发出", "✓ sent")
                return
            answer = await office.send(commission_id, message.name, **fields)
            say(
                f"✓ {answer['stage_zh']}（{answer['stage']}）", f"✓ {answer['stage_zh']} {answer['stage_en']}"
            )
            _print_deadline(answer)

        with_office(act)

    _sign(run, message)
    return run


def _print_deadline(answer: dict[str, Any]) -> None:
    if answer["clocks"]:
        said = ", ".join(f"{name} {at}" for name, at in answer["clocks"].items())
        out.print(pick("  时限：", "  clocks: ") + said, markup=False)


def _value(name: str, value: Any) -> Any:
    if name in LISTS:
        return [part.strip() for part in str(value).split(",") if part.strip()]
    return value


def _sign(run: Callable[..., None], message: Message) -> None:
    """Typer reads a signature: the commission, the message's fields, then what every message has."""
    own = [name for name in (*message.needs, *message.may) if name not in ENVELOPE]
    parameters = [_argument()]
    parameters += [
        _option(name, _kind(name), None, "必填 · needed" if name in message.needs else "") for name in own
    ]
    parameters += [_option(name, *ENVELOPE[name]) for name in ENVELOPE]
    parameters.append(
        _option("as_signal", bool, False, "发 Signal，不等答复 · fire and forget", flag="--signal")
    )
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}


def _kind(name: str) -> Any:
    return bool | None if name in FLAGS else int | None if name in COUNTS else str | None


def _argument() -> inspect.Parameter:
    return inspect.Parameter(
        "commission_id",
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=typer.Argument(..., metavar="COMMISSION"),
        annotation=str,
    )


def _option(name: str, kind: Any, default: Any, text: str, *, flag: str = "") -> inspect.Parameter:
    dashed = "--" + name.replace("_", "-")
    names = (flag,) if flag else (f"{dashed}/--no-{dashed[2:]}",) if kind == (bool | None) else (dashed,)
    annotation = int | None if name == "round" else kind
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=typer.Option(default, *names, help=text),
        annotation=annotation,
    )


assert set(ENVELOPE) < set(Command.model_fields)  # noqa: S101
