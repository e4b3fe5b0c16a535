"""What signing in rests on: limits that hold in any stretch of time, tokens with a checksum, texts."""

from datetime import timedelta
from string import Formatter

from hypothesis import given
from hypothesis import strategies as st

from domain.channel_text import has_link
from domain.parties import limits, tokens
from domain.parties.actor import ANONYMOUS, ActorKind, Environment
from domain.parties.limits import Limit, address_of, network_of
from domain.parties.sign_in import CODE_LASTS, LIVES, TEXTS, CodeWrong, Origin, Purpose, TooOften
from tests.walks import for_each

EVERY = [
    *limits.CODES_OF_A_PHONE,
    limits.spending(5_000),
    *(each for each in vars(limits).values() if isinstance(each, Limit)),
]
FORMS = [*tokens.KEYS.values(), tokens.SESSION, tokens.INVITATION, tokens.BINDING]


@for_each("limit", EVERY)
def test_no_stretch_of_its_time_sees_more_than_a_limit_allows(limit: Limit) -> None:
    """Asked for greedily, which is the most that can pass, and then for as long again."""
    passed: list[timedelta] = []
    tat = now = timedelta()
    while now < 2 * limit.within:
        if max(tat, now) + limit.every <= now + limit.every * limit.burst:
            tat = max(tat, now) + limit.every
            passed.append(now)
        else:
            now = tat + limit.every - limit.every * limit.burst

    in_a_stretch = [sum(begin <= each < begin + limit.within for each in passed) for begin in passed]

    assert max(in_a_stretch) == limit.most
    assert limit.basis or limit.name == "code platform fen"


def test_the_limits_of_a_phone_are_those_that_were_promised() -> None:
    assert [(each.most, each.within) for each in limits.CODES_OF_A_PHONE] == [
        (1, timedelta(minutes=1)),
        (5, timedelta(hours=1)),
        (10, timedelta(days=1)),
    ]


@for_each(
    ("written", "address", "network"),
    [
        ("203.0.113.7", "203.0.113.7/32", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.7/32", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
        ("", "-", "-"),
        ("unix:", "-", "-"),
        ("203.0.113.07", "-", "-"),
    ],
)
def test_addresses_count_as_one_customer_and_as_what_is_rented_together(
    written: str, address: str, network: str
) -> None:
    assert (address_of(written), network_of(written)) == (address, network)


@for_each("form", FORMS)
def test_a_token_is_known_by_its_beginning_and_its_end(form: str) -> None:
    token = tokens.new(form)

    assert tokens.prefix_of(token) == form
    assert token not in tokens.shown(token)
    assert len({tokens.new(form) for _ in range(20)}) == 20


@for_each("form", FORMS)
@given(place=st.integers(0, 48), instead=st.sampled_from(tokens.ALPHABET))
def test_one_wrong_character_makes_it_no_token(form: str, place: int, instead: str) -> None:
    token = tokens.new(form)
    at = len(form) + place
    other = token[:at] + instead + token[at + 1 :]

    assert tokens.prefix_of(other) == ("" if other != token else form)


@for_each(
    "text", ["", "sms_", "sm_test_", "sms_" + "0" * 49, "smx_" + "0" * 49, "sms_é" + "0" * 48, "0" * 9999]
)
def test_what_is_no_token_has_no_form(text: str) -> None:
    assert tokens.prefix_of(text) == ""


def test_a_test_key_and_a_live_key_are_told_apart_at_sight() -> None:
    assert tokens.KEYS == {Environment.TEST: "sm_test_", Environment.LIVE: "sm_live_"}


@for_each("purpose", list(Purpose))
def test_the_text_of_a_code_says_what_it_is_for_and_can_be_sent(purpose: Purpose) -> None:
    for text in TEXTS[purpose]:
        assert {name for _, name, _, _ in Formatter().parse(text) if name} == {"code", "minutes"}
        assert not has_link(text)
        assert "【" not in text
        assert len(text) < 140
    assert len({*TEXTS.values()}) == len(TEXTS)


def test_how_long_things_last() -> None:
    assert timedelta(minutes=5) == CODE_LASTS
    assert LIVES[ActorKind.CREATOR].idle == timedelta(days=30)
    assert {LIVES[each].idle for each in (ActorKind.BRAND, ActorKind.OPERATOR)} == {timedelta(hours=12)}
    assert all(life.longest > life.idle for life in LIVES.values())


def test_where_a_request_comes_from_is_not_shown() -> None:
    shown = repr(Origin("203.0.113.7", tokens.new(tokens.BINDING), "request-1"))

    assert shown == "Origin(request_id='request-1')"
    assert ANONYMOUS.account == "anonymous"


def test_a_refusal_says_how_long_to_wait_and_how_many_tries_are_left() -> None:
    assert TooOften("TOO_MANY_CODES", 42).seconds == 42
    assert CodeWrong(3).tries_left == 3
    assert "3" in CodeWrong(3).zh
