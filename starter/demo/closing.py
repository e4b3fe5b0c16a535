"""The last word: the six as a table, and what wallets, ledger and bank say of the same money."""

from domain.commissions.state.payout import PAYOUT_OVER
from domain.commissions.state.sums import Sums
from domain.commissions.views.words import STAGE_WORDS
from domain.counts import how_many
from domain.money.accounts import CHART
from domain.money.amounts import yuan
from services.app import App
from services.money.statements import trial_balance
from services.operations.reconciling import check
from services.sandbox import bank
from starter.demo.actor import Actor, until
from starter.demo.narrator import Narrator

HEADINGS = (
    ("", "任务", "结果", "曾托管", "创作者", "服务费", "退款"),
    ("", "commission", "outcome", "was held", "creator", "fee", "refunded"),
)


async def account(app: App, actors: list[Actor], narrator: Narrator) -> bool:
    """Whether everything agrees; read from the ledger and the bank's own log alone."""
    await until(lambda: all(_is_paid_out(actor) for actor in actors), "the payouts")
    sums = {actor.id: actor.sums() for actor in actors}
    pick = 0 if narrator.lang == "zh" else 1
    rows = []
    for actor in actors:
        each = sums[actor.id]
        zh, en = STAGE_WORDS[actor.stage_now()]
        amounts = (each.taken, each.creator, each.fee, each.refunded)
        outcome = zh if pick == 0 else f"{zh} {en}"
        rows.append((str(actor.part.number), actor.part.title, outcome, *map(yuan, amounts)))
    await narrator.blank()
    await narrator.table(HEADINGS[pick], rows)
    conserved = await _conserved(narrator, list(sums.values()))
    agreed = await _trial_balance(app, narrator)
    return await _checked(app, narrator) and conserved and agreed


def _is_paid_out(actor: Actor) -> bool:
    return actor.state().payout.state in PAYOUT_OVER


async def _conserved(narrator: Narrator, sums: list[Sums]) -> bool:
    held, creators = sum(each.taken for each in sums), sum(each.creator for each in sums)
    fee, refunded = sum(each.fee for each in sums), sum(each.refunded for each in sums)
    difference = held - creators - fee - refunded
    await narrator.plain(
        narrator.pick(
            f"曾托管 {yuan(held)} = 创作者 {yuan(creators)} + 服务费 {yuan(fee)} + 退款 {yuan(refunded)}，"
            f"差额 {yuan(difference)}",
            f"was held {yuan(held)} = creators {yuan(creators)} + fee {yuan(fee)}"
            f" + refunded {yuan(refunded)}, difference {yuan(difference)}",
        ),
        "bold",
    )
    return not difference


async def _trial_balance(app: App, narrator: Narrator) -> bool:
    """Every kind of account that has money, against what the bank says it holds."""
    found = trial_balance(app.engine)
    await narrator.blank()
    title = narrator.pick("试算平衡", "trial balance")
    said = [
        f"{narrator.pick(CHART[kind].zh, CHART[kind].en)} {yuan(fen)}"
        for kind, fen in found.kinds.items()
        if fen and kind != "bank"
    ]
    ours = sum(fen for kind, fen in found.kinds.items() if kind != "bank")
    colon = narrator.pick("：", ": ")
    await narrator.plain(f"{title}{colon}{' + '.join(said)} = {yuan(ours)}")
    paid_in, paid_out = bank.paid_in_fen(app.engine), bank.paid_out_fen(app.engine)
    holds, books = paid_in - paid_out, -found.kinds["bank"]
    await narrator.plain(
        narrator.pick(
            f"银行：收款 {yuan(paid_in)} − 已付 {yuan(paid_out)} = {yuan(holds)}；账本记银行 {yuan(books)}",
            f"the bank: paid in {yuan(paid_in)} − paid out {yuan(paid_out)} = {yuan(holds)};"
            f" our books say {yuan(books)}",
        )
    )
    agree = ours == holds == books
    await narrator.plain(
        narrator.pick(
            f"{'✓ 钱包、账本与银行三方相符' if agree else '✗ 钱包、账本与银行不符'}",
            f"{'✓ wallets, ledger and bank agree' if agree else '✗ wallets, ledger and bank do not agree'}",
        ),
        "bold green" if agree else "bold red",
    )
    return agree


async def _checked(app: App, narrator: Narrator) -> bool:
    report = check(app.engine, app.settings)
    if not report.ok:
        named = ", ".join(f"{each.kind} {each.subject}" for each in report.findings[:3])
        await narrator.plain(
            narrator.pick(f"账本不平：{named}", f"the ledger does not agree: {named}"), "bold red"
        )
    else:
        await narrator.plain(
            narrator.pick(
                f"✓ 核对 {report.counts['entries']} 笔分录，0 处差异",
                f"✓ {how_many(report.counts['entries'], 'entries')} checked, 0 differences",
            ),
            "bold green",
        )
    return report.ok
