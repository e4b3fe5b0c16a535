"""Who may call what: a decision for every operation of the description. One without a row fails the test."""

from collections.abc import Mapping

BRAND_READ = frozenset({"owner", "reviewer", "finance", "read_only"})
STAFF = frozenset({"operator", "supervisor"})
CREATOR = frozenset({"creator"})
ALL = BRAND_READ | STAFF | CREATOR
OPEN: frozenset[str] = frozenset({"anybody"})
MONEY = BRAND_READ - {"reviewer"}
ROLES = sorted(ALL)

ONE = "/v1/commissions/{commission_id}"
MATRIX: Mapping[str, frozenset[str]] = {
    "POST /v1/commissions": frozenset({"owner"}),
    "POST /v1/commissions/bulk": frozenset({"owner"}),
    "GET /v1/commissions": ALL,
    f"POST {ONE}/commands/{{name}}": ALL,  # each command has a row of its own: domain.parties.permissions
    **{
        f"GET {ONE}{part}": ALL
        for part in (
            *("", "/brief", "/timeline", "/moves", "/submissions"),
            *("/bill", "/notices", "/ratings", "/metrics"),
        )
    },
    "GET /v1/webhooks": frozenset({"owner"}),
    "POST /v1/webhooks": frozenset({"owner"}),
    **{
        f"{method} /v1/webhooks/{{endpoint_id}}{part}": STAFF | frozenset({"owner"})
        for method, part in (
            *(("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/secret"), ("POST", "/enable")),
            *(("POST", "/disable"), ("GET", "/deliveries"), ("GET", "/attempts"), ("POST", "/tests")),
            *(("POST", "/deliveries/{event_no}/redeliver"), ("POST", "/redeliver-failed")),
        )
    },
    "GET /v1/operations/webhooks": STAFF,
    "POST /v1/operations/webhooks": STAFF,
    f"GET {ONE}/quote": BRAND_READ,
    f"GET {ONE}/uploads": ALL,
    "POST /v1/uploads": CREATOR | STAFF | frozenset({"owner", "reviewer"}),
    "GET /v1/uploads/{upload_id}": ALL,
    "GET /v1/creator": CREATOR,
    "PUT /v1/creator/pause": CREATOR,
    "PUT /v1/creator/types/{task_type}": CREATOR,
    "PUT /v1/creator/payout-by-hand": CREATOR,
    "PUT /v1/creator/account": CREATOR,
    "POST /v1/creator/account/codes": CREATOR,
    "GET /v1/creator/breaches": CREATOR,
    "GET /v1/creator/balance": CREATOR,
    "GET /v1/creator/income": CREATOR,
    "GET /v1/creator/withdrawals": CREATOR,
    "POST /v1/creator/withdrawals": CREATOR,
    "GET /v1/creators": BRAND_READ | STAFF,
    "GET /v1/creators/{creator_id}": BRAND_READ | STAFF,
    "GET /v1/brand": BRAND_READ,
    "GET /v1/brand/wallet": MONEY,
    "GET /v1/brand/withdrawals": MONEY,
    "GET /v1/brand/statement": MONEY,
    "POST /v1/brand/top-ups": frozenset({"owner", "finance"}),
    "POST /v1/brand/withdrawals": frozenset({"owner", "finance"}),
    "GET /v1/operations/attention": STAFF,
    "GET /v1/operations/withdrawals": STAFF,
    "GET /v1/operations/withdrawals/{withdrawal_id}": STAFF,
    "POST /v1/operations/withdrawals/{withdrawal_id}/retry": STAFF,
    "POST /v1/operations/withdrawals/{withdrawal_id}/cancel": STAFF,
    "GET /v1/operations/claims": STAFF,
    "POST /v1/operations/claims/clawbacks": STAFF,
    "POST /v1/operations/claims/compensations": STAFF,
    "POST /v1/operations/claims/write-offs": STAFF,
    "GET /v1/operations/sweeps": STAFF,
    "POST /v1/operations/creators/{creator_id}/freeze": STAFF,
    "POST /v1/operations/creators/{creator_id}/unfreeze": STAFF,
    "POST /v1/operations/brands/{brand_id}/cancel-open": STAFF,
    "GET /v1/operations/audit-log": frozenset({"supervisor"}),
    "GET /v1/operations/signing-keys": frozenset({"supervisor"}),
    "POST /v1/operations/signing-keys": frozenset({"supervisor"}),
    "DELETE /v1/operations/signing-keys/{key_id}": frozenset({"supervisor"}),
    **dict.fromkeys(("GET /v1/events", "GET /v1/events/catalogue", "GET /v1/events/stream"), ALL),
    "GET /v1/me": ALL,
    "GET /v1/me/sessions": ALL,
    "DELETE /v1/me/session": ALL,
    "DELETE /v1/me/sessions/{session_id}": ALL,
    **dict.fromkeys(
        (
            "GET /v1/brand/members",
            "POST /v1/brand/invitations",
            "PUT /v1/brand/members/{member_id}/role",
            "DELETE /v1/brand/members/{member_id}",
            "POST /v1/brand/members/{member_id}/reset",
            "DELETE /v1/brand/invitations/{invitation_id}",
            "GET /v1/brand/keys",
            "POST /v1/brand/keys",
            "POST /v1/brand/keys/{key_id}/rotate",
            "DELETE /v1/brand/keys/{key_id}",
            "GET /v1/signing-keys",
            "POST /v1/signing-keys",
            "DELETE /v1/signing-keys/{key_id}",
        ),
        frozenset({"owner"}),
    ),
    **dict.fromkeys(
        (
            "GET /v1/operations/members",
            "POST /v1/operations/invitations",
            "PUT /v1/operations/members/{member_id}/role",
            "DELETE /v1/operations/members/{member_id}",
            "POST /v1/operations/members/{member_id}/reset",
            "DELETE /v1/operations/invitations/{invitation_id}",
        ),
        frozenset({"supervisor"}),
    ),
    "POST /v1/sign-in/passwords": OPEN,
    "POST /v1/sign-in/invitations": OPEN,
    "POST /v1/sign-in/members": OPEN,
    "POST /v1/sign-in/codes": OPEN,
    "POST /v1/sign-in/sessions": OPEN,
    "GET /health": OPEN,
    "GET /ready": OPEN,
    "GET /v1/sandbox/phones/{party_id}": OPEN,
    "GET /v1/sandbox/bank": OPEN,
    "POST /v1/sandbox/mp/{commission_id}/works": OPEN,
    "POST /v1/sandbox/mp/{commission_id}/audits": OPEN,
    "PUT /v1/sandbox/mp/{commission_id}/visibility": OPEN,
    "POST /v1/sandbox/time": OPEN,
}
