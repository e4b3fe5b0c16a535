"""Who speaks, once it is known: whose part, as which member, with which credential."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    CREATOR = "creator"
    BRAND = "brand"
    OPERATOR = "operator"
    ANONYMOUS = "anonymous"


class Role(StrEnum):
    """What somebody is within a party. Permissions hang on it, never on the party alone."""

    CREATOR = "creator"
    OWNER = "owner"
    REVIEWER = "reviewer"
    FINANCE = "finance"
    READ_ONLY = "read_only"
    SYSTEM = "system"
    """A brand's own system, by its API key: whatever the owner may, but for members and keys."""
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    NONE = ""


class Credential(StrEnum):
    SESSION = "session"
    API_KEY = "api_key"
    TERMINAL = "terminal"
    """Whoever has the machine and the books: the command line."""
    NONE = "none"


class Environment(StrEnum):
    TEST = "test"
    """Every outside adapter is a sandbox."""
    LIVE = "live"


KIND_OF: dict[Role, ActorKind] = {
    Role.CREATOR: ActorKind.CREATOR,
    Role.OWNER: ActorKind.BRAND,
    Role.REVIEWER: ActorKind.BRAND,
    Role.FINANCE: ActorKind.BRAND,
    Role.READ_ONLY: ActorKind.BRAND,
    Role.SYSTEM: ActorKind.BRAND,
    Role.OPERATOR: ActorKind.OPERATOR,
    Role.SUPERVISOR: ActorKind.OPERATOR,
    Role.NONE: ActorKind.ANONYMOUS,
}
ROLE_WORDS: dict[Role, tuple[str, str]] = {
    Role.CREATOR: ("创作者", "creator"),
    Role.OWNER: ("所有者", "owner"),
    Role.REVIEWER: ("审稿", "reviewer"),
    Role.FINANCE: ("财务", "finance"),
    Role.READ_ONLY: ("只读", "read only"),
    Role.SYSTEM: ("品牌系统", "brand system"),
    Role.OPERATOR: ("运营", "operator"),
    Role.SUPERVISOR: ("运营主管", "supervisor"),
    Role.NONE: ("未登录", "anonymous"),
}


def roles_of(kind: ActorKind) -> tuple[Role, ...]:
    """That a member can be invited to: no member is a system."""
    return tuple(role for role, of in KIND_OF.items() if of is kind and role is not Role.SYSTEM)


@dataclass(frozen=True)
class Actor:
    kind: ActorKind
    party_id: str = ""
    """A creator's or a brand's id; empty of an operator."""
    member_id: str = ""
    name: str = ""
    """The member's; an operator is known by it in commissions: ``operator:NAME``."""
    role: Role = Role.NONE
    scopes: tuple[str, ...] = ()
    """Of an API key, the permissions it was given; empty is all that its role has."""
    credential: Credential = Credential.NONE
    credential_id: str = ""
    """The public number of the session or key: for the audit log, and to end it."""
    environment: Environment = Environment.TEST
    first_key_id: str = ""
    """Of an API key that follows others by rotation: the first of them."""

    @property
    def account(self) -> str:
        """Whose idempotency keys and audit lines they are: the same at every sign-in."""
        if self.credential is Credential.API_KEY:
            return f"key:{self.first_key_id or self.credential_id}"
        if self.member_id:
            return f"member:{self.member_id}"
        if self.credential is Credential.TERMINAL:
            return f"terminal:{self.name}"
        return f"{self.kind}:{self.party_id}" if self.party_id else self.kind.value

    @property
    def spoken(self) -> str:
        """As a commission knows it: ``creator:ID``, ``brand:ID``, ``operator:NAME``."""
        who = self.name if self.kind is ActorKind.OPERATOR else self.party_id
        return f"{self.kind}:{who}" if who else self.kind.value


ANONYMOUS = Actor(ActorKind.ANONYMOUS)


def at_the_terminal(operator: str) -> Actor:
    """A named operator at the command line, who has the books in hand anyway."""
    return Actor(ActorKind.OPERATOR, name=operator, role=Role.SUPERVISOR, credential=Credential.TERMINAL)
