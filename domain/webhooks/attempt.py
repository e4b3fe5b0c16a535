"""What became of one attempt, and what an answer means."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ABORT_HEADER = "webhook-delivery"
ABORT = "abort-message"
SECONDS_MAX = 15.0
"""From the name being looked up to the end of the answer: also for one that answers a byte a second."""
ANSWER_READ = 4_096
"""Bytes of an answer that are read; the connection is closed after them."""
ANSWER_KEPT = 1_000
"""Characters of it that are kept for its owner to look at."""
OK = range(200, 300)
GONE = 410


class Failure(StrEnum):
    """Why an attempt failed; a closed list."""

    TIMEOUT = "timeout"
    NOT_RESOLVED = "not_resolved"
    NOT_PUBLIC = "not_public"
    NOT_HTTPS = "not_https"
    REFUSED = "connection_refused"
    BROKEN = "connection_broken"
    TLS = "tls"
    REDIRECT = "redirect"
    STATUS = "status"
    ABORTED = "aborted"
    GONE = "gone"
    NOT_HTTP = "not_http"
    SECRET = "secret_unreadable"  # noqa: S105  # a reason, not a secret


FAILURE_WORDS: Mapping[Failure, tuple[str, str]] = {
    Failure.TIMEOUT: ("15 秒内没有完整回答", "no whole answer within 15 seconds"),
    Failure.NOT_RESOLVED: ("域名无法解析", "the name does not resolve"),
    Failure.NOT_PUBLIC: ("地址不是公网地址", "its address is not a public one"),
    Failure.NOT_HTTPS: ("须为 https", "it must be https"),
    Failure.REFUSED: ("拒绝连接", "the connection is refused"),
    Failure.BROKEN: ("连接中断", "the connection broke off"),
    Failure.TLS: ("证书或 TLS 有误", "its certificate, or TLS, is not good"),
    Failure.REDIRECT: ("回答了跳转，不跟随", "it answered with a redirect, which is not followed"),
    Failure.STATUS: ("回答的状态码不是 2xx", "its status is not 2xx"),
    Failure.ABORTED: ("对方要求不再发送此事件", "it asks for this event not to be sent again"),
    Failure.GONE: ("对方回答 410，端点已停用", "it answered 410: the endpoint is disabled"),
    Failure.NOT_HTTP: ("回答不是 HTTP", "its answer is not HTTP"),
    Failure.SECRET: ("签名密钥无法读取", "the signing secret cannot be read"),
}


@dataclass(frozen=True)
class Outcome:
    """Of one attempt."""

    failure: Failure | None
    status: int | None = None
    ms: int = 0
    answer: str = ""

    @property
    def succeeded(self) -> bool:
        return self.failure is None


def meaning(status: int, header: str) -> Failure | None:
    """Of an answer with its header ``webhook-delivery``; None: it is delivered."""
    if status in OK:
        return None
    if status == GONE:
        return Failure.GONE
    if header.strip().lower() == ABORT:
        return Failure.ABORTED
    return Failure.REDIRECT if status in range(300, 400) else Failure.STATUS
