"""Signing in over the wire, and who one is then."""

from pydantic import Field

from models.api.shapes import At, Instant, Sent, Told

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


class PasswordSignIn(Sent):
    login: str = Field(
        max_length=80, examples=["chen@qingyou"], description="品牌成员写名字@品牌编号 · NAME@BRAND"
    )
    password: str = Field(max_length=200, repr=False)
    code: str = Field(max_length=32, repr=False, description="动态验证码或恢复码 · one-time or recovery code")


class InvitationToken(Sent):
    token: str = Field(max_length=200, repr=False)


class Offer(Told):
    """What an invitation says. The secret goes into an authenticator before it is accepted."""

    kind: str
    brand_id: str
    brand_name: str
    role: str
    name: str
    login: str
    totp_secret: str
    totp_address: str
    expires_at: At


class Acceptance(InvitationToken):
    password: str = Field(max_length=200, repr=False)
    code: str = Field(max_length=12, repr=False, description="动态验证码 · of the authenticator")
    name: str = Field(default="", max_length=40, description="首位平台运营自取 · of the first operator")


class Joined(SignedIn):
    login: str
    recovery_codes: list[str] = Field(description="只出现这一次 · shown this once")


class Invite(Sent):
    role: str = Field(max_length=20, examples=["reviewer"])
    name: str = Field(min_length=1, max_length=40)


class Invited(Told):
    id: str
    token: str = Field(description="只出现这一次，请转交本人 · shown this once: hand it to them")
    login: str
    expires_at: At


class Member(Told):
    id: str
    role: str
    name: str
    login: str
    joined_at: At


class Members(Told):
    members: list[Member]


class NewRole(Sent):
    role: str = Field(max_length=20)


class NewKey(Sent):
    name: str = Field(min_length=1, max_length=40, examples=["order system"])
    scopes: list[str] = Field(
        default_factory=list, max_length=40, description="空：品牌系统的全部权限 · empty: all"
    )
    expires_at: Instant | None = None


class Rotate(Sent):
    overlap_seconds: int = Field(default=86_400, ge=0, le=7 * 86_400)


class KeyShown(Told):
    id: str
    key: str = Field(description="只出现这一次 · shown this once")
    expires_at: At | None


class Key(Told):
    id: str
    name: str
    shown: str
    environment: str
    scopes: list[str]
    by: str
    created_at: At
    expires_at: At | None
    used_at: At | None
    revoked_at: At | None
    follows: str


class Keys(Told):
    keys: list[Key]


class NewSigningKey(Sent):
    name: str = Field(min_length=1, max_length=40, examples=["ERP"])
    public: str = Field(
        min_length=1,
        max_length=4_000,
        repr=False,
        description="Ed25519 公钥：PEM，或 32 字节的 base64url · PEM, or 32 bytes in base64url",
    )
    expires_at: At | None = None


class SigningKey(Told):
    id: str = Field(description="签名里的 kid · the kid of its signatures")
    name: str
    public: str
    by: str
    since: At
    until: At | None
    used_at: At | None
    revoked_at: At | None


class SigningKeys(Told):
    keys: list[SigningKey]


class NewPlatformKey(Sent):
    use: str = Field(max_length=20, examples=["gateway"], description="root | gateway")


class PlatformKey(Told):
    id: str
    use: str = Field(description="root | gateway")
    public: str
    by: str
    since: At
    until: At | None
    revoked_at: At | None


class PlatformKeys(Told):
    keys: list[PlatformKey]
