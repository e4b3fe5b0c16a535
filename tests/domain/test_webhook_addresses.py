"""Where a webhook may be sent to: every odd spelling of an address that is ours is refused by name."""

from ipaddress import ip_address

import pytest

from domain.refusals import Refused
from domain.webhooks.addresses import Allowed, allowed, is_public, usable
from domain.webhooks.target import check, read
from tests.walks import for_each

NOTHING = Allowed()
OURS = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
    *("192.0.0.8", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "100::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1"),
    *("2002:7f00:1::", "2002:0a00:0001::1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::127.0.0.1"),
    *("2001:0:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe"),
)
PUBLIC = ("8.8.8.8", "1.1.1.1", "2606:4700::1111", "2400:3200::1")
INVALID = (
    *("https://127.1/", "https://0x7f000001/", "https://2130706433/", "https://017700000001/", "https://0/"),
    *("https://0x7f.0.0.1/", "https://127.0.0.0x1/", "https://0177.0.0.1/", "https://127.0.0.1.2/"),
    *("https://user@example.com/", "https://user:x@example.com/", "https://@example.com/"),
    *("https://example.com\\@127.0.0.1/", "https://example.com#@x", "https://example.com/#x", "https://x/#"),
    *("https://bücher.example/", "https://ⓔxample.com/", "https://exa mple.com/", "https://example.com/a b"),
    *("https://example.com/\n", "https://exa\tmple.com/", "https://", "https:///x", "https://./", "//x/y"),
    *("ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "example.com", "https://[::1"),
    *("https://[fe80::1%25eth0]/", "https://a..b/", "https://-a.com/", "https://example.com:0/"),
    *("https://example.com:99999/", "https://example.com:x/", "https://%31%32%37.1/", ""),
    "https://example.com/" + "a" * 2_000,
)


@for_each("address", OURS)
def test_what_is_ours_or_leads_there_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@for_each("address", PUBLIC)
def test_what_is_public_is(address: str) -> None:
    assert is_public(ip_address(address))


@for_each("url", INVALID)
def test_what_two_readers_could_read_in_two_ways_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="WEBHOOK_URL_INVALID"):
        check(url, NOTHING)


@for_each(
    ("url", "code"),
    [
        ("http://example.com/", "WEBHOOK_URL_NOT_HTTPS"),
        ("https://example.com:22/", "WEBHOOK_PORT_REFUSED"),
        ("https://example.com:80/", "WEBHOOK_PORT_REFUSED"),
        ("https://localhost/", "WEBHOOK_URL_NOT_PUBLIC"),
        ("https://LOCALHOST./", "WEBHOOK_URL_NOT_PUBLIC"),
        ("https://127.0.0.1/", "WEBHOOK_URL_NOT_PUBLIC"),
        ("https://[::ffff:127.0.0.1]/", "WEBHOOK_URL_NOT_PUBLIC"),
        ("https://[64:ff9b::7f00:1]/", "WEBHOOK_URL_NOT_PUBLIC"),
        ("https://169.254.169.254/latest", "WEBHOOK_URL_NOT_PUBLIC"),
    ],
)
def test_what_is_not_for_the_internet_is_refused_as_it_is_written_down(url: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check(url, NOTHING)


@for_each(
    ("url", "listed"),
    [
        ("http://127.0.0.1:8080/x", "127.0.0.0/8"),
        ("http://localhost:8080/x", "localhost"),
        ("https://erp.internal:9443/", "erp.internal, 10.0.0.0/8"),
        ("http://[fd00::1]:80/", "fd00::/8"),
    ],
)
def test_what_operators_name_may_be_http_and_on_any_port(url: str, listed: str) -> None:
    assert check(url, allowed(listed)).host


def test_a_host_is_read_once_for_all() -> None:
    target = read("https://Hooks.Example.com.:8443/a/b?c=1")

    assert (target.host, target.port, target.path) == ("hooks.example.com", 8443, "/a/b?c=1")
    assert target.authority == "hooks.example.com:8443"
    assert read("https://[2606:4700::1111]/").authority == "[2606:4700::1111]"


def test_a_name_that_leads_inside_as_well_as_outside_is_not_used() -> None:
    assert usable("x.example", ["8.8.8.8", "127.0.0.1"], NOTHING) is None
    assert usable("x.example", ["8.8.8.8", "1.1.1.1"], NOTHING) == ip_address("8.8.8.8")
    assert usable("x.example", ["10.0.0.7"], allowed("10.0.0.0/8")) == ip_address("10.0.0.7")
    assert usable("x.example", ["::ffff:10.0.0.7"], allowed("10.0.0.0/8")) is None
    assert usable("x.example", [], NOTHING) is None


@for_each("listed", ["10.0.0.1/8", "10.0.0.0/33", "exa mple", "http://x", "-", "127.1"])
def test_an_allow_list_that_says_nothing_clear_is_refused(listed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        allowed(listed)
