"""What an endpoint is: whose, in which state and why, and which events tell about it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.refusals import Refused
from domain.texts import fault

ENDPOINTS_MAX = 20
"""Of one owner, deleted ones apart."""
URL_MAX = 2_000
DESCRIPTION_MAX = 200
KIND = "endpoint"
"""Of the subject of the events below."""


class OwnerKind(StrEnum):
    BRAND = "brand"
    APP = "app"


@dataclass(frozen=True)
class Owner:
    """A brand, or the creators' app, which hears what creators hear."""

    kind: OwnerKind
    brand_id: str = ""


APP = Owner(OwnerKind.APP)


def brand(brand_id: str) -> Owner:
    return Owner(OwnerKind.BRAND, brand_id)


class State(StrEnum):
    ENABLED = "enabled"
    DISABLED = "disabled"
    DELETED = "deleted"


class Reason(StrEnum):
    """Why it is disabled."""

    OWNER = "owner"
    OPERATOR = "operator"
    GONE = "gone"
    """It answered 410."""
    FAILING = "failing"
    """Nothing but failures for five days."""


class Told(StrEnum):
    """Events about an endpoint, to its owner's other endpoints, the stream and the pull."""

    FAILING = "endpoint.failing"
    DISABLED = "endpoint.disabled"
    RECOVERED = "endpoint.recovered"


def description(given: str) -> str:
    """Raises Refused: ENDPOINT_TEXT_INVALID."""
    told = given.strip()
    if len(told) > DESCRIPTION_MAX or (told and fault(told)):
        raise Refused("ENDPOINT_TEXT_INVALID")
    return told


REASON_WORDS = {
    "": ("", ""),
    Reason.OWNER: ("由所有者停用", "disabled by its owner"),
    Reason.OPERATOR: ("由平台运营停用", "disabled by an operator"),
    Reason.GONE: ("对方回答 410，不再接收", "it answered 410: it takes nothing any more"),
    Reason.FAILING: ("连续 5 天全部失败", "nothing but failures for 5 days"),
}
