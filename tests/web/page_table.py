"""Who may open which page and send which form: every address has a row, or the test fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BRAND_READ = frozenset({"owner", "reviewer", "finance", "read_only"})
STAFF = frozenset({"operator", "supervisor"})
CREATOR = frozenset({"creator"})
ALL = BRAND_READ | STAFF | CREATOR
ANYBODY = frozenset({"anybody"})
MONEY = BRAND_READ - {"reviewer"}
ROLES = ("anybody", *sorted(ALL))


@dataclass(frozen=True)
class Row:
    """Whoever is not allowed is led to sign-in where nobody has signed in, and refused else."""

    allowed: frozenset[str]
    owned: bool = False
    """It is about something of one brand and one creator: to every other it looks absent."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Of a form, beside its mark and its number."""
    path: Mapping[str, str] = field(default_factory=dict)
    """Of the address, other than ``PATH`` has it."""


PATH: Mapping[str, str] = {
    "name": "rate",
    "commission_id": "OWN",
    "task_type": "article",
    "creator_id": "atang",
    "withdrawal_id": "w.1",
    "upload_id": "up_0",
    "session_id": "ss_1",
    "party_id": "atang",
    "kind": "creator",
    "act": "ask",
    "invitation_id": "in_0",
    "key_id": "k_0",
    "endpoint_id": "we_0",
    "event_no": "1",
    "member_id": "m_0",
    "number": "n-1",
}
CASE = "/cases/{commission_id}"
ONE = "/commissions/{commission_id}"
OPEN = Row(ANYBODY)
POINT = "POST /developers/endpoints/{endpoint_id}"
TABLE: Mapping[str, Row] = {
    **dict.fromkeys(
        (
            *("GET /", "GET /rules", "GET /interface", "GET /sign-in", "GET /sign-in/members", "GET /join"),
            "GET /components",
            *("POST /sign-in/codes", "POST /sign-in/sessions", "POST /sign-in/members", "POST /join"),
            *("POST /join/accept", "POST /sign-out", "POST /preferences"),
            *("GET /sandbox", "GET /sandbox/phones", "GET /sandbox/phones/{party_id}"),
            *("POST /sandbox/sign-in-as", "POST /sandbox/time", "POST /sandbox/faults", "GET /sandbox/bank"),
            *("GET /sandbox/mp/{creator_id}", "POST /sandbox/bank/{number}/refunds"),
            "POST /sandbox/phones/{party_id}/calls",
        ),
        OPEN,
    ),
    "GET /assets/{name}": Row(ANYBODY, path={"name": "pages.css"}),
    "GET /live": Row(ALL),
    "POST /sandbox/mp/{commission_id}/works": Row(ALL),
    "POST /sandbox/mp/{commission_id}/audits": Row(ALL),
    **dict.fromkeys(
        (
            *("GET /today", "GET /income", "GET /income/statement", "GET /income/statement.csv", "GET /me"),
            *("POST /income/withdrawals", "POST /me/pause", "POST /me/types/{task_type}"),
            *("POST /me/sessions/{session_id}/end", "GET /me/account", "POST /me/account"),
            *("POST /me/account/codes", "POST /me/account/payouts"),
        ),
        Row(CREATOR),
    ),
    "GET /income/withdrawals/{withdrawal_id}": Row(CREATOR),
    "GET /desk": Row(BRAND_READ),
    "GET /order": Row(frozenset({"owner"})),
    "POST /order": Row(frozenset({"owner"})),
    "GET /money": Row(MONEY),
    "POST /money/top-ups": Row(frozenset({"owner", "finance"}), fields={"amount": "1"}),
    "GET /members": Row(frozenset({"owner"})),
    **dict.fromkeys(
        (
            *("GET /developers", "GET /developers/events", "POST /developers/endpoints"),
            *(f"{POINT}/{act}" for act in ("change", "secret", "enable", "disable", "remove", "test")),
            *(f"{POINT}/redeliver", f"{POINT}/deliveries/{{event_no}}/redeliver"),
            "GET /developers/endpoints/{endpoint_id}",
        ),
        Row(frozenset({"owner"})),
    ),
    "GET /money/statement": Row(MONEY),
    "GET /money/statement.csv": Row(MONEY),
    "GET /money/bills/{commission_id}": Row(MONEY, owned=True),
    "GET /money/withdrawals/{withdrawal_id}": Row(MONEY),
    "POST /money/withdrawals": Row(frozenset({"owner", "finance"})),
    **dict.fromkeys(
        (
            *("POST /members/invitations", "POST /members/invitations/{invitation_id}/withdraw"),
            *("POST /members/keys", "POST /members/keys/{key_id}/revoke"),
            *("POST /members/keys/{key_id}/rotate", "POST /members/{member_id}/remove"),
            *("POST /members/{member_id}/reset", "POST /members/{member_id}/role"),
        ),
        Row(frozenset({"owner"})),
    ),
    "GET /files/{upload_id}": Row(ALL, owned=True),
    **dict.fromkeys(("GET /notices", "GET /results", "GET /results/results.csv"), Row(CREATOR | BRAND_READ)),
    "GET /results/{commission_id}": Row(CREATOR | BRAND_READ, owned=True),
    "GET /rules/{commission_id}": Row(ALL, owned=True),
    f"GET {ONE}/review": Row(BRAND_READ | CREATOR | STAFF, owned=True),  # others are led to the commission
    f"POST {ONE}/review": Row(BRAND_READ, owned=True),  # whoever judges is asked by the command itself
    **dict.fromkeys(
        (f"{method} {ONE}/{act}" for method in ("GET", "POST") for act in ("submit", "write")),
        Row(CREATOR, owned=True),
    ),
    "POST /sandbox/mp/{commission_id}/acts": Row(ALL),
    f"GET {ONE}": Row(ALL, owned=True),
    f"GET {ONE}/{{name}}": Row(ALL, owned=True),
    f"POST {ONE}/{{name}}": Row(CREATOR | STAFF | frozenset({"owner", "reviewer"}), owned=True),
    **dict.fromkeys(
        (
            *(
                "GET /morning",
                "GET /endpoints",
                "GET /commissions",
                "POST /commissions/cancelling",
                "GET /audits",
            ),
            *("GET /audits/{commission_id}", "POST /audits/{commission_id}", "GET /withdrawals"),
            *("GET /withdrawals/{withdrawal_id}", "GET /reconciliation", "GET /claims", f"GET {CASE}"),
            *(f"POST {CASE}/taking", f"POST {CASE}/{{name}}"),
            *("GET /parties", "GET /parties/{kind}/{party_id}", "POST /parties/{kind}/{party_id}/revealing"),
            "POST /parties/{kind}/{party_id}/phone",
            *("POST /parties/{kind}/{party_id}/freezing", "POST /withdrawals/{withdrawal_id}/{act}"),
        ),
        Row(STAFF),
    ),
    "POST /reconciliation/{name}": Row(STAFF, path={"name": "daily"}),
    "POST /claims/{kind}": Row(STAFF, path={"kind": "write_off"}, fields={"creator": "atang", "amount": "1"}),
    "GET /audit-log": Row(frozenset({"supervisor"})),
}
