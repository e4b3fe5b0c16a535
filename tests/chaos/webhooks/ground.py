"""What a trial stands on: brands with endpoints, some of them to fall ill, and events for them.

The events are of subjects that are nowhere else: what is on trial begins at the outbox.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, cycle

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from domain.parties.actor import at_the_terminal
from domain.parties.sign_in import NOWHERE
from domain.webhooks.endpoint import brand
from gateways.outbox import Announced, Subject, announce
from gateways.sql.database import writing
from services.parties.accounts import open_brand
from services.webhooks.endpoints import create_endpoint, disable_endpoint, enable
from settings import Settings
from tests.chaos.webhooks.receiving import Receiving

ILL = ("dead", "late", "drip", "dead", "late")
"""How each brand's ill ones are, in turn; everything else is ``well``."""
SUBJECTS = 10
"""Of a brand, its events in turn."""
AGAIN_AFTER = 0.1
BY = at_the_terminal("li")


@dataclass(frozen=True)
class Endpoint:
    id: str
    name: str
    brand_id: str
    how: str

    @property
    def is_ill(self) -> bool:
        return self.how != "well"


@dataclass
class Ground:
    engine: Engine
    endpoints: list[Endpoint] = field(default_factory=list)
    announced: dict[tuple[str, int], str] = field(default_factory=dict)
    """By subject and its step, the part of the trial."""

    def furnish(self, receiving: Receiving, settings: Settings, many: int, ill: int, brands: int) -> None:
        """So many endpoints, of which so many are to be ill, over so many brands."""
        secrets = {}
        for number in range(brands):
            open_brand(self.engine, _brand(number), f"品牌 {number}", f"139000{number:05}")
        hows = cycle(ILL)
        for number in range(many):
            how, name = next(hows) if number < ill else "well", f"e{number}"
            port = receiving.port_of_the_dead if how == "dead" else receiving.port
            owner = brand(_brand(number % brands))
            url = f"http://127.0.0.1:{port}/{how}/{name}"
            made = create_endpoint(self.engine, settings, BY, owner, url)
            self.endpoints.append(Endpoint(made.endpoint_id, name, owner.brand_id, how))
            secrets[name] = made.secret
        receiving.know(secrets)
        self._steps = self._next_steps(brands)

    def tell(self, part: str) -> None:
        """The next event, in a transaction of its own; however long somebody else holds the books."""
        brand_id, subject, seq = next(self._steps)
        while True:
            try:
                self._write(brand_id, subject, seq)
                break
            except OperationalError:  # the books are away, or held longer than a writer waits
                time.sleep(AGAIN_AFTER)
            except IntegrityError:  # it had been kept although its writer was told otherwise
                break
        self.announced[subject, seq] = part

    def begin_anew(self, endpoint: Endpoint) -> None:
        """Disabled and enabled again. Whoever does it wakes it."""
        disable_endpoint(self.engine, BY, endpoint.id)
        enable(self.engine, BY, endpoint.id, NOWHERE, datetime.now(UTC))

    def _write(self, brand_id: str, subject: str, seq: int) -> None:
        told = {"event": "failing", "reason": "timeout"}
        with writing(self.engine) as session:
            now = datetime.now(UTC)
            step = Announced(Subject.ENDPOINT, subject, seq, "failing", told, now, brand_id=brand_id)
            announce(session, step)

    def _next_steps(self, brands: int) -> Iterator[tuple[str, str, int]]:
        for seq in count(1):
            for subject in range(SUBJECTS):
                for number in range(brands):
                    yield _brand(number), f"told-{number}-{subject}", seq


def _brand(number: int) -> str:
    return f"heard_{number}"
