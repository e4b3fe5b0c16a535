"""Signing in over the wire, and who one is then."""

from pydantic import Field

from models.api.shapes import At, Sent, Told

PHONE = Field(max_length=32, repr=False, examples=["13800000001"])
BINDING = Field(
    default="", max_length=64, repr=False, description="上一次答复里的 · as it was answered before"
)


class WantCode(Sent):
    phone: str = PHONE
    binding: str = BINDING


class CodeSent(Told):
    """The same for a number that nobody has."""

    binding: str = Field(description="登录时与验证码一起给出 · give it back with the code")
    resend_in_seconds: int
    expires_in_seconds: int


class SignIn(Sent):
    phone: str = PHONE
    code: str = Field(max_length=12, repr=False, examples=["123456"])
    binding: str = Field(max_length=64, repr=False)
    creator_id: str = Field(
        default="", max_length=32, description="同一手机有几位创作者时 · where several have it"
    )


class Me(Told):
    kind: str
    party_id: str
    name: str
    role: str
    scopes: list[str]
    credential: str
    environment: str


class SignedIn(Told):
    token: str = Field(description="放在 Authorization: Bearer 里 · goes into Authorization: Bearer")
    expires_at: At
    me: Me


class Session(Told):
    id: str
    address: str
    created_at: At
    used_at: At
    expires_at: At


class Sessions(Told):
    sessions: list[Session]


class Ended(Told):
    ended: bool = True
