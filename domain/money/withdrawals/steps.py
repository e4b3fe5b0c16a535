"""The life of a withdrawal, as a table. What has no row is refused: retrying and cancelling have one state.

Bases are named by the ids of docs/sources.md.
"""

from dataclasses import dataclass

from domain.money.withdrawals.state import State

S = State


@dataclass(frozen=True)
class Step:
    """In this state, this event leads there; the first row whose ``when`` holds is taken.

    ``moves`` is an entry of the ledger, ``number`` takes a new vendor number, ``waits`` names the term until
    it goes on by itself, ``alerts`` asks operators to look, ``tells`` sends the creator an SMS (of a payout
    that follows a settlement, the commission tells), ``tells_brand`` the brand whose balance it is.
    """

    id: str
    at: tuple[S, ...]
    event: str
    to: S
    when: str = ""
    moves: str = ""
    number: bool = False
    waits: str = ""
    alerts: str = ""
    tells: str = ""
    tells_brand: str = ""
    basis: str = "ours"


SENT = (S.SENDING, S.ASKING)
ACCOUNT, LATER, NEVER, FROZEN = "account", "later", "never", "frozen"
"""What a proven refusal means: the creator mends the account, another number may pass, none will; or it was
ours: the money is frozen, and the bank was not asked.
"""

CARD, WATCH_DAYS = "bank_card", (1, 3, 7, 15)
"""Where money may be sent back after it was paid (退票), and on which days the bank is asked about it."""

STEPS: tuple[Step, ...] = (
    Step("W01", (S.REQUESTED,), "reserved", S.SENDING, moves="payout_sent", basis="D6 reserve, then send"),
    Step("W01a", (S.REQUESTED,), "kept", S.KEPT, basis="the creator withdraws by hand"),
    Step("W01b", (S.REQUESTED,), "refused", S.REFUSED, basis="S2 §7 提现时间、次数等规则"),
    Step("W01c", (S.REQUESTED,), "withheld", S.REQUESTED, basis="D12.15: asked again until it is free"),
    Step(
        "W02",
        SENT,
        "paid",
        S.PAID,
        moves="payout_arrived",
        tells_brand="brand_withdrawal_paid",
        basis="D6; of its balance a brand hears, whoever asked",
    ),
    Step("W03", SENT, "unknown", S.ASKING, basis="D6 study case 64: asked about, never told again"),
    Step("W03a", (S.ASKING,), "not_found", S.SENDING, basis="study case 64: the same number once more"),
    Step(
        "W03b",
        (S.ASKING,),
        "silent",
        S.ASKING,
        alerts="payout_unknown",
        basis="unknown stays unknown until the bank answers; a person is told",
    ),
    Step(
        "W04",
        SENT,
        "turned_down",
        S.WAITING,
        when=ACCOUNT,
        waits="wait_days",
        alerts="payout_failed",
        tells="withdrawal_waits",
        basis="S2 §7 「需确保绑定的收款账户…信息准确无误」, study case 63",
    ),
    Step("W04a", SENT, "turned_down", S.WAITING, when=LATER, waits="pause_minutes", basis="D6 study case 63"),
    Step(
        "W04b",
        SENT,
        "turned_down",
        S.RETURNED,
        when=NEVER,
        moves="payout_returned",
        tells="withdrawal_returned",
        tells_brand="brand_withdrawal_returned",
        basis="D6",
    ),
    Step(
        "W08", (S.ASKING,), "revived", S.ASKING, basis="its workflow was lost: what was sent is asked about"
    ),
    Step("W08a", (S.WAITING,), "revived", S.WAITING, basis="its workflow was lost: it waits anew"),
    Step(
        "W04c",
        SENT,
        "turned_down",
        S.WAITING,
        when=FROZEN,
        waits="frozen_check_minutes",
        alerts="payout_withheld",
        tells="withdrawal_rests",
        tells_brand="brand_withdrawal_rests",
        basis="D12.15: the number was never let go, and rests",
    ),
    Step("W05c", (S.WAITING,), "waited", S.SENDING, when=FROZEN, basis="D12.15: free again, the same number"),
    Step("W05", (S.WAITING,), "account_changed", S.SENDING, when=ACCOUNT, number=True, basis="study case 63"),
    Step("W05a", (S.WAITING,), "retry", S.SENDING, number=True, basis="D6 only after proven failure"),
    Step("W05b", (S.WAITING,), "waited", S.SENDING, when=LATER, number=True, basis="D6"),
    Step(
        "W06",
        (S.WAITING,),
        "waited",
        S.RETURNED,
        when=ACCOUNT,
        moves="payout_returned",
        tells="withdrawal_returned",
        basis="nobody mended the account",
    ),
    Step(
        "W06a",
        (S.WAITING,),
        "cancel",
        S.RETURNED,
        moves="payout_returned",
        tells="withdrawal_returned",
        tells_brand="brand_withdrawal_returned",
        basis="D6: what provably failed can be given back",
    ),
    Step(
        "W07",
        (S.PAID,),
        "refunded",
        S.REFUNDED,
        moves="payout_refunded",
        tells="withdrawal_refunded",
        tells_brand="brand_withdrawal_refunded",
        basis="退票: a card's bank sends it back days later",
    ),
)
