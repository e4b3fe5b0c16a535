from unicodedata import category

from domain.channel_text import has_link, sms_variable
from domain.commissions.notices import TEMPLATES, filled
from tests.walks import for_each

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
    "上星图。com看",
    "淘宝.com",
    "星图．ｃｏｍ",
    "星图.中国",
    "bit.ly",
    "youtu.be",
    "a@b。cn",
    "mailto:a@b",
    "192。168。1。1",
    "2001:db8::1",
    "[fe80::1]",
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
    "QQ 12345678",
    "微信号：abc_12",
    "加微信 abc123",
    "www",
    "星图.中国风",
    "12:30:00 开播",
    "茶::咖啡",
    "10.1黄金周",
    "Node.js入门",
)


@for_each("text", LINKS)
def test_links_domains_and_addresses_are_links(text: str) -> None:
    assert has_link(text)


@for_each("text", NO_LINKS)
def test_numbers_versions_and_full_stops_are_none(text: str) -> None:
    assert not has_link(text)


@for_each(
    ("title", "sent"),
    [
        ("满￥200减30", "满200元减30"),
        ("¥99试饮装体验", "99元试饮装体验"),
        ("$5 off", "5美元 off"),
        ("【新品】夏日茶饮", "新品夏日茶饮"),
        ("100¥", "100"),
        ("夏日新品", "夏日新品"),
        ("₿5 ﹩6 ₫7", "5 6 7"),
        ("3000元 RMB 5 CNY100", "3000元 RMB 5 CNY100"),
        ("￥【】", "…"),
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


@for_each("template", TEMPLATES)
def test_no_variable_of_any_template_is_filled_twice(template: str) -> None:
    """A title that names every variable there is goes out as it was written."""
    titled = "".join("{" + name + "}" for name in ("title", "hours", "n", "release", "due", "by", "content"))
    words = TEMPLATES[template]
    names = {"title", "hours", "n", "release", "due", "by", "content"}
    params = {name: titled if name == "title" else "X" for name in names}

    told = filled(words, params)

    assert told.count(titled) == words.zh.count("{title}")


@for_each("sign", [chr(code) for code in range(0x110000) if category(chr(code)) == "Sc"])
def test_no_currency_sign_reaches_a_vendor(sign: str) -> None:
    assert sign not in sms_variable(f"满{sign}200减30{sign}", 20)
