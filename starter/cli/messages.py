"""One command per message, from the message table: `starmap accept ID`, `starmap reject ID --reason …`."""

import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Any

import typer

from domain.commissions.moves import Message
from domain.commissions.ordering.terms import Terms
from domain.party import PARTY_WORDS, Party
from models.messages.command import Command
from services.app import App
from services.commissions.commanding import carry_out
from starter.cli.agreeing import print_agreed
from starter.cli.console import due, note, out, pick, say, with_app
from starter.cli.kinds import (
    ACTOR,
    ANY_PARTY_ID,
    ANY_REFERENCE,
    BASIS_POINTS,
    COMMAND_ID,
    COMMISSION,
    FEN,
    PERCENT,
    ROUND,
    STAMP,
    STAMP_OR_NOW,
    STARS,
    TEXT,
    Reader,
)

LONGEST = Terms().reason_max_chars
FLAGS = {"agree", "passed", "public", "linked", "marked_as_ad", "outside_window"}
LISTS = {"evidence", "hashtags"}
READERS: dict[str, Reader] = {
    "creator_bps": BASIS_POINTS,
    "creator_percent": PERCENT,
    "creator_fen": FEN,
    "stars": STARS,
    "quoted_fen": FEN,
    "round": ROUND,
    "release_at": STAMP_OR_NOW,
    "submit_by": STAMP,
    "happened_at": STAMP,
    "until": STAMP,
    "received_at": STAMP,
    "item": ANY_REFERENCE,
    "creator": ANY_PARTY_ID,
    "actor": ACTOR,
    "command_id": COMMAND_ID,
}
"""What is no flag and does not stand here is a text, or one of a few words that the rules name."""
ENVELOPE = {
    "reason": f"理由或答复，不超过 {LONGEST} 字 · at most {LONGEST} characters",
    "actor": "creator | brand | operator:工号 · creator | brand | operator:ID",
    "on_behalf_of": "平台运营代为操作：creator | brand · an operator acts for a party",
    "round": "针对第几轮，默认当前轮 · the round meant, the current one by default",
    "received_at": "盖章时间 ISO 8601 · the stamp",
    "command_id": "同一编号只执行一次 · the same id is applied once",
}


def command(message: Message) -> Callable[..., None]:
    def run(commission_id: str, **given: Any) -> None:
        as_signal = given.pop("as_signal")
        fields = {name: value_of(name, value) for name, value in given.items() if value not in (None, "", [])}

        async def act(app: App) -> None:
            if message.is_fact or as_signal:
                await app.tell(commission_id, message.name, **fields)
                say("✓ 已发出", "✓ sent", sent=True)
                return
            done = await carry_out(app, commission_id, message.name, **fields)
            tell_done(message, done.seq, done.seen, done.told_by_sms)

        with_app(act)

    _sign(run, message)
    return run


def tell_done(message: Message, seq: int, seen: dict[str, Any], told_by_sms: list[str] | None) -> None:
    """What it became, as the side sees it that gave the command."""
    say(f"✓ {seen['stage_zh']}（{seen['stage']}）", f"✓ {seen['stage_zh']} {seen['stage_en']}")
    note(seq=seq, stage=seen["stage"], clocks=_instants(seen["clocks"]))
    _print_decided(seen)
    if message.name == "accept":
        print_agreed(seen["agreed"])
    _print_deadline(seen)
    _print_told(told_by_sms)
    if message.name == "freeze":
        _print_frozen(seen)


def _instants(clocks: dict[str, str]) -> dict[str, datetime]:
    return {name: datetime.fromisoformat(at) for name, at in clocks.items()}


def _print_decided(seen: dict[str, Any]) -> None:
    """What was decided, for both sides in yuan; only an operator sees it whole."""
    decided = (seen.get("complaint") or {}).get("decided") or {}
    if "zh" in decided:
        note(decided=decided)
        out.print("  " + pick(decided["zh"], decided["en"]), markup=False, soft_wrap=True)


def _print_told(told_by_sms: list[str] | None) -> None:
    """Of a commission that is over: whom an SMS has reached; everybody else reads it in the timeline."""
    if told_by_sms is None:
        return
    sides = [pick(*PARTY_WORDS[Party(each)]) for each in told_by_sms]
    told = pick("、", ", ").join(sides) or "-"
    say(
        f"  任务已结束，记入时间线；已发短信：{told}",
        f"  it is over: kept in its timeline; told by SMS: {told}",
        told_by_sms=told_by_sms,
    )


def _print_frozen(seen: dict[str, Any]) -> None:
    """Side by side: what stands still, and what runs out all the same, with what it does then."""
    note(frozen_sides=seen["frozen_sides"])
    for side, each in seen["frozen_sides"].items():
        stops = ", ".join(f"{clock['clock']} {clock['left_seconds'] // 3600} h" for clock in each["stops"])
        out.print(f"  {side} · " + pick("停止计时：", "stands still: ") + (stops or "-"), markup=False)
        for clock in each["goes_on"]:
            at, then = due(datetime.fromisoformat(clock["at"])), pick(clock["then_zh"], clock["then_en"])
            out.print(f"    {clock['clock']} {at} → {then}", markup=False, soft_wrap=True)


def _print_deadline(seen: dict[str, Any]) -> None:
    if seen["clocks"]:
        told = ((name, due(datetime.fromisoformat(at))) for name, at in seen["clocks"].items())
        out.print(pick("  时限：", "  clocks: ") + ", ".join(f"{name} {at}" for name, at in told))


def value_of(name: str, value: Any) -> Any:
    if name in LISTS:
        return [part.strip() for part in str(value).split(",") if part.strip()]
    return value


def _sign(run: Callable[..., None], message: Message) -> None:
    """Typer reads a signature: the commission, the message's fields, then what every message has."""
    own = [name for name in (*message.needs, *message.may) if name not in ENVELOPE]
    parameters = [_parameter("commission_id", str, COMMISSION)]
    parameters += [_field(name, "必填 · needed" if name in message.needs else "") for name in own]
    parameters += [_field(name, text) for name, text in ENVELOPE.items()]
    at_once = typer.Option(False, "--signal", help="发 Signal，不等答复 · fire and forget")
    parameters.append(_parameter("as_signal", bool, at_once))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}


def _field(name: str, text: str) -> inspect.Parameter:
    dashed = "--" + name.replace("_", "-")
    if name in FLAGS:
        flag = typer.Option(None, f"{dashed}/--no-{dashed[2:]}", help=text)
        return _parameter(name, bool | None, flag)
    reader = READERS.get(name, TEXT)
    kind = int | None if reader.kind == "count" else str | None
    return _parameter(name, kind, typer.Option(None, dashed, parser=reader, help=text))


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    way = inspect.Parameter.POSITIONAL_OR_KEYWORD if default is COMMISSION else inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, way, default=default, annotation=annotation)


assert set(ENVELOPE) < set(Command.model_fields)  # noqa: S101
