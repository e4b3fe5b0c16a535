"""`starmap --remote` at the desk: money, people, decisions and commissions, read and done elsewhere."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from gateways.money.freezes import SqlFreezes
from tests.http.conftest import api, calling, ordered
from tests.http.people import token_of
from tests.starter.remotely import Typed, document, typed

__all__ = ["api", "calling", "ordered", "typed"]


def test_a_creator_reads_what_he_has_and_where_it_came_from(typed: Typed) -> None:
    creator = "creator-atang"

    balance = document(typed(creator, "creator", "balance", "atang", "--json"))

    assert (balance["creator"], balance["balance_fen"], balance["free_fen"]) == ("atang", 0, 0)
    assert "can be withdrawn" in typed(creator, "creator", "balance", "atang")
    assert document(typed(creator, "creator", "income", "atang", "--json"))["income"] == []
    assert "net in all 0.00" in typed(creator, "creator", "income", "atang", "--from", "2026-01-01")
    assert "作者atang（atang）" in typed(creator, "creator", "show", "atang")
    assert "0 withdrawals" in typed(creator, "withdrawal", "list", "--creator", "atang")
    assert "waits on the balance" in typed(creator, "creator", "payout", "atang", "by-hand")
    typed(creator, "creator", "balance", "laozhou", refused="CREATOR_UNKNOWN")
    typed(creator, "withdrawal", "list", "--creator", "laozhou", refused="CREATOR_UNKNOWN")


def test_a_freeze_is_said_beside_the_balance_it_withholds(typed: Typed, engine: Engine) -> None:
    SqlFreezes(engine).freeze("atang", "operator:li", "核实身份", datetime.now(UTC))

    said = typed("creator-atang", "creator", "balance", "atang")

    assert "is frozen (account: 核实身份)" in said


def test_a_brand_reads_its_wallet_and_its_statement(typed: Typed, tmp_path: Path) -> None:
    brand = "brand-qingyou"

    given = ("claim", "compensate", "brand:qingyou", "30", "--actor", "operator:li", "--reason", "补偿")
    typed("operator-li", *given, "--key", "c1")

    wallet = document(typed(brand, "brand", "show", "qingyou", "--json"))

    assert (wallet["id"], wallet["available_fen"], wallet["spent_fen"]) == ("qingyou", 3_000, 0)
    assert "品牌qingyou（qingyou）" in typed(brand, "brand", "show", "qingyou")
    assert "brand:qingyou opening 0.00" in typed(brand, "brand", "statement", "qingyou")
    assert "1 line, closing 30.00" in typed(brand, "brand", "statement", "qingyou")
    typed(brand, "brand", "statement", "qingyou", "--csv", "s.csv")
    assert "recorded_at" in (tmp_path / "s.csv").read_text(encoding="utf-8-sig")
    assert "0 withdrawals" in typed(brand, "withdrawal", "list")
    typed(brand, "brand", "show", "shanxing", refused="BRAND_UNKNOWN")


def test_keys_are_made_replaced_and_revoked(typed: Typed) -> None:
    brand = "brand-qingyou"

    made = document(typed(brand, "key", "create", "qingyou", "--name", "ERP", "--json"))
    other = typed(brand, "key", "rotate", "qingyou", made["key"], "--overlap", "2d")
    listed = document(typed(brand, "key", "list", "qingyou", "--json"))["keys"]
    revoked = typed(brand, "key", "revoke", "qingyou", made["key"])

    assert made["secret"].startswith("sm_test_")
    assert "good for another 2" in other
    assert {each["name"] for each in listed} == {"ERP"}
    assert f"key {made['key']} is revoked" in revoked
    typed(brand, "key", "list", "shanxing", refused="BRAND_UNKNOWN")


def test_members_are_invited_given_another_role_and_removed(typed: Typed, engine: Engine) -> None:
    brand = "brand-qingyou"
    token_of(engine, brand, "reviewer")

    invited = document(
        typed(brand, "member", "invite", "chen", "--role", "finance", "--brand", "qingyou", "--json")
    )
    listed = document(typed(brand, "member", "list", "--brand", "qingyou", "--json"))["members"]
    changed = typed(brand, "member", "role", f"m-{brand}-reviewer", "finance")
    removed = typed(brand, "member", "remove", f"m-{brand}-reviewer")

    assert invited["token"].startswith("smi_")
    assert {each["role"] for each in listed} == {"owner", "reviewer"}
    assert "is now" in changed
    assert "is removed" in removed
    assert "1 member" in typed("operator-li", "member", "list")
    typed(brand, "member", "list", "--brand", "shanxing", refused="BRAND_UNKNOWN")


def test_operators_read_what_waits_for_a_person_and_who_did_what(typed: Typed) -> None:
    operator = "operator-li"
    typed("brand-qingyou", "key", "create", "qingyou", "--name", "ERP")

    audited = document(typed(operator, "audit", "--party", "brand:qingyou", "--json"))["lines"]

    assert [each["what"] for each in audited] == ["key_made"]
    assert document(typed(operator, "audit", "--to", "2026-01-01", "--json"))["lines"] == []
    assert "in need of attention" in typed(operator, "attention")
    assert "not swept yet" in typed(operator, "sweep", "show")
    assert "0 withdrawals" in typed(operator, "withdrawal", "list", "--creator", "atang")
    typed(operator, "withdrawal", "show", "nothing", refused="WITHDRAWAL_UNKNOWN")
    typed("brand-qingyou", "attention", refused="FORBIDDEN")


def test_what_is_decided_twice_under_one_number_says_that_it_was_before(typed: Typed) -> None:
    given = ("claim", "compensate", "creator:atang", "30", "--actor", "operator:li", "--reason", "补偿")

    first = document(typed("operator-li", *given, "--key", "c1", "--json"))
    again = document(typed("operator-li", *given, "--key", "c1", "--json"))

    assert (first["already"], again["already"]) == (False, True)
    assert first["amount_fen"] == 3_000
    assert {each["account"]: each["moved_fen"] for each in first["moved"]}["creator:atang"] == 3_000
    assert first["moved"] == again["moved"]
    listed = document(typed("operator-li", "claim", "list", "--party", "creator:atang", "--json"))["claims"]
    assert [each["key"] for each in listed] == [first["key"]]
    assert "nothing was done again" in typed("operator-li", *given, "--key", "c1")
    typed("operator-wang", *given, "--key", "c2", refused="REMOTE_SPEAKER_OTHER")


def test_every_decision_about_money_is_taken_elsewhere_and_refused_by_name(
    typed: Typed, ordered: list[str]
) -> None:
    why = ("--actor", "operator:li", "--reason", "补偿")
    share = ("claim", "clawback", ordered[0], "--creator-percent", "50", *why, "--key", "c1")
    late = ("w-1", "--operator", "li", "--reason", "再试")

    typed("operator-li", "claim", "write-off", "atang", "1", *why, "--key", "w1", refused="MORE_THAN_OWED")
    typed("operator-li", *share, refused="NOT_SETTLED")
    typed("operator-li", "withdrawal", "retry", *late, refused="WITHDRAWAL_UNKNOWN")
    typed("operator-li", "withdrawal", "cancel", *late, refused="WITHDRAWAL_UNKNOWN")


def test_what_cannot_be_sent_names_the_field_and_repeats_nothing(typed: Typed) -> None:
    said = typed("operator-li", "withdrawal", "retry", "w-1", "--operator", "li", refused="REQUEST_INVALID")
    long = ("key", "create", "qingyou", "--name", "很长的名字" * 10)

    assert "what errors names: reason" in said
    assert "很长的名字" not in typed("brand-qingyou", *long, refused="REQUEST_INVALID")


def test_the_timeline_is_told_as_it_is_told_here(typed: Typed, ordered: list[str]) -> None:
    here = document(typed("operator-li", "commission", "timeline", ordered[0], "--json"))

    assert here["commission"] == ordered[0]
    typed("creator-laozhou", "commission", "timeline", ordered[0], refused="COMMISSION_UNKNOWN")


def test_many_orders_are_judged_and_what_cannot_be_ordered_says_why(typed: Typed, tmp_path: Path) -> None:
    brand = "brand-qingyou"
    good = "atang,article,标题,目标,产品,3000.00,+3d,+0d,+20d"
    columns = "order,brand,creator,task_type,title,goal,product,price,submit_by,release.from,release.until"
    rows = [
        f"QY-1,qingyou,{good}",
        f"QY-2,qingyou,{good.replace('atang', 'nobody')}",
        f"QY-3,qingyou,{good},x",
    ]
    (tmp_path / "orders.csv").write_text("\n".join([columns, *rows]), encoding="utf-8")
    typed("creator-atang", "creator", "quote", "atang", "article", "3000")

    told_ = document(typed(brand, "commission", "import", "orders.csv", "--check", "--json", exit_code=1))

    assert [(each["row"], each["order"]) for each in told_["rows"]] == [(2, "QY-1"), (3, "QY-2"), (4, "QY-3")]
    assert told_["rows"][1]["codes"] == ["CREATOR_UNKNOWN"]
    assert told_["rows"][2]["codes"] == ["BAD_ROW"]
    assert (told_["checked"], told_["ok"]) == (True, False)
    assert not (tmp_path / "orders.result.csv").exists()
    typed(brand, "commission", "import", "none.csv", refused="NO_FILE")
    typed("brand-shanxing", "commission", "import", "orders.csv", refused="BRAND_UNKNOWN")


@pytest.mark.parametrize("who", ["brand-qingyou", "creator-atang", "operator-li"])
def test_each_side_reads_a_commission_as_it_sees_it(typed: Typed, ordered: list[str], who: str) -> None:
    told_ = typed(who, "commission", "show", ordered[0])
    facts = document(typed(who, "commission", "show", ordered[0], "--json"))

    assert "品牌qingyou → 作者atang · CNY 3,000" in told_
    assert "brief · price: CNY 3,000.00" in told_
    assert "money: " in told_
    assert (facts["id"], facts["role"]) == (ordered[0], who.partition("-")[0])
    assert ("fee_fen" in facts) is not who.startswith("brand")
    typed("creator-laozhou", "commission", "show", ordered[0], refused="COMMISSION_UNKNOWN")
