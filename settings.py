"""What differs from one place to another, from the environment (STARMAP_…) or a `.env` beside this file.

Terms of business are not settings: they stand in terms.toml and are pinned into each commission.
A secret may stand in a file instead, named by the setting's own name and `_FILE`.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import AliasChoices, BeforeValidator, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.forms import is_figure
from domain.refusals import in_words
from domain.texts import fault
from domain.webhooks.addresses import Allowed, allowed
from gateways.sql.data_keys import FILE_NAME, DataKeys
from gateways.sql.database import address
from gateways.sql.pool import Pool
from models.messages.pace import Pace
from setting_words import DIGITS, Unfit, words_of

if TYPE_CHECKING:
    from gateways.alipay.keys import Access

ROOT = Path(__file__).resolve().parent
PACKAGES = ("activities", "domain", "gateways", "models", "runtime", "services", "starter", "workflows")
"""The program, beside this module, its words and the worker."""
Role = Literal["workflows", "notices", "publishing", "payouts", "sweeps", "webhooks"]
"""What a worker process can be there for; each role has a task queue of its own."""
ROLES: tuple[Role, ...] = get_args(Role)
MARGIN = timedelta(seconds=5)
COUNT_MAX = 1_000_000
SANDBOX = "sandbox"


def _digits(given: object) -> object:
    """One reader of numbers at every door: no sign, no separator, no exponent, no other script's digits."""
    if isinstance(given, str) and not is_figure(given.strip()):
        raise Unfit(*DIGITS)
    return given


def _whole(given: object) -> object:
    return "." if isinstance(given, str) and "." in given else _digits(given)


Whole = Annotated[int, BeforeValidator(_whole), Field(le=COUNT_MAX)]
Days = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=3_650)]
Port = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=65535)]
Seconds = Annotated[float, BeforeValidator(_digits), Field(gt=0, le=86_400)]


def _text(form: str, zh: str, en: str) -> BeforeValidator:
    """A text has a form too: what does not fit is told at the start, and not at its first use."""
    fits = re.compile(form)

    def read(given: object) -> object:
        if isinstance(given, str) and (not fits.fullmatch(given) or fault(given)):
            raise Unfit(zh, en)
        return given

    return BeforeValidator(read)


Queue = Annotated[
    str,
    _text(r"[A-Za-z0-9._-]{1,100}", "1 至 100 个字母、数字、. _ -", "1 to 100 letters, digits and . _ -"),
]
Served = Annotated[
    str,
    _text(
        r"|(?:[0-9.]{7,15}|\[[0-9A-Fa-f:.]{2,45}\]):[0-9]{1,5}",
        "写 IP:端口，如 127.0.0.1:9464",
        "write IP:PORT, like 127.0.0.1:9464",
    ),
]
Host = Annotated[
    str,
    _text(
        r"[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}",
        "写 IP，如 127.0.0.1",
        "write an IP address, like 127.0.0.1",
    ),
]
Signature = Annotated[
    str,
    _text(
        r"(?=.*[^\W\d_])[\w（）()]{2,12}",
        "2 至 12 个汉字、字母、数字、括号，不能全为数字，不带【】",
        "2 to 12 characters of a name, digits and brackets, not digits alone, without 【】",
    ),
]
BuildId = Annotated[
    str,
    _text(
        r"|[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
        "至多 64 个字母、数字、点、横线、下划线",
        "up to 64 letters, digits, dots, hyphens and underscores",
    ),
]
AppId = Annotated[str, _text(r"|[0-9]{16}", "16 位数字", "16 digits")]
Web = Annotated[
    str,
    _text(
        r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[!-~]*)?",
        "写网址，如 https://openapi.alipay.com/gateway.do",
        "write an address, like https://openapi.alipay.com/gateway.do",
    ),
]
Place = Annotated[
    str,
    _text(
        r"|https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[!-~]*)?",
        "写网址，如 https://starmap.example.com",
        "write an address, like https://starmap.example.com",
    ),
]
Line = Annotated[str, _text(r"[^\n]{0,1000}", "写成一行可见的文字", "write one line that can be read")]


def _networks(given: object) -> object:
    if isinstance(given, str):
        try:
            allowed(given)
        except ValueError:
            raise Unfit(
                "写主机名、IP 或网段，以逗号分隔，如 erp.example.internal,10.0.0.0/8",
                "write hosts, addresses and networks by commas, like erp.example.internal,10.0.0.0/8",
            ) from None
    return given


Networks = Annotated[str, BeforeValidator(_networks), Field(max_length=1000)]


class BadSettings(Exception):
    """Names each setting and what is wrong with it, never its value: it may be a secret."""

    code = "BAD_SETTINGS"

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = in_words(self.code, wrong=(zh, en))
        super().__init__(self.en)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="STARMAP_",
        env_file=ROOT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    state: Path = ROOT / ".starmap"
    """Where the embedded server, the database and the logs are kept."""
    database_url: Line = Field(
        default="", repr=False, validation_alias=AliasChoices("STARMAP_DATABASE_URL", "DATABASE_URL")
    )
    """postgresql://USER@HOST:5432/NAME. Empty: SQLite in the state folder."""
    database_url_file: Path | None = None
    """A file that holds the address, password and all."""
    database_password_file: Path | None = None
    """A file that holds the password, for an address without one."""
    data_key_file: Path | None = None
    """The key that personal data is sealed under, in the end; without it data.key beside SQLite, or in the
    state folder, made where there is none."""
    pool_size: Whole = Field(default=Pool.size, ge=1)
    """Connections a process keeps to PostgreSQL."""
    pool_overflow: Whole = Field(default=Pool.overflow, ge=0)
    """Connections it may open beyond that."""
    pool_wait_seconds: Seconds = Pool.wait_seconds
    """For a free connection."""
    statement_seconds: Seconds = Pool.statement_seconds
    """How long PostgreSQL works on one statement."""
    lock_seconds: Seconds = Pool.lock_seconds
    """How long a transaction waits for another one."""
    temporal_binary: Line = ""
    """The embedded server's program, when it is neither beside Python nor on PATH."""
    trust: Literal["cluster", "operators", "signed"] = "cluster"
    """Whose unsigned messages count with what is ordered from now on: cluster, of everybody who reaches
    Temporal; operators, of operators alone; signed, nobody's. What was ordered before keeps its own."""
    lang: Literal["zh", "en"] = "zh"
    """The language of the texts in the Temporal Web UI: zh or en."""
    queue: Queue = "commissions"
    """The task queue of the workflows; the others are derived from it."""
    roles: Annotated[tuple[Role, ...], NoDecode] = Field(default=ROLES, min_length=1)
    """What a worker process does, by commas: workflows, notices, publishing, payouts, sweeps, webhooks."""
    processes: Whole = Field(default=1, ge=1, le=64)
    """Worker processes that `up` starts: one for each core of the machine, if it has nothing else to do."""
    threads: Whole = Field(default=16, ge=1, le=500)
    """Activities at once, for each role of a process."""
    payouts_per_second: Seconds = 50
    """Steps of payouts the whole platform starts in a second."""
    sweep_per_second: Seconds = 20
    """Questions a sweep asks of the content platform, or of a bank without a list, in a second."""
    metrics_days: Days = 30
    """How many days after its publication an item's figures are pulled."""
    reconciliation_days: Days = 30
    """How many days back payouts are asked about at a bank that gives no list of them."""
    metrics_address: Served = ""
    """IP:PORT of a worker's Prometheus endpoint; empty is none. Every process needs a port of its own."""
    business_metrics_address: Served = ""
    """IP:PORT where the role sweeps serves the figures of the business; empty is none."""
    port: Port = 7233
    """Of the embedded server; 0 is any free one."""
    ui_port: Port = 8233
    """Of its Web UI."""
    http_port: Port | Literal["off"] = 8234
    """Of the gateway, the HTTP interface; 0 is any free one, off leaves it out."""
    http_host: Host = "127.0.0.1"
    """The address the gateway listens on."""
    temporal_ui: Place = ""
    """Where operators reach the Temporal Web UI; the pages link to it. Empty: the one that `up` started."""
    pages_address: Place = ""
    """Where people reach the pages; the Temporal Web UI links to it. Empty: the gateway that `up` started."""
    trusted_proxies: Line = ""
    """Addresses and networks, by commas, whose X-Forwarded-For is believed; none unless named."""
    requests_a_minute: Whole = Field(default=6_000, ge=1)
    """What the gateway takes of one token in a minute; each gateway counts for itself."""
    anonymous_requests_a_minute: Whole = Field(default=600, ge=1)
    """What it takes of one address without a token in a minute."""
    uploads: Path | None = None
    """The folder of uploaded files, on a disk that all gateways share; empty: uploads in the state folder."""
    uploads_gb: Whole = Field(default=50, ge=1)
    """What all uploaded files may take, in GB."""
    events_days: Days = 90
    """How long events can be read, in days."""
    webhook_allow: Networks = ""
    """Hosts, addresses and networks of one's own that webhooks may be sent to: they need not be public."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much a worker writes."""
    notice_seconds: Seconds = Pace().notice_seconds
    """How long an SMS or a call may take; pinned into each commission, like the next four."""
    publishing_seconds: Seconds = Pace().publishing_seconds
    """How long the content platform may take."""
    bank_seconds: Seconds = Pace().bank_seconds
    """How long the bank may take."""
    first_retry_seconds: Seconds = Pace().first_retry_seconds
    """Until a call that failed is made again."""
    longest_retry_seconds: Seconds = Pace().longest_retry_seconds
    """Until it is made again after it failed often."""
    max_cached_workflows: Whole = Field(default=1000, ge=0)
    """Commissions a process keeps in memory; another one is read from its history again."""
    workflow_sandbox: Literal["off", "on"] = "off"
    """on: a worker watches that workflow code calls nothing it must not, as tests do; dearer."""

    build_id: BuildId = ""
    """Of the code that a worker runs, for Temporal's worker versioning; empty: there is one version."""
    deployment: BuildId = "starmap"
    """The name of the worker deployment that the build ids belong to."""

    sms_signature: Signature = "星图"
    """The registered signature before every SMS: the name or trade mark of whoever runs the platform."""
    code_fen_an_hour: Whole = Field(default=5_000, ge=100)
    """What codes by SMS may cost the whole platform in an hour, in fen; what is over it waits."""
    bank: Literal["sandbox", "alipay"] = "sandbox"
    """Where payouts go: the bank of this machine, or Alipay with real money."""
    alipay_app_id: AppId = ""
    """The application's number at Alipay."""
    alipay_private_key_file: Path | None = None
    """The application's private key, PEM or one line of Base64."""
    alipay_app_cert_file: Path | None = None
    """The application's certificate. Without it the bare key in STARMAP_ALIPAY_PUBLIC_KEY_FILE is used."""
    alipay_cert_file: Path | None = None
    """Alipay's certificate, with the application's."""
    alipay_root_cert_file: Path | None = None
    """Alipay's root certificates, with the application's."""
    alipay_public_key_file: Path | None = None
    """Alipay's public key, where there are no certificates."""
    alipay_gateway: Web = "https://openapi.alipay.com/gateway.do"
    """Another one for Alipay's own test environment."""
    alipay_connect_seconds: Seconds = 5
    """How long a connection to Alipay may take."""
    alipay_answer_seconds: Seconds = 12
    """How long a whole answer may take; one step asks up to three times within STARMAP_BANK_SECONDS."""

    def __init__(self, **given: object) -> None:
        """Raises BadSettings."""
        try:
            super().__init__(**given)  # type: ignore[arg-type]
        except ValidationError as refused:
            wrong = refused.errors(include_input=False, include_url=False)
            told = dict.fromkeys((_name(each["loc"]), *words_of(each)) for each in wrong)
            zh, en = (
                "；".join(f"{name} {zh}" for name, zh, _ in told),
                "; ".join(f"{name} {en}" for name, _, en in told),
            )
            raise BadSettings(zh, en) from None

    @field_validator("roles", mode="before")
    @classmethod
    def _by_commas(cls, named: object) -> object:
        if isinstance(named, str):
            return tuple(dict.fromkeys(filter(None, (each.strip() for each in named.split(",")))))
        return named

    @property
    def time_to_finish(self) -> timedelta:
        """A worker that is asked to stop lets what it has begun end: longer than the longest activity."""
        longest = max(self.notice_seconds, self.publishing_seconds, self.bank_seconds)
        return timedelta(seconds=longest) + MARGIN

    @property
    def time_to_stop(self) -> timedelta:
        """How long whoever stops a worker waits before killing it."""
        return self.time_to_finish + MARGIN

    @property
    def database(self) -> str:
        """The whole address, with its password: never shown, never logged."""
        told = self.database_url or _content(self.database_url_file)
        place = address(told or f"sqlite:///{self.state / 'starmap.db'}")
        if self.database_password_file and not place.password:
            place = place.set(password=_content(self.database_password_file))
        return place.render_as_string(hide_password=False)

    @property
    def webhooks_may_reach(self) -> Allowed:
        return allowed(self.webhook_allow)

    @property
    def uploads_folder(self) -> Path:
        return self.uploads or self.state / "uploads"

    @property
    def data_keys(self) -> DataKeys:
        """A file named elsewhere is never made: the data is under another key then, and it was forgotten.

        Beside PostgreSQL `up` alone makes one: of several machines each would make its own.
        """
        place = address(self.database)
        of_a_file = place.get_backend_name() == "sqlite" and place.database
        usual = Path(place.database or "").with_name(FILE_NAME) if of_a_file else self.state / FILE_NAME
        named = self.data_key_file or usual
        return DataKeys(named, may_make=bool(of_a_file) and named == usual)

    @property
    def pool(self) -> Pool:
        return Pool(
            size=self.pool_size,
            overflow=self.pool_overflow,
            wait_seconds=self.pool_wait_seconds,
            statement_seconds=self.statement_seconds,
            lock_seconds=self.lock_seconds,
        )

    @property
    def alipay(self) -> "Access":
        """The files are read where they are used."""
        from gateways.alipay.keys import Access  # noqa: PLC0415  # with the cryptography that few need

        return Access(
            app_id=self.alipay_app_id,
            gateway=self.alipay_gateway,
            private_key_file=self.alipay_private_key_file,
            public_key_file=self.alipay_public_key_file,
            cert_file=self.alipay_cert_file,
            app_cert_file=self.alipay_app_cert_file,
            root_cert_file=self.alipay_root_cert_file,
            connect_seconds=self.alipay_connect_seconds,
            answer_seconds=self.alipay_answer_seconds,
        )

    @property
    def pace(self) -> Pace:
        return Pace(
            notice_seconds=self.notice_seconds,
            publishing_seconds=self.publishing_seconds,
            bank_seconds=self.bank_seconds,
            first_retry_seconds=self.first_retry_seconds,
            longest_retry_seconds=self.longest_retry_seconds,
        )


VENDORS = tuple(name for name, each in Settings.model_fields.items() if SANDBOX in get_args(each.annotation))
"""The settings that choose a vendor: each has the sandbox among its choices."""


def _name(place: tuple[int | str, ...]) -> str:
    name = str(place[0]) if place else ""
    return name if name.isupper() else f"STARMAP_{name.upper()}"


def _content(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as unreadable:
        raise BadSettings(f"无法读取 {file}", f"{file} cannot be read: {unreadable.strerror}") from None
