import pytest

from domain.channel_text import has_link, sms_variable
from domain.notices import TEMPLATES, filled

LINKS = (
    "看这里 https://t.cn/abc",
    "http://x",
    "weixin://dl",
    "www.qingyou",
    "上qingyou.com有礼",
    "QINGYOU.COM",
    "ｑｉｎｇｙｏｕ．ｃｏｍ",
    "qingyou。com",
    "a.b-c.cn",
    "青柚 qingyou.vip",
    "t.co/x1",
    "发到 li@qingyou.cn",
    "服务器 10.0.0.1",
    "dwz.foo/3k",
)
NO_LINKS = (
    "夏日新品",
    "V2.0 上新",
    "3.5折起",
    "满￥200减30",
    "24/7 陪伴",
    "A.B.测试",
    "2026.11.26 发布",
    "@阿汤 同款",
    "i.e. tea",
    "vs.可乐",
    "1.2.3",
)


@pytest.mark.parametrize("text", LINKS)
def test_links_domains_and_addresses_are_links(text: str) -> None:
    assert has_link(text)


@pytest.mark.parametrize("text", NO_LINKS)
def test_numbers_versions_and_full_stops_are_none(text: str) -> None:
    assert not has_link(text)


@pytest.mark.parametrize(
    ("title", "sent"),
    [
        ("满￥200减30", "满200元减30"),
        ("¥99试饮装体验", "99元试饮装体验"),
        ("$5 off", "5美元 off"),
        ("【新品】夏日茶饮", "新品夏日茶饮"),
        ("100¥", "100"),
        ("夏日新品", "夏日新品"),
    ],
)
def test_a_currency_sign_is_sent_as_a_word_or_left_out(title: str, sent: str) -> None:
    assert sms_variable(title, 20) == sent


def test_a_variable_is_cut_after_its_signs_became_words() -> None:
    assert len(sms_variable("￥1" * 30, 20)) == 20


def test_a_variable_that_looks_like_another_is_sent_as_it_is() -> None:
    told = filled(TEMPLATES["offer"], {"title": "打卡{hours}", "hours": "24"})

    assert "打卡{hours}" in told
    assert "在24小时内" in told
