"""Creators sign in by a code sent to their phone; whoever has signed in sees and ends their own sessions."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Request

from domain.parties.actor import Actor
from domain.parties.sign_in import Purpose
from models.api import access as shapes
from services.access import codes, sessions
from starter.http.calling import OpenedApp, origin_of, signed_in, token_of
from starter.http.described import NO_KEY, OPEN

router = APIRouter(prefix="/v1/sign-in", tags=["sign-in · 登录"])
mine = APIRouter(prefix="/v1/me", tags=["sign-in · 登录"])
FREE = {OPEN: True, NO_KEY: True}
WITHOUT_KEY = {NO_KEY: True}


@router.post("/codes", response_model=shapes.CodeSent, summary="发验证码 · send a code", openapi_extra=FREE)
def send_code(
    request: Request, app: OpenedApp, wanted: shapes.WantCode, afterwards: BackgroundTasks
) -> shapes.CodeSent:
    """The answer is the same for every mobile number, known here or not."""
    binding = wanted.binding or codes.new_binding()
    told = codes.request_code(
        app.engine,
        app.settings,
        wanted.phone,
        Purpose.SIGN_IN,
        origin_of(request, binding),
        later=afterwards.add_task,
    )
    return shapes.CodeSent(
        binding=binding, resend_in_seconds=told.resend_in_seconds, expires_in_seconds=told.expires_in_seconds
    )


@router.post(
    "/sessions", response_model=shapes.SignedIn, summary="登录 · sign in with the code", openapi_extra=FREE
)
def sign_in(request: Request, app: OpenedApp, given: shapes.SignIn) -> shapes.SignedIn:
    done = codes.sign_in_by_code(
        app.engine,
        app.settings,
        given.phone,
        given.code,
        origin_of(request, given.binding),
        creator_id=given.creator_id,
    )
    return shapes.SignedIn(token=done.token, expires_at=done.expires_at, me=told(done.actor))


@mine.get("", response_model=shapes.Me, summary="我是谁 · who I am")
def me(actor: Annotated[Actor, signed_in()]) -> shapes.Me:
    return told(actor)


@mine.get("/sessions", response_model=shapes.Sessions, summary="我的登录 · where I am signed in")
def mine_all(app: OpenedApp, actor: Annotated[Actor, signed_in()]) -> shapes.Sessions:
    found = sessions.sessions_of(app.engine, actor)
    return shapes.Sessions(
        sessions=[shapes.Session.model_validate(each, from_attributes=True) for each in found]
    )


@mine.delete("/session", response_model=shapes.Ended, summary="退出 · sign out", openapi_extra=WITHOUT_KEY)
def sign_out(request: Request, app: OpenedApp, actor: Annotated[Actor, signed_in()]) -> shapes.Ended:
    sessions.sign_out(app.engine, actor, origin_of(request, token_of(request)))
    return shapes.Ended()


@mine.delete(
    "/sessions/{session_id}",
    response_model=shapes.Ended,
    summary="结束一处登录 · end one",
    openapi_extra=WITHOUT_KEY,
)
def end(
    request: Request, app: OpenedApp, session_id: str, actor: Annotated[Actor, signed_in()]
) -> shapes.Ended:
    sessions.revoke_session(app.engine, actor, session_id, origin_of(request, token_of(request)))
    return shapes.Ended()


def told(actor: Actor) -> shapes.Me:
    return shapes.Me(
        kind=actor.kind,
        party_id=actor.party_id,
        name=actor.name,
        role=actor.role,
        scopes=list(actor.scopes),
        credential=actor.credential,
        environment=actor.environment,
    )
