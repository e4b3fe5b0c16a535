"""A thin client of the HTTP interface, over the shapes that the interface itself answers with.

docs/api.md says what each operation means. A method blocks until it has its answer; threads may share one.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Self, TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel, Field, TypeAdapter

from models.api import access, money, uploads
from models.api import commissions as shapes
from models.api.events import Events
from models.api.seen import ForBrand, ForCreator, ForOperator
from starter.remote.sending import Asked, NotReached, ProblemAnswered, Sending

__all__ = ["Client", "NotReached", "ProblemAnswered"]

Told = TypeVar("Told", bound=BaseModel)
Seen = ForOperator | ForCreator | ForBrand
_SEEN: TypeAdapter[Seen] = TypeAdapter(Annotated[Seen, Field(union_mode="left_to_right")])
"""Who sees more comes first: the others' answers lack what it needs."""
Parts = Callable[[], Iterable[bytes]]
COMMISSIONS = "/v1/commissions"


class Client:
    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        lang: str = "zh",
        patience_seconds: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``patience_seconds``: how long one call may go on trying, at most."""
        self._token = token
        self._sending = Sending(address, patience_seconds, lang, sleep)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sending.close()

    def send_code(self, phone: str) -> access.CodeSent:
        return self._post("/v1/sign-in/codes", access.WantCode(phone=phone), access.CodeSent, None)

    def sign_in(self, phone: str, code: str, binding: str, creator_id: str = "") -> access.SignedIn:
        """From here on this client speaks as the creator."""
        given = access.SignIn(phone=phone, code=code, binding=binding, creator_id=creator_id)
        done = self._post("/v1/sign-in/sessions", given, access.SignedIn, None)
        self._token = done.token
        return done

    def me(self) -> access.Me:
        return self._get("/v1/me", access.Me)

    def order(
        self,
        brief: Mapping[str, Any],
        *,
        key: str = "",
        external_id: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> shapes.Ordered:
        new = shapes.NewCommission(brief=dict(brief), external_id=external_id, metadata=dict(metadata or {}))
        return self._post(COMMISSIONS, new, shapes.Ordered, key)

    def order_many(
        self,
        briefs: Sequence[Mapping[str, Any]],
        *,
        defaults: Mapping[str, Any] | None = None,
        dry_run: bool = False,
        key: str = "",
    ) -> list[shapes.RowAnswer]:
        """Up to fifty. Each has its own outcome, in the order given."""
        rows = [shapes.NewCommission(brief=dict(each)) for each in briefs]
        new = shapes.NewCommissions(defaults=dict(defaults or {}), commissions=rows, dry_run=dry_run)
        return self._post(f"{COMMISSIONS}/bulk", new, shapes.RowAnswers, key).rows

    def commissions(self, **filters: str) -> Iterator[shapes.Listed]:
        """All that match, page by page, the newest first."""
        after: str | None = ""
        while after is not None:
            asked = {**filters, **({"after": after} if after else {})}
            page = self._get(COMMISSIONS, shapes.CommissionPage, asked)
            yield from page.commissions
            after = page.after

    def commission(self, commission_id: str, *, min_seq: int = 0) -> Seen:
        """``min_seq``, of a command's answer: what is told knows of it, if two seconds suffice."""
        headers = {"Starmap-Min-Seq": str(min_seq)} if min_seq else {}
        told = self._sending.answer(Asked("GET", _one(commission_id), headers=headers), self._token)
        return _SEEN.validate_json(told)

    def read(self, path: str, query: Mapping[str, str] | None = None, *, min_seq: int = 0) -> dict[str, Any]:
        """As it was answered, with what later versions add."""
        headers = {"Starmap-Min-Seq": str(min_seq)} if min_seq else {}
        asked = Asked("GET", f"{path}?{urlencode(query)}" if query else path, headers=headers)
        found: dict[str, Any] = json.loads(self._sending.answer(asked, self._token))
        return found

    def put(self, path: str, sent: BaseModel, told: type[Told], *, key: str | None = "") -> Told:
        return self._write("PUT", path, sent, told, key)

    def get(self, path: str, told: type[Told], query: Mapping[str, str] | None = None) -> Told:
        """What is empty does not ask."""
        return self._get(path, told, {name: each for name, each in (query or {}).items() if each})

    def post(self, path: str, sent: BaseModel, told: type[Told], *, key: str | None = "") -> Told:
        """``key`` is None where the operation takes none. What was done before says so in ``already``."""
        return self._post(path, sent, told, key)

    def patch(self, path: str, sent: BaseModel, told: type[Told], *, key: str | None = "") -> Told:
        """What is not said stays."""
        return self._write("PATCH", path, sent, told, key)

    def delete(self, path: str, told: type[Told]) -> Told:
        """Of what takes no key."""
        return told.model_validate_json(self._sending.answer(Asked("DELETE", path), self._token))

    def upload(
        self,
        commission_id: str,
        purpose: str,
        name: str,
        parts: Callable[[], Iterable[bytes]],
        *,
        key: str = "",
    ) -> uploads.Upload:
        """``parts`` is asked for the file anew whenever it is sent again."""
        query = urlencode({"commission_id": commission_id, "purpose": purpose})
        named = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        headers = {"Content-Disposition": named, "Content-Type": "application/octet-stream"}
        asked = Asked("POST", f"/v1/uploads?{query}", key=key, headers=headers, parts=parts)
        return uploads.Upload.model_validate_json(self._sending.answer(asked, self._token))

    def download(self, upload_id: str) -> Iterator[bytes]:
        """In pieces. Raises NotReached where it breaks off."""
        return self._sending.pieces(Asked("GET", f"/v1/uploads/{quote(upload_id, safe='')}"), self._token)

    def timeline(self, commission_id: str, after: int = 0) -> Iterator[shapes.TimelineEntry]:
        following: str | None = str(after)
        while following is not None:
            asked = {"after": following}
            page = self._get(f"{_one(commission_id)}/timeline", shapes.Timeline, asked)
            yield from page.entries
            following = page.after

    def events(self, after: int | None = None, types: Sequence[str] = (), limit: int = 100) -> Events:
        """The next ones. Say the answer's `after` next time; without one from the oldest that is kept."""
        asked = {
            "limit": str(limit),
            **({} if after is None else {"after": str(after)}),
            **({"types": ",".join(types)} if types else {}),
        }
        return self._get("/v1/events", Events, asked)

    def moves(self, commission_id: str) -> list[shapes.AllowedMove]:
        return self._get(f"{_one(commission_id)}/moves", shapes.AllowedMoves).moves

    def quote(self, commission_id: str) -> shapes.CancelQuote:
        return self._get(f"{_one(commission_id)}/quote", shapes.CancelQuote)

    def command(
        self,
        commission_id: str,
        name: str,
        fields: Mapping[str, Any] | None = None,
        *,
        key: str = "",
        round: int | None = None,  # noqa: A002  # the word of the interface
        on_behalf_of: str = "",
    ) -> shapes.Answer:
        given = shapes.Command(fields=dict(fields or {}), round=round, on_behalf_of=on_behalf_of)
        path = f"{_one(commission_id)}/commands/{quote(name, safe='')}"
        return self._post(path, given, shapes.Answer, key)

    def wallet(self) -> money.Wallet:
        return self._get("/v1/brand/wallet", money.Wallet)

    def top_up(self, fen: int, *, key: str = "") -> money.ToppedUp:
        return self._post("/v1/brand/top-ups", money.TopUp(fen=fen), money.ToppedUp, key)

    def top_up_by(self, paid: money.TopUp, *, key: str = "") -> money.ToppedUp:
        """Telling who paid."""
        return self._post("/v1/brand/top-ups", paid, money.ToppedUp, key)

    def balance(self) -> money.Balance:
        return self._get("/v1/creator/balance", money.Balance)

    def withdraw(self, fen: int = 0, *, key: str = "") -> money.Withdrawing:
        """0 is all there is."""
        return self._post("/v1/creator/withdrawals", money.Withdraw(fen=fen), money.Withdrawing, key)

    def _get(self, path: str, told: type[Told], query: Mapping[str, str] | None = None) -> Told:
        asked = Asked("GET", f"{path}?{urlencode(query)}" if query else path)
        return told.model_validate_json(self._sending.answer(asked, self._token))

    def _post(self, path: str, sent: BaseModel, told: type[Told], key: str | None) -> Told:
        return self._write("POST", path, sent, told, key)

    def _write(self, method: str, path: str, sent: BaseModel, told: type[Told], key: str | None) -> Told:
        asked = Asked(method, path, sent.model_dump_json(exclude_none=True), key=key)
        found = self._sending.answered(asked, self._token)
        done = told.model_validate_json(found.body)
        if found.replayed and "already" in told.model_fields:
            return done.model_copy(update={"already": True})
        return done


def _one(commission_id: str) -> str:
    return f"{COMMISSIONS}/{quote(commission_id, safe='')}"
