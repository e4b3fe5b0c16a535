"""The words of the money document that no table says: roundings, how to reconcile, what the law asks."""

ROUNDING = """\
## 谁得余数 · Who owns each rounding

| 什么 What | 怎样取整 How | 余数归谁 Who keeps the rest |
| --- | --- | --- |
| 平台服务费 The fee | 向下取整到分 rounded down to a fen | 承担服务费的一方 whoever bears the fee |
| 创作者按比例所得 A creator's share | 向下取整到分 rounded down to a fen | 品牌主 the brand |
| 赔付金额 A kill fee | 向下取整到分 rounded down to a fen | 品牌主 the brand |
| 另付的服务费按比例 A fee on top, by share | 向下取整到分 rounded down to a fen | 品牌主 the brand |

每一项相差都小于 1 分，三方之和恒等于托管金额加平台自付。
Each is less than one fen, and the three parts always sum to what was held and what the platform pays itself."""

CHECKING = """\
## 怎样核对与对账 · How to check and to reconcile

`ledger` 的每条命令都可加 `--csv 文件`（UTF-8 带标记，表格软件可直接打开；金额为元和分两列）。有差异时退出码为 1。命令只读不写。
Each `ledger` command takes `--csv FILE` (UTF-8 with a mark, so that spreadsheets show Chinese; amounts in yuan and
in fen). The exit code is 1 when something differs. None of them changes anything.

相符时最后一行是 `✓ 账本相符，差额 0.00`，对账为 `✓ 账本与银行相符，0 处差异`；不符时每项一行，以 `✗` 和编号开头。
When all is well the last line is `✓ the ledger agrees, difference 0.00`, of a reconciliation
`✓ ledger and bank agree, 0 differences`; otherwise every difference has a line of its own that begins with `✗`
and the id of what it is about.

支付宝不提供清单接口：最近若干天（`STARMAP_RECONCILIATION_DAYS`）账本记为已付的单号会逐笔查询，另一个方向用账单文件。
Alipay gives no list: what the ledger has booked as paid in the last days (`STARMAP_RECONCILIATION_DAYS`) is asked
about number by number; the other direction takes a bill.

每笔分录恰有一个依据，每个依据恰有一笔分录：时间线按规则重演一遍，得出每条任务应有的托管、放款、退款、赔付、判定；提现按其步骤重演；追索、抵扣由
追索记录和当时的余额推出；充值与银行收款比对。金额、账户、种类、所属任务、先后、时间任一处不同，都按编号列出；凭空的分录也在其中。手工补写的分录
没有依据，会一直列出：更正用 `./starmap claim …`。一万条任务约需一分钟。
Every entry has exactly one reason, and every reason its entry. Each timeline is told again by the rules, which gives
the hold, release, refund, kill fee and decision that must stand; each withdrawal by its table of steps; claims and
nettings follow from the claims and from what stood on the accounts at the time; top-ups from what the bank received.
Whatever differs in amount, account, kind, commission, order or instant is named by its id, and so is an entry that
nothing asked for. One written by hand has no reason and is named every time: a correction is a claim
(`./starmap claim …`). Ten thousand commissions take about a minute."""

COMMANDS = (
    (
        "ledger check",
        "由时间线、提现、追索、充值推出应有的全部分录并双向核对，再与沙箱银行的记录比对；列出看过多少",
        "what must stand, told again from all the rows, both ways; and the sandbox bank's records",
    ),
    (
        "ledger trial-balance --at 2026-11-30 --accounts",
        "任一时刻的试算平衡，合计必为零",
        "the balances as of any instant; they sum to zero",
    ),
    (
        "ledger statement brand:qingyou --from 2026-11-01 --to 2026-11-30",
        "一个账户的期初、明细、期末",
        "one account: opening balance, lines, closing balance",
    ),
    (
        "ledger reconcile",
        "账本与银行双向比对，按单号，不按日期",
        "ledger and bank both ways, by number and never by day",
    ),
    (
        "ledger reconcile --bill bill.csv",
        "用下载的账单比对；列 number,yuan,state，状态 paid/成功、refused/失败、refunded/退票",
        "with a bill from the bank's site; columns number, yuan, state (paid, refused, refunded)",
    ),
    (
        "sweep run reconciliation",
        "立即执行每日 4 点的对账；结果留在 sweep show reconciliation",
        "what runs every day at 4 o'clock, now; sweep show reconciliation keeps the result",
    ),
)

LAW = """\
## 法律对运营者的要求 · What the law asks of whoever runs this

以下是提示，不是法律意见；请由运营者的法律顾问与税务顾问确认。程序不替代任何一项。
These are pointers and no legal advice: have your own counsel and tax adviser confirm them. The program stands in for
none of it.

* **资金由持牌机构存管 · Custody by a licensed institution.** 代收品牌主的钱再付给创作者，可能构成支付业务：《非银行支付机构监督管理条例》
  （国务院令第 768 号，2024 年 5 月 1 日起施行）要求依法取得许可；平台自己收款再结算（俗称「二清」）属于无证经营支付业务的整治范围
  （银办发〔2017〕217 号）。账本里的「银行」账户之后应是银行或持牌支付机构的存管、分账产品，接在银行端口上；沙箱银行只用于试用。
  Taking brands' money and paying creators may itself be a payment service, which needs a licence under the Regulation
  on the Supervision of Non-bank Payment Institutions (State Council Decree 768, in force since 1 May 2024); settling
  through the platform's own account ("二清") is what the central bank's notice 银办发〔2017〕217号 acts against. Behind
  the bank port belongs the custody or split-settlement product of a bank or a licensed institution. The sandbox bank is
  for trying out.
* **代扣个税 · Withholding tax.** 向个人支付所得，支付方可能是《个人所得税法》第九条所称的扣缴义务人。条款 `withholding` 已留位而**未启用**，
  账单写作「代扣个税 0.00（未启用）」；启用前不得据此认为无需扣缴，除 `off` 外的取值一律拒绝。平台须按《互联网平台企业涉税信息报送规定》
  （国务院令第 810 号）按季报送创作者的身份与收入信息；向其支付劳务报酬的，按国家税务总局公告 2025 年第 16 号
  （2025 年 10 月 1 日起施行）办理扣缴申报（个人所得税累计预扣）和增值税代办申报。
  Whoever pays an individual may be the withholding agent of Article 9 of the Individual Income Tax Law. The term
  `withholding` exists and is **not enabled**: a bill says 0.00, which does not mean that nothing is owed; any value but
  `off` is refused. A platform reports creators' identities and income each quarter (State Council Decree 810), and one
  that pays them for services withholds income tax cumulatively and declares their VAT by proxy as Announcement 16 of 2025
  of the State Taxation Administration has it, in force since 1 October 2025.
* **发票 · Invoices.** 《发票管理办法》：一般由收款方向付款方开具。平台就服务费开票；任务款由创作者（或其主体）向品牌主开票，还是由平台开票，
  取决于合同与资金安排。程序不开票，流水与账单提供金额依据。
  Under the Measures for the Administration of Invoices whoever is paid as a rule issues the invoice: the platform for its
  fee; for the price itself the creator, or the platform, as the contracts have it. The program issues none; statements
  and bills give the amounts.
* **实名与保存 · Real names and records.** 打款须与实名一致；交易记录的保存期限见《电子商务法》第三十一条（不少于三年）与会计档案的规定。
  分录只增不改，不会过期删除。
  Payouts go to accounts under the verified name. How long records are kept is a matter of Article 31 of the E-Commerce
  Law (three years at least) and of the rules for accounting records; entries are never deleted."""
