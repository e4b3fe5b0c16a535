"""Signing keys: public halves of brands, the platform's own, and what each workflow is pinned to."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization as as_
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as rsa_key
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine, select, text

from domain.parties.actor import Actor, ActorKind, Role, at_the_terminal
from domain.process.trust import Trust
from domain.refusals import Refused
from gateways.refusals import UnknownBrand
from gateways.signing import pins, platform_keys, public_keys
from gateways.sql.database import reading, writing
from models.messages.signing import encoded, public_of
from models.tables.access import AuditLine
from services.access import signing_keys
from services.access.signing_keys import KEYS_MAX, SigningKeyTold
from tests.gateways.records import NOON, at_once, market

OWNER = Actor(ActorKind.BRAND, party_id="qingyou", member_id="mb_1", name="陈", role=Role.OWNER)
REVIEWER = Actor(ActorKind.BRAND, party_id="qingyou", member_id="mb_3", name="林", role=Role.REVIEWER)
OTHERS = Actor(ActorKind.BRAND, party_id="other", member_id="mb_2", name="李", role=Role.OWNER)
SYSTEM = Actor(ActorKind.BRAND, party_id="qingyou", name="ERP", role=Role.SYSTEM)
OPERATOR = Actor(ActorKind.OPERATOR, name="li", role=Role.OPERATOR)
LI = at_the_terminal("li")
DAY = timedelta(days=1)
SMALL = (
    "00" * 32,
    "01" + "00" * 31,
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
)
"""The points of order 1, 2, 4 and 8, as they are written."""
UNWRITTEN = (
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "0200000000000000000000000000000000000000000000000000000000000000",
)
"""Of small order in another spelling, and one that is no point."""


@pytest.fixture(autouse=True)
def parties(engine: Engine) -> None:
    market(engine).add_brand("other", "别家", "别家食品", "13900000002", NOON)


def pair() -> tuple[Ed25519PrivateKey, str]:
    made = Ed25519PrivateKey.generate()
    return made, public_of(made)


def pem(key: object) -> str:
    kinds = as_.Encoding.PEM, as_.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(*kinds).decode()  # type: ignore[attr-defined]


def private_spellings(key: Ed25519PrivateKey) -> list[str]:
    plain = as_.NoEncryption()
    raw, public = key.private_bytes_raw(), key.public_key().public_bytes_raw()
    pkcs8 = key.private_bytes(as_.Encoding.PEM, as_.PrivateFormat.PKCS8, plain).decode()
    return [
        pkcs8,
        "".join(pkcs8.splitlines()[1:-1]),
        key.private_bytes(as_.Encoding.PEM, as_.PrivateFormat.OpenSSH, plain).decode(),
        b64encode(raw + public).decode(),
        urlsafe_b64encode(raw + public).rstrip(b"=").decode(),
        (raw + public).hex(),
        f'{{"kty":"OKP","crv":"Ed25519","d":"{encoded(raw)}","x":"{encoded(public)}"}}',
        f"{pem(key)}{pkcs8}",
    ]


def register(engine: Engine, public: str, by: Actor = OWNER, **more: object) -> SigningKeyTold:
    return signing_keys.register_signing_key(engine, by, "qingyou", "ERP", public, now=NOON, **more)  # type: ignore[arg-type]


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except (Refused, UnknownBrand) as refused:
        return refused.code
    return "done"


def listed(engine: Engine) -> list[SigningKeyTold]:
    return signing_keys.signing_keys_of(engine, OWNER, "qingyou")


@pytest.mark.parametrize("by", [OWNER, LI])
def test_a_brand_registers_a_public_key_as_pem_or_as_its_bytes(engine: Engine, by: Actor) -> None:
    (one, plain), (other, _) = pair(), pair()

    first, second = register(engine, plain, by), register(engine, pem(other), by)

    assert [first.public, second.public] == [public_of(one), public_of(other)]
    assert {each.id for each in listed(engine)} == {first.id, second.id}
    with reading(engine) as session:
        noted = [each.what for each in session.scalars(select(AuditLine))]
    assert noted == ["signing_key_registered"] * 2


def test_one_key_is_written_in_one_way() -> None:
    raw = pair()[0].public_key().public_bytes_raw()

    spellings = {public_keys.read(each) for each in (b64encode(raw).decode(), f" {encoded(raw)}=\n")}

    assert spellings == {encoded(raw)}


def test_a_private_key_is_refused_by_name_and_kept_nowhere(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    key, _ = pair()

    refusals = []
    for each in private_spellings(key):
        with pytest.raises(Refused) as refused:
            register(engine, each)
        refusals.append(str(refused.value))

    assert {each.partition(":")[0] for each in refusals} == {"PRIVATE_KEY_GIVEN"}
    seen = "".join((*refusals, caplog.text))
    assert not any(each.strip() in seen for each in private_spellings(key))
    assert listed(engine) == []


@pytest.mark.parametrize(
    "written",
    [
        *("", "x", "A" * 42, "A" * 44, "A" * 100_000, "é" * 43, "A" * 42 + "B", "\ud800" * 43),
        pem(generate_private_key(SECP256R1())),
        pem(rsa_key(65537, 2048)),
        pem(X25519PrivateKey.generate()),
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        *(encoded(bytes.fromhex(each)) for each in UNWRITTEN),
    ],
)
def test_what_is_no_key_is_refused_by_name(engine: Engine, written: str) -> None:
    assert code_of(lambda: register(engine, written)) == "PUBLIC_KEY_INVALID"
    assert listed(engine) == []


@pytest.mark.parametrize("point", SMALL)
def test_a_key_that_anybody_can_sign_for_is_refused_by_name(engine: Engine, point: str) -> None:
    assert code_of(lambda: register(engine, encoded(bytes.fromhex(point)))) == "PUBLIC_KEY_WEAK"


def test_good_keys_are_taken_whatever_their_bits() -> None:
    keys = [pair()[1] for _ in range(200)]

    assert [public_keys.read(each) for each in keys] == keys


def test_a_key_is_registered_once_by_a_brand_even_after_it_was_revoked(engine: Engine) -> None:
    _, public = pair()
    made = register(engine, public)

    again = code_of(lambda: register(engine, public))
    signing_keys.revoke_signing_key(engine, OWNER, "qingyou", made.id, now=NOON)
    after = code_of(lambda: register(engine, public))
    others = signing_keys.register_signing_key(engine, OTHERS, "other", "x", public, now=NOON)

    assert (again, after) == ("SIGNING_KEY_KNOWN", "SIGNING_KEY_KNOWN")
    assert others.id != made.id


def test_of_many_at_once_one_is_registered(engine: Engine) -> None:
    _, public = pair()

    answers = at_once(8, lambda _: code_of(lambda: register(engine, public)))

    assert sorted(answers) == ["SIGNING_KEY_KNOWN"] * 7 + ["done"]


def test_a_brand_has_so_many_and_those_that_ended_this_week_with_them(engine: Engine) -> None:
    for _ in range(KEYS_MAX):
        register(engine, pair()[1], expires_at=NOON + DAY)

    def at(now: datetime) -> str:
        return code_of(
            lambda: signing_keys.register_signing_key(engine, OWNER, "qingyou", "x", pair()[1], now=now)
        )

    assert at(NOON) == at(NOON + 3 * DAY) == "TOO_MANY_SIGNING_KEYS"
    assert at(NOON + 9 * DAY) == "done"


@pytest.mark.parametrize(
    ("by", "code"), [(REVIEWER, "FORBIDDEN"), (SYSTEM, "FORBIDDEN"), (OTHERS, "BRAND_UNKNOWN")]
)
def test_nobody_else_registers_lists_or_revokes(engine: Engine, by: Actor, code: str) -> None:
    made = register(engine, pair()[1])

    assert {
        code_of(lambda: register(engine, pair()[1], by)),
        code_of(lambda: signing_keys.signing_keys_of(engine, by, "qingyou")),
        code_of(lambda: signing_keys.revoke_signing_key(engine, by, "qingyou", made.id)),
    } == {code}
    assert [each.revoked_at for each in listed(engine)] == [None]


def test_a_key_of_another_brand_looks_absent(engine: Engine) -> None:
    made = register(engine, pair()[1])

    told = code_of(lambda: signing_keys.revoke_signing_key(engine, OTHERS, "other", made.id))

    assert told == "SIGNING_KEY_UNKNOWN"


@pytest.mark.parametrize("by", [OWNER, OPERATOR])
def test_supervisors_alone_have_the_platforms_keys_in_hand(engine: Engine, by: Actor) -> None:
    assert {
        code_of(lambda: signing_keys.platform_keys_of(engine, by)),
        code_of(lambda: signing_keys.rotate_platform_key(engine, by, "root")),
        code_of(lambda: signing_keys.revoke_gateway_key(engine, by, "gk_1")),
    } == {"FORBIDDEN"}


def test_the_books_do_not_hold_a_private_half_in_the_clear(engine: Engine) -> None:
    with writing(engine) as session:
        platform_keys.ensure(session, NOON)
        row = platform_keys.in_force(session, "gateway")
        assert row is not None
        raw = platform_keys.private(session, row).private_bytes_raw()
        kept = str([tuple(each) for each in session.execute(text("select * from platform_keys"))])
        shown = repr(row)

    assert public_of(Ed25519PrivateKey.from_private_bytes(raw)) in kept
    assert not any(each in kept + shown for each in (encoded(raw), b64encode(raw).decode(), raw.hex()))
    assert "s1." in kept
    assert "s1." not in shown


def pinned(engine: Engine, subject: str = "commission:c1", trust: str = "signed") -> pins.Pinned | None:
    with writing(engine) as session:
        return pins.pin(session, subject, "brand:qingyou", trust, NOON)


def current(engine: Engine, of: str = "brand:qingyou", now: datetime = NOON) -> tuple[str, ...]:
    with writing(engine) as session:
        return tuple(each.kid for each in pins.current_set(session, of, now).keys)


def behind(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [each.subject for each in pins.behind(session, 100)]


def test_what_a_start_pins_stays_and_in_a_trusting_cluster_nothing_is_pinned(engine: Engine) -> None:
    first = pinned(engine)
    register(engine, pair()[1])
    again, trusting = pinned(engine, trust="operators"), pinned(engine, "commission:c2", "cluster")

    assert first is not None
    assert first.trust is Trust.SIGNED
    assert again == first
    assert trusting is None


def test_a_change_of_keys_leaves_behind_whom_it_concerns(engine: Engine) -> None:
    pinned(engine)
    with writing(engine) as session:
        pins.pin(session, "commission:c2", "brand:other", "signed", NOON)
        pins.pin(session, "withdrawal:w1", "", "signed", NOON)

    before = behind(engine)
    register(engine, pair()[1])
    of_a_brand = behind(engine)
    signing_keys.rotate_platform_key(engine, LI, "gateway", now=NOON)

    assert before == []
    assert of_a_brand == ["commission:c1"]
    assert set(behind(engine)) == {"commission:c1", "commission:c2", "withdrawal:w1"}


def test_a_revoked_key_is_in_no_set_and_one_that_ended_is_for_a_week(engine: Engine) -> None:
    kept = register(engine, pair()[1], expires_at=NOON + DAY).id
    gone = register(engine, pair()[1]).id
    signing_keys.revoke_signing_key(engine, OWNER, "qingyou", gone, now=NOON)

    assert kept in current(engine)
    assert kept in current(engine, now=NOON + 7 * DAY)
    assert kept not in current(engine, now=NOON + 9 * DAY)
    assert gone not in current(engine)


def test_a_gateway_key_that_was_replaced_counts_for_a_day_unless_it_is_revoked(engine: Engine) -> None:
    pinned(engine)
    (old,) = current(engine)
    refused = code_of(lambda: signing_keys.revoke_gateway_key(engine, LI, old, now=NOON))

    new = signing_keys.rotate_platform_key(engine, LI, "gateway", now=NOON + DAY).id
    both = current(engine, now=NOON + DAY)
    signing_keys.revoke_gateway_key(engine, LI, old, now=NOON + DAY)

    assert refused == "LAST_SIGNING_KEY"
    assert set(both) == {old, new}
    assert current(engine, now=NOON + DAY) == (new,)


def test_the_private_half_stays_until_nobody_knows_an_older_set(engine: Engine) -> None:
    pinned(engine)
    with reading(engine) as session:
        old = platform_keys.in_force(session, "root")
        assert old is not None

    signing_keys.rotate_platform_key(engine, LI, "root", now=NOON)
    with writing(engine) as session:
        kept = platform_keys.forget_unneeded(session)
        version = pins.current_set(session, "brand:qingyou", NOON).version
        pins.told(session, "commission:c1", version, "rk_new", NOON)
        gone = platform_keys.forget_unneeded(session)
        row = session.get(type(old), old.id)
        assert row is not None
        refused = code_of(lambda: platform_keys.private(session, row))

    assert (kept, gone, refused) == (0, 1, "SIGNING_KEY_GONE")


def test_of_many_who_rotate_at_once_one_root_key_is_left_in_force(engine: Engine) -> None:
    at_once(8, lambda _: code_of(lambda: signing_keys.rotate_platform_key(engine, LI, "root", now=NOON)))

    told = [each for each in signing_keys.platform_keys_of(engine, LI) if each.use == "root"]
    assert [each.until for each in told].count(None) == 1
    assert len(told) == 9
