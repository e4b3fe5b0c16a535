"""Who may do what. Every command of a commission is somebody's by this table, and nobody else's."""

import pytest

from domain.commissions.moves import MESSAGES
from domain.parties.actor import ANONYMOUS, KIND_OF, Actor, ActorKind, Credential, Role, at_the_terminal
from domain.parties.permissions import (
    COMMANDS,
    PERMISSIONS,
    allows,
    may_send,
    permission_for,
    scopes_of,
)
from domain.party import Party
from tests.walks import for_each

COMMANDED = [name for name, message in MESSAGES.items() if not message.is_fact]
FACTS = [name for name, message in MESSAGES.items() if message.is_fact]
ROLES = [role for role in Role if role is not Role.NONE]
ROLES_OF_EACH = {
    "commission.read": "creator owner reviewer finance read_only system operator supervisor",
    "commission.order": "owner system",
    "commission.review": "owner reviewer system",
    "commission.settle": "owner finance system",
    "commission.cancel": "owner system",
    "commission.complain": "owner reviewer system",
    "commission.work": "creator",
    "commission.attach": "creator owner reviewer system operator supervisor",
    "events.read": "creator owner reviewer finance read_only system operator supervisor",
    "money.read": "creator owner finance read_only system operator supervisor",
    "money.top_up": "owner finance system",
    "money.withdraw": "owner finance",
    "members.manage": "owner supervisor",
    "keys.manage": "owner supervisor",
    "webhooks.read": "owner system operator supervisor",
    "webhooks.write": "owner system operator supervisor",
    "creator.profile": "creator",
    "creator.accounts": "creator",
    "creator.withdraw": "creator",
    "operator.decide": "operator supervisor",
    "operator.claims": "operator supervisor",
    "operator.withdrawals": "operator supervisor",
    "operator.sweeps": "operator supervisor",
    "operator.parties": "operator supervisor",
    "operator.signing_keys": "supervisor",
    "operator.audit_log": "supervisor",
}
"""Written out a second time: whoever widens a permission does it twice, and means it."""


def actor(role: Role, **more: object) -> Actor:
    return Actor(KIND_OF[role], party_id="one", role=role, **more)  # type: ignore[arg-type]


def test_every_permission_is_written_out_here() -> None:
    assert {each.name: {*each.roles} for each in PERMISSIONS.values()} == {
        name: {Role(role) for role in roles.split()} for name, roles in ROLES_OF_EACH.items()
    }


@for_each("permission", PERMISSIONS)
@for_each("role", ROLES)
def test_a_role_has_what_the_table_gives_it_and_nothing_else(permission: str, role: Role) -> None:
    assert allows(actor(role), permission) == (role.value in ROLES_OF_EACH[permission].split())


@for_each("command", COMMANDED)
@for_each("kind", [ActorKind.CREATOR, ActorKind.BRAND])
def test_a_party_sends_what_the_messages_give_it(command: str, kind: ActorKind) -> None:
    is_theirs = Party(kind.value) in MESSAGES[command].by

    assert (permission_for(command, kind) is not None) == is_theirs


@for_each("command", COMMANDED)
def test_an_operator_sends_every_command_for_whoever_it_is(command: str) -> None:
    assert permission_for(command, ActorKind.OPERATOR) == "operator.decide"


@for_each("fact", FACTS)
@for_each("kind", list(ActorKind))
def test_a_fact_from_outside_is_nobodys_command(fact: str, kind: ActorKind) -> None:
    assert permission_for(fact, kind) is None


def test_the_table_of_commands_names_commands_and_permissions_that_there_are() -> None:
    for table in COMMANDS.values():
        assert table.keys() <= {*COMMANDED}
        assert {*table.values()} <= PERMISSIONS.keys()


@for_each("command", COMMANDED)
def test_who_only_reads_sends_nothing(command: str) -> None:
    assert not may_send(actor(Role.READ_ONLY), command)
    assert not may_send(ANONYMOUS, command)


@for_each("permission", PERMISSIONS)
def test_a_role_of_another_kind_is_none(permission: str) -> None:
    assert not allows(Actor(ActorKind.CREATOR, role=Role.SUPERVISOR), permission)
    assert not allows(Actor(ActorKind.ANONYMOUS, role=Role.OWNER), permission)


@for_each("permission", PERMISSIONS)
def test_scopes_narrow_a_key_and_never_widen_it(permission: str) -> None:
    narrow = actor(Role.SYSTEM, scopes=("commission.read", "members.manage"), credential=Credential.API_KEY)

    assert allows(narrow, permission) == (permission == "commission.read")


def test_a_key_can_be_narrowed_to_what_a_system_may() -> None:
    assert "commission.order" in scopes_of(Role.SYSTEM)
    assert not {"members.manage", "keys.manage", "money.withdraw"} & {*scopes_of(Role.SYSTEM)}


def test_a_permission_that_is_not_in_the_table_is_a_mistake_and_no_answer() -> None:
    with pytest.raises(KeyError):
        allows(actor(Role.OWNER), "commission.raed")


@for_each(
    ("who", "account", "spoken"),
    [
        (actor(Role.CREATOR, credential=Credential.SESSION, credential_id="s"), "creator:one", "creator:one"),
        (actor(Role.FINANCE, member_id="m1", name="王"), "member:m1", "brand:one"),
        (
            actor(Role.SYSTEM, credential=Credential.API_KEY, credential_id="ak_1", name="erp"),
            "key:ak_1",
            "brand:one",
        ),
        (
            Actor(ActorKind.OPERATOR, member_id="m2", name="li", role=Role.OPERATOR),
            "member:m2",
            "operator:li",
        ),
        (at_the_terminal("li"), "terminal:li", "operator:li"),
        (ANONYMOUS, "anonymous", "anonymous"),
    ],
)
def test_who_it_is_for_keys_and_for_commissions(who: Actor, account: str, spoken: str) -> None:
    assert (who.account, who.spoken) == (account, spoken)
