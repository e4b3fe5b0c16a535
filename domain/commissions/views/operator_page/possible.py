"""What an operator can press now, with the JSON to paste."""

import json
from collections.abc import Iterator
from datetime import datetime

from domain.commissions.state.commission import Commission
from domain.commissions.views.payloads import Payload, choices, payloads
from domain.commissions.views.telling import Reader
from domain.commissions.views.words import move_words
from domain.party import PARTY_WORDS, PEOPLE, Party


def possible(c: Commission, now: datetime, reader: Reader) -> Iterator[str]:
    """The operator's own commands first: this is the operator's desk."""
    fitting = payloads(c, now)
    if not any(fitting.values()):
        return
    yield reader.pick(
        (
            "**现在可以做什么** · More Actions → Send an Update，选名称，粘贴 JSON，把 <…> 换成您自己的",
            "**Possible now** · More Actions → Send an Update: name, JSON, with your own words for <…>",
        )
    )
    for party in (Party.OPERATOR, *(each for each in PEOPLE if each is not Party.OPERATOR)):
        if fitting[party]:
            yield _side(party, reader)
            yield "\n".join(_command(c, name, each, reader) for name, each in fitting[party].items())


def _side(party: Party, reader: Reader) -> str:
    words = reader.pick(PARTY_WORDS[party])
    if party is Party.OPERATOR:
        return f"**{words}**"
    return reader.pick((f"**代{words}**", f"**for the {words}**"))


def _command(c: Commission, name: str, fields: Payload, reader: Reader) -> str:
    words = reader.pick(move_words(name))
    may = choices(c, name, fields)
    fit = reader.pick(("（{}）", " ({})")).format(" | ".join(may)) if may else ""
    return f"- `{name}` {words}{fit}\n  `{json.dumps(dict(fields), ensure_ascii=False)}`"
