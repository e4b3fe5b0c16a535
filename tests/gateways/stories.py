"""Sound books in which everything that moves money has happened, by stories through engine, books, bank."""

from datetime import timedelta

from sqlalchemy import Engine

from domain.commissions.state.stages import Stage
from domain.party import Party
from gateways.money.freezes import SqlFreezes
from tests.domain.story import DAY, HOUR
from tests.programs.life import Life
from tests.programs.market import BAD, GOOD, Market


def told(engine: Engine) -> Market:
    """Every kind of entry stands in the books, and nothing is wrong with them."""
    market = Market(engine)
    market.top_up("qingyou", 5_000_000)
    market.top_up("shanxing", 400_000)
    life(market, Stage.PUBLISHED)  # and is settled by itself in time
    settled = life(market, Stage.SETTLED)
    _paid(market, settled)
    life(market, Stage.CONTENT_DRAFTING)
    life(market, Stage.OFFERED).do(Party.CREATOR, "decline")
    _cancelled(life(market, Stage.CONTENT_DRAFTING))
    _cancelled(life(market, Stage.CONTENT_REVIEW))
    silent = _audited_by_nobody(market)
    _split(life(market, Stage.PUBLISHED, payer="brand"))
    assert silent.try_to(Party.CREATOR, "escalate")
    _in_default(life(market, Stage.CONTENT_DRAFTING))
    assert silent.stage is Stage.REFUNDED  # nobody decided: the platform pays the creator
    _waiting(market, life(market, Stage.SETTLED, creator="laozhou"))
    _returned(market, life(market, Stage.SETTLED))
    _decided_against(market, settled)
    life(market, Stage.CONTENT_DRAFTING)
    market.wait(HOUR)
    _frozen(engine, market)
    return market


def _frozen(engine: Engine, market: Market) -> None:
    """A commission is frozen and stays so; an account is frozen, and free again, and another stays frozen."""
    of = life(market, Stage.CONTENT_DRAFTING, creator="laozhou")
    assert of.try_to(Party.OPERATOR, "freeze", party="creator")
    freezes = SqlFreezes(engine)
    freezes.freeze("laozhou", "operator:li", "核查", market.now)
    freezes.unfreeze("laozhou", "operator:li", "查清", market.now)
    freezes.freeze("atang", "operator:li", "核查", market.now)


def life(market: Market, until: Stage, creator: str = "atang", payer: str = "creator") -> Life:
    """Goes well until it stands there."""
    found = market.order("qingyou", creator, 300_000, payer, outline=False)
    while found.stage is not until:
        found.go_on()
    market.begin_payouts()
    return found


def _audited_by_nobody(market: Market) -> Life:
    """Its terms end an undecided case while the others' deadlines pass."""
    soon = {"decide_days": 1, "decide_again_days": 2, "decide_limit_days": 4}
    of = market.order("qingyou", "laozhou", 300_000, "creator", outline=False, cid="c-silent", **soon)
    while of.stage is not Stage.PLATFORM_AUDIT:
        of.go_on()
    return of


def _paid(market: Market, of: Life) -> None:
    """By itself, then sent back by the bank; withdrawn by hand afterwards."""
    payout = market.payouts[of.c.id]
    payout.goes_on()
    market.bank.refund(payout.w.number, market.now)
    payout.sent_back()
    market.withdraw("atang", 100_000).goes_on()


def _cancelled(of: Life) -> None:
    assert of.try_to(Party.BRAND, "cancel")


def _split(of: Life) -> None:
    assert of.try_to(Party.BRAND, "complain")
    assert of.try_to(Party.CREATOR, "answer_complaint")
    assert of.try_to(Party.OPERATOR, "arbitrate", decision="split", creator_bps=6_001)
    of.market.wait(4 * DAY)


def _in_default(of: Life) -> None:
    """Late beyond the grace: at no cost, and on the creator's record."""
    of.market.wait(9 * DAY - timedelta(hours=1))
    assert of.try_to(Party.BRAND, "cancel", quoted_fen=0)


def _waiting(market: Market, of: Life) -> None:
    market.catalogue.bind_account("laozhou", BAD)
    payout = market.withdraw("laozhou", 50_000)
    payout.goes_on()
    assert (of.stage, payout.w.state) == ("settled", "waiting")


def _returned(market: Market, of: Life) -> None:
    """Refused, given back, and tried again under another number, when there is less to be had."""
    market.catalogue.bind_account("atang", BAD)
    payout = market.payouts[of.c.id]
    payout.goes_on()
    payout.hears("cancel")
    market.catalogue.bind_account("atang", GOOD)
    market.withdraw("atang", 200_000).goes_on()
    assert of.try_to(Party.OPERATOR, "retry_payout")
    market.begin_payouts()


def _decided_against(market: Market, of: Life) -> None:
    market.withdraw("atang", 0).goes_on()
    market.claw_back(of, 5_000)
    market.write_off("atang", 1_000)
    market.compensate("brand:qingyou", 700)
    market.compensate("creator:laozhou", 300)
    life(market, Stage.SETTLED)
