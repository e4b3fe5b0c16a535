"""One strict reader of each quantity at every door: the tables are walked, with what is added later."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from pydantic import TypeAdapter, ValidationError

from domain.bounds import BadTerms
from domain.commissions.ordering.brief import BadBrief, read_brief
from domain.commissions.ordering.terms import Terms, terms_from
from domain.forms import Unreadable
from domain.money.withdrawals.terms import WithdrawalTerms, withdrawal_terms_from
from models.messages.command import Command, Instant
from services.files.bill_files import read_bill
from services.files.brief_files import BadFile
from services.files.order_files import NEEDED, read_orders
from settings import BadSettings, Settings
from starter.cli import __main__ as cli
from starter.cli.every import app
from starter.cli.exits import exit_of
from starter.cli.kinds import ACCOUNT, Reader
from tests.poison import AMOUNTS, COUNTS, GOOD, HALF, IDS, INSTANTS, POISON, SECONDS
from tests.starter.test_brief_files import NOW

MEANT_IN_ONE_WAY = {"５００", "¥5", "5元"}


@dataclass(frozen=True)
class Parameter:
    command: tuple[str, ...]
    name: str
    info: Any
    annotation: Any

    @property
    def reader(self) -> Reader | None:
        return self.info.parser if isinstance(self.info.parser, Reader) else None

    @property
    def is_option(self) -> bool:
        return isinstance(self.info, typer.models.OptionInfo)

    @property
    def flag(self) -> str:
        return next(iter(self.info.param_decls or ()), f"--{self.name.replace('_', '-')}").partition("/")[0]

    @property
    def needed(self) -> bool:
        return self.info.default is ...


def commands(app: typer.Typer, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for each in app.registered_commands:
        yield (*before, each.name or ""), each.callback
    for group in app.registered_groups:
        assert group.typer_instance is not None
        yield from commands(group.typer_instance, (*before, str(group.name)))


def parameters(command: tuple[str, ...], callback: Any) -> list[Parameter]:
    found = inspect.signature(callback).parameters.values()
    return [Parameter(command, each.name, each.default, each.annotation) for each in found]


COMMANDS = {command: parameters(command, callback) for command, callback in commands(app)}
ALL = [each for of in COMMANDS.values() for each in of]
BUILT = typer.main.get_command(app)
READ = [each for each in ALL if each.reader]


def is_plain(each: Parameter) -> bool:
    """A flag or a file."""
    kinds = {kind for kind in (each.annotation, *get_args(each.annotation)) if isinstance(kind, type)}
    return any(issubclass(kind, bool | Path) for kind in kinds)


def line(poisoned: Parameter, word: str) -> list[str]:
    """The command with every needed parameter of a good form, and this one of another."""
    options, arguments = [], []
    for each in COMMANDS[poisoned.command]:
        if each is not poisoned and not each.needed:
            continue
        value = word if each is poisoned else good(each.reader) if each.reader else "x"
        if each.is_option:
            options += [f"{each.flag}={value}"]
        else:
            arguments.append(value)
    return [*poisoned.command, *options, "--", *arguments]


def good(reader: Reader) -> str:
    return reader.words[-1] if reader.words else GOOD[reader.kind]


@pytest.mark.parametrize("each", ALL, ids=lambda each: f"{' '.join(each.command)} {each.name}")
def test_every_parameter_of_every_command_has_a_reader_of_its_kind_or_is_a_flag_a_file_or_a_word(
    each: Parameter,
) -> None:
    assert isinstance(each.info, typer.models.ParameterInfo), "a bare parameter is read by nobody"
    assert each.reader or is_plain(each)
    assert each.reader is None or each.reader.kind in POISON


@pytest.mark.parametrize("each", READ, ids=lambda each: f"{' '.join(each.command)} {each.name}")
def test_what_is_not_of_its_kind_is_refused_by_its_one_name_and_nothing_is_opened(
    each: Parameter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert each.reader is not None
    monkeypatch.setenv("STARMAP_STATE", str(tmp_path / "state"))
    name, poison = POISON[each.reader.kind]

    for word in poison:
        if word == "" and each.reader.optional:
            continue
        code = cli.run(partial(BUILT, line(each, word), prog_name="starmap"))
        told = capsys.readouterr()
        refused = exit_of(told.err.split()[1])
        assert (code, name in told.err, "Traceback" in told.err) == (refused, True, False), (word, told.err)

    assert not (tmp_path / "state").exists()


OF_OTHERS = {
    *("creator_id", "brand_id", "creator", "brand", "party", "item", "number"),
    *("member", "invitation", "key", "upload"),
}
"""Ids that are no workflow's."""


@pytest.mark.parametrize(
    "each",
    [each for each in READ if each.reader and each.reader.kind == "id" and each.name not in OF_OTHERS],
    ids=lambda each: f"{' '.join(each.command)} {each.name}",
)
@pytest.mark.parametrize("prefix", ["commission/", "withdrawal/"])
def test_an_id_is_read_as_it_is_copied_from_the_web_ui(each: Parameter, prefix: str) -> None:
    assert each.reader is not None
    assert each.reader(f"{prefix}qingyou-QY-1") == "qingyou-QY-1"
    for word in (
        prefix,
        f"{prefix}a b",
        f"{prefix}{prefix}a",
        f"{prefix}../x",
        f"{prefix.upper()}a",
        "other/a",
    ):
        with pytest.raises(Unreadable, match="ID_INVALID"):
            each.reader(word)


def test_an_account_is_read_with_an_id_as_it_is_copied_from_the_web_ui() -> None:
    assert ACCOUNT("escrow:commission/qingyou-QY-1") == "escrow:qingyou-QY-1"
    assert ACCOUNT("transit:withdrawal/atang.k1") == "transit:atang.k1"
    assert (ACCOUNT("fee"), ACCOUNT("brand:qingyou")) == ("fee", "brand:qingyou")


FILES = {
    "commission new": ["{}"],
    "commission import": ["{}"],
    "ledger reconcile": ["--bill", "{}"],
    "terms diff": ["--file", "{}"],
    "commission replay": ["qingyou-QY-1", "--history", "{}"],
}
"""Commands that read a file, and how it is named."""
WRITES = {"keep", "csv", "results", "file", "out", "place"}


def test_every_file_that_a_command_reads_is_known_here() -> None:
    files = [
        (each.command, each.name)
        for each in ALL
        if Path in (each.annotation, *get_args(each.annotation))
        and (each.name not in WRITES or each.command == ("terms", "diff"))
    ]

    assert {" ".join(command) for command, _ in files} == set(FILES)


@pytest.mark.parametrize("command", [each for each in FILES if each != "commission replay"])
def test_a_file_that_is_not_there_is_named_and_nothing_is_opened(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STARMAP_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("STARMAP_CALLED_FROM", str(tmp_path))
    words = [each.format("夏日.csv") for each in FILES[command]]

    code = cli.run(partial(BUILT, [*command.split(), *words], prog_name="starmap"))

    told = capsys.readouterr().err
    assert (code, told.count("NO_FILE")) == (exit_of("NO_FILE"), 1)
    assert told.count(str(tmp_path / "夏日.csv")) == 2
    assert not (tmp_path / "state").exists()


def brief(**other: object) -> dict[str, object]:
    asked = dict.fromkeys(NEEDED, "x") | {
        "task_type": "article",
        "price": "3000",
        "length": {"min": "1", "max": "2"},
    }
    return asked | other


@pytest.mark.parametrize(
    ("field", "poison"),
    [
        ("price", AMOUNTS),
        *((name, (*IDS, "")) for name in ("brand", "creator")),
        ("order", ("a b", "../x", "青柚", "x" * 65, "a:b", "")),
        ("submit_by", INSTANTS),
        ("release.from", INSTANTS),
        ("release.until", INSTANTS),
        *((f"length.{end}", COUNTS) for end in ("min", "max")),
    ],
)
def test_a_brief_is_read_by_the_same_forms_in_every_field(field: str, poison: tuple[str, ...]) -> None:
    top, _, below = field.partition(".")
    for word in poison:
        if word.strip(" ") != word or word == "\n":
            continue  # blanks around a field of a file are no part of it
        with pytest.raises(BadBrief) as told:
            read_brief(brief(**{top: {below: word} if below else word}), NOW)
        assert field in [each.field for each in told.value.problems], word


@pytest.mark.parametrize("price", AMOUNTS)
def test_a_row_of_many_orders_is_read_by_the_same_form(tmp_path: Path, price: str) -> None:
    file = tmp_path / "orders.csv"
    row = ",".join('"' + price.replace(HALF, "?") + '"' if name == "price" else "article" for name in NEEDED)
    file.write_text(f"{','.join(NEEDED)}\n{row}\n", encoding="utf-8")

    (read,) = read_orders(file, NOW)

    if price.strip() == "5" or price in MEANT_IN_ONE_WAY:
        assert "price" not in [each.field for each in read.problems]
        return  # what a spreadsheet writes around an amount is no part of it
    assert "price" in [each.field for each in read.problems]


@pytest.mark.parametrize("yuan", AMOUNTS)
def test_a_banks_bill_is_read_by_the_same_form(tmp_path: Path, yuan: str) -> None:
    file = tmp_path / "bill.csv"
    file.write_text(f'number,yuan,state\nc-1,"{yuan.replace(HALF, "?")}",paid\n', encoding="utf-8")
    if yuan.strip() == "5":
        return

    with pytest.raises(BadFile, match="BAD_BILL"):
        read_bill(file)


@pytest.mark.parametrize("number", ["a b", "青", "x" * 200, "a;b", "=1+1"])
def test_a_banks_bill_has_numbers_as_we_have_them(tmp_path: Path, number: str) -> None:
    file = tmp_path / "bill.csv"
    file.write_text(f'number,yuan,state\n"{number}",5,paid\n', encoding="utf-8")

    with pytest.raises(BadFile, match="BAD_BILL"):
        read_bill(file)


@pytest.mark.parametrize("name", [each.name for each in fields(Terms)])
@pytest.mark.parametrize("value", [-1, 10**20, 1.5, True, "1e3", "1,50", "", None, "x" * 41])
def test_every_term_is_held_to_its_kind_and_its_bound(name: str, value: object) -> None:
    if isinstance(getattr(Terms(), name), str) and value in ("1e3", "1,50") and name != "fee_payer":
        return
    with pytest.raises(BadTerms, match=name):
        terms_from({name: value})


@pytest.mark.parametrize("name", [each.name for each in fields(WithdrawalTerms)])
@pytest.mark.parametrize("value", [-1, 10**20, 1.5, True, "3", None])
def test_every_term_of_withdrawing_is_held_to_its_kind_and_its_bound(name: str, value: object) -> None:
    with pytest.raises(BadTerms, match=name):
        withdrawal_terms_from({name: value})


NUMBERS = {name: field for name, field in Settings.model_fields.items() if field.annotation in (int, float)}


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_of_the_environment_is_written_in_digits(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = NUMBERS[name].annotation is int
    for word in (each for each in (COUNTS if whole else SECONDS) if each.strip() == each and each):
        monkeypatch.setenv(f"STARMAP_{name.upper()}", word)
        with pytest.raises(BadSettings, match=name.upper()):
            Settings()


@pytest.mark.parametrize("word", [each for each in INSTANTS if HALF not in each] + ["2026-11-26T20:00:00"])
def test_a_message_bears_no_instant_that_is_not_written_with_its_day_its_time_and_its_zone(word: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Instant).validate_python(word)


@pytest.mark.parametrize(
    "name", [name for name, field in Command.model_fields.items() if name.endswith(("_fen", "_bps"))]
)
@pytest.mark.parametrize("value", ['"5"', "1.5", "-1", "1e3", "99999999999999999999", "true", '"1,50"'])
def test_a_message_bears_sums_and_shares_as_whole_numbers(name: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Command.model_validate_json(f'{{"{name}": {value}}}')
