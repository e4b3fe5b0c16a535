"""What nobody means, typed into every form: ``python -m tests.web.bad_input`` goes on at random.

A form answers with a page that says what is wrong and keeps what was typed, or with a redirect of ours; never
with a 5xx but that Temporal is away, never with a blank page, and never with what was typed as markup.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_from_bytes

from fastapi import FastAPI
from sqlalchemy import Engine

from domain.texts import fault
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.logs import log_as_json
from settings import Settings
from starter.web.forms import SHORTEST
from tests.http.asgi import Answer
from tests.http.fuzzing import over
from tests.http.people import token_of
from tests.web.lived_in import lived_in
from tests.web.markup import Markup
from tests.web.visiting import Visiting
from tests.web.walking import FormSeen, walked

SCRIPT = "<script>alert(1)</script>"
WIDE = "六十个宽字符的标题" * 7
TEXTS = {
    "script": SCRIPT,
    "attribute": '" autofocus onfocus="alert(1)',
    "end of area": "</textarea><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}{% raw %}{t}%s",
    "wide": WIDE[:60],
    "too long": "长" * 1_200,
    "right to left": "أحمد العلي ١٢٣",
    "override": "a\u202etxt.exe",
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "blanks": "   ",
    "no-break": "\u3000\u00a0",
    "lines": "一\r\n二\n三",
    "zero": "0",
    "minus": "-1",
    "fraction": "1.005",
    "exponent": "1e9",
    "digits of another script": "٣٤",
    "huge": "9" * 400,
    "zeros before": f"000001{'9' * 30}",
    "not a number": "NaN",
    "quote": "' or 1=1 --",
    "path": "../../etc/passwd",
    "address": "https://evil.example/",
    "a day that is none": "2026-02-31",
}
BYTES = {
    "NUL": b"a\0b",
    "escape": b"\x1b[31m",
    "half a pair": b"\xed\xa0\x80",
    "not utf-8": b"\xff\xfe",
    "bell": b"\x07",
}
ALONE = {name: TEXTS[name] for name in ("script", "huge", "zeros before", "minus", "lines")}
"""Into one field at a time, whatever kind it is of: a browser sends no such thing, somebody else may."""
OURS = frozenset({"csrf", "key"})
SECRET = frozenset({"password", "code", "token"})
"""Not sent back into a page."""
NOT_KEPT = frozenset({"quote", "phone", "name"})
"""Short, and typed again in a moment."""
AWAY, TOO_LARGE, REFUSED = 503, 413, 400


@dataclass
class Asked:
    forms: int = 0
    posts: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)
    """By the form and what it is, one example."""


@dataclass(frozen=True)
class Filled:
    """A form as it is sent."""

    what: str
    fields: dict[str, str]
    raw: bytes = b""

    @property
    def body(self) -> bytes:
        pairs = (f"{_quoted(name)}={_quoted(value)}".encode() for name, value in self.fields.items())
        return b"&".join([*pairs, *([self.raw] if self.raw else [])])


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def filled(form: FormSeen) -> Iterator[Filled]:
    stands, written = form.markup.sent(), form.markup.written
    for what, text in TEXTS.items() if written else ():
        yield Filled(what, stands | dict.fromkeys(written, text))
    for each in form.markup.controls:
        if each.name in OURS:
            continue
        few = ("huge", "zeros before", "script") if each.name in written else ALONE
        for what, text in ((one, ALONE[one]) for one in few):
            yield Filled(f"{each.name}: {what}", stands | {each.name: text})
        yield Filled(f"{each.name}: missing", {name: v for name, v in stands.items() if name != each.name})
    for name in written[:1]:
        less = {one: value for one, value in stands.items() if one != name}
        for what, raw in BYTES.items():
            yield Filled(what, less, f"{name}={quote_from_bytes(raw)}".encode())
        yield Filled("twice", stands, f"{name}=1&{name}=2".encode())
    yield Filled("a field of nobody's", stands | {"__proto__": "1"})
    yield Filled("very many fields", stands | {f"n{each}": "1" for each in range(200)})


def at_random(form: FormSeen, rng: random.Random, examples: int) -> Iterator[Filled]:
    stands = form.markup.sent()
    names = [each.name for each in form.markup.controls if each.name not in OURS]
    for number in range(examples if names else 0):
        chosen = rng.sample(names, rng.randint(1, len(names)))
        yield Filled(f"random {number}", stands | {name: _text(rng) for name in chosen})


def _text(rng: random.Random) -> str:
    if rng.random() < 0.2:
        return rng.choice([*TEXTS.values()])
    ranges = [(0x20, 0x7E), (0x4E00, 0x9FFF), (0x600, 0x6FF), (0x1F300, 0x1F6FF), (0, 0x10FFFF)]
    low, high = rng.choice(ranges)
    return "".join(chr(rng.randint(low, high)) for _ in range(rng.choice((1, 3, 20, 300))))


async def ask(
    api: FastAPI, engine: Engine, forms: Iterable[FormSeen], examples: int = 0, seed: int = 1
) -> Asked:
    """Each form by somebody who has just signed in: some of them end the session."""
    found, rng = Asked(), random.Random(seed)
    for form in forms:
        found.forms += 1
        browser = _signed_in(api, engine, form)
        every = [*filled(form)] if not examples else at_random(form, rng, examples)
        stands = await _standing(browser, form)
        for each in every:
            sent = Filled(each.what, each.fields | stands, each.raw)
            answer = await browser.post_bytes(form.markup.action, sent.body)
            found.posts += 1
            found.statuses[answer.status] += 1
            for what in faults_of(form, sent, answer):
                found.wrong.setdefault(f"{named(form)}: {what}", each.what)
            if _is_out(answer):
                browser = _signed_in(api, engine, form)
                stands = await _standing(browser, form)
    return found


def named(form: FormSeen) -> str:
    return f"{form.reader or 'anybody'} {form.markup.action}"


def _signed_in(api: FastAPI, engine: Engine, form: FormSeen) -> Visiting:
    return Visiting(api, token_of(engine, form.reader) if form.reader else "")


async def _standing(browser: Visiting, form: FormSeen) -> dict[str, str]:
    """The mark and the number of this form, as it is given to this browser now."""
    shown = Markup(form.page, (await browser.open(form.page)).body.decode())
    for each in shown.forms:
        if each.action == form.markup.action:
            return {name: value for name, value in each.sent().items() if name in OURS}
    return {}


def _is_out(answer: Answer) -> bool:
    """The form has signed out, or signed somebody else in."""
    return "starmap_session" in answer.headers.get("set-cookie", "") or answer.status == 401


def faults_of(form: FormSeen, sent: Filled, answer: Answer) -> Iterator[str]:
    told = answer.body.decode()
    if answer.status == 303:
        yield from _led_away(answer.headers["location"])
        return
    if answer.status >= 500 and not (answer.status == AWAY and "TEMPORAL_UNREACHABLE" in told):
        yield f"answers {answer.status}"
    if not answer.headers.get("content-type", "").startswith("text/html") or "<main" not in told:
        yield "answers with no page"
        return
    markup = Markup(form.page, told)
    yield from _run(sent, told, markup)
    if answer.status != TOO_LARGE and (answer.status >= REFUSED or 'role="alert"' in told):
        yield from _lost(form, sent, markup)


def _led_away(address: str) -> Iterator[str]:
    if not address.startswith("/") or address.startswith("//"):
        yield f"leads to {address}"


def _run(sent: Filled, told: str, markup: Markup) -> Iterator[str]:
    for value in sent.fields.values():
        if len(value) > 1 and any(sign in value for sign in '<>"') and value in told:
            yield f"repeats {value[:20]!r} as markup"
    if markup.inline or "img" in markup.tags or "Traceback" in told:
        yield "has markup that was typed"


def _lost(form: FormSeen, sent: Filled, markup: Markup) -> Iterator[str]:
    stands = {" ".join(each.split()) for each in markup.kept}
    fields = {each.name for one in markup.forms for each in one.controls}
    for name in form.markup.written:
        typed = sent.fields.get(name, "").replace("\r\n", "\n")
        is_short = len(typed.strip()) < SHORTEST and name not in fields
        if name in SECRET | NOT_KEPT or is_short or fault(typed, lines=True):
            continue
        if typed.strip() and " ".join(typed.split()) not in stands:
            yield f"loses what was typed into {name}"


async def main(examples: int, seed: int) -> int:
    log_as_json("CRITICAL")
    with tempfile.TemporaryDirectory(prefix="starmap-forms-") as folder:
        url = f"sqlite:///{folder}/starmap.db"
        with opened(url) as engine:
            migrate(engine)
            ids = [*lived_in(engine).values()]
            api = over(engine, Settings(state=Path(folder), database_url=url))
            forms = list((await walked(api, engine, ids)).forms)
            found = await ask(api, engine, forms, examples, seed)
    print(f"{found.posts:,} times {found.forms} forms; {dict(sorted(found.statuses.items()))}")
    for each, what in sorted(found.wrong.items()):
        print(f"✗ {each} ({what})")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--examples", type=int, default=1_000, help="of each form; 0: what the test walks")
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    sys.exit(asyncio.run(main(given.examples, given.seed)))
