"""The app of two creators: it signs them in by SMS, looks at what waits for them and does it.

    python creator_app.py ADDRESS JOURNAL COMMISSIONS

Written from docs/api.md with the standard library alone. The last word of a commission's id is its plot.
The sandbox stands for their phones and for the platform where they write, which audits what they hand in.
"""

import re
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from asking import Api, Journal, Refused, say_again

PHONES = {"atang": "13800000001", "laozhou": "13800000002"}
LOOKS_EVERY = 0.5
HAPPENS_WITHIN = 20.0
ENDS = ("settled", "completed", "declined", "expired", "cancelled", "refunded")


def signed_in(address: str, creator: str, journal: Journal) -> Api:
    """Signing in takes no key. A code that was lost on the way is asked for again, a minute later."""
    anybody = Api(address, "", journal)
    while True:
        try:
            sent = anybody.outside("/v1/sign-in/codes", {"phone": PHONES[creator]})
            code = code_on(anybody, creator)
            said = {"phone": PHONES[creator], "code": code, "binding": sent["binding"]}
            return Api(address, str(anybody.outside("/v1/sign-in/sessions", said)["token"]), journal)
        except Refused as refused:
            journal.note("sign-in", creator=creator, told=str(refused))
            time.sleep(5)


def code_on(anybody: Api, creator: str) -> str:
    while True:
        told = anybody.read(f"/v1/sandbox/phones/{creator}")["messages"]
        codes = [found for each in told for found in re.findall("[0-9]{6}", each["text"])]
        if codes:
            return codes[-1]
        time.sleep(LOOKS_EVERY)


def act(api: Api, seen: Mapping[str, Any], plot: str) -> int:  # one for each stage
    """What is ours to do now; the number of it in the timeline, 0 for nothing."""
    stage, cid = seen["stage"], seen["id"]
    if stage == "offered" and plot != "expired":
        return api.command(seen, "decline" if plot == "declined" else "accept")
    if stage == "outline_drafting" and plot != "cancelled":
        return api.command(seen, "submit", ref=f"outline-{seen['round']}")
    if stage == "content_drafting" and plot == "withdrawn":
        return 0 if seen["cancel_request"] else api.command(seen, "request_cancel", **giving_up(seen))
    if stage == "content_drafting":
        api.happen(f"/v1/sandbox/mp/{cid}/works", {"title": f"柚子乌龙，第 {seen['round']} 稿"})
        return moved_from(api, seen)
    if stage == "platform_audit":
        api.happen(f"/v1/sandbox/mp/{cid}/audits", {"passed": True})
        return moved_from(api, seen)
    return 0


def giving_up(seen: Mapping[str, Any]) -> dict[str, Any]:
    return {"reason": "临时有事", "quoted_fen": seen["cancel_gives_up_fen"]}


def moved_from(api: Api, seen: Mapping[str, Any]) -> int:
    """What the sandbox tells a commission is told as facts are: it shows when it has come there."""
    gives_up_at = time.monotonic() + HAPPENS_WITHIN
    while time.monotonic() < gives_up_at:
        now = api.read(f"/v1/commissions/{seen['id']}")
        if now["stage"] != seen["stage"]:
            break
        time.sleep(LOOKS_EVERY)
    return 0


def to_its_end(api: Api, cid: str) -> None:
    plot, seq = cid.rpartition("-")[2], 0
    while True:
        try:
            seen = api.read(f"/v1/commissions/{cid}", seq=seq)
            if seen["stage"] in ENDS:
                return
            seq = act(api, seen, plot) or seq
        except Refused as refused:
            api.journal.note("refused", path=cid, told=str(refused))
        time.sleep(LOOKS_EVERY)


def mine(api: Api) -> list[str]:
    """Page by page."""
    found, after = [], ""
    while True:
        page = api.read(f"/v1/commissions?limit=3{f'&after={after}' if after else ''}")
        found += [str(each["id"]) for each in page["commissions"]]
        after = page["after"]
        if not after:
            return found


def main(address: str, journal: str, many: int) -> None:
    noted = Journal(Path(journal))
    people = {creator: signed_in(address, creator, noted) for creator in PHONES}
    begun: set[str] = set()
    with ThreadPoolExecutor(many) as each:
        while len(begun) < many:
            for api in people.values():
                for cid in mine(api):
                    if cid not in begun:
                        begun.add(cid)
                        each.submit(to_its_end, api, cid)
            time.sleep(LOOKS_EVERY)
    for name, api in people.items():
        told = api.read("/v1/creator/income")
        noted.note("income", creator=name, lines=told["lines"])
    say_again_each(people)
    noted.note("figures", **noted.counts)


def say_again_each(people: Mapping[str, Api]) -> None:
    """Under the account that had said it."""
    for api in people.values():
        own = set(mine(api))
        say_again(api, lambda path, own=own: path.split("/")[3] in own)


if __name__ == "__main__":
    main(*sys.argv[1:3], many=int(sys.argv[3]))
