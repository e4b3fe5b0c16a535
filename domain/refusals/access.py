"""What is refused before anybody is let in: codes, sessions, keys, invitations, and what a role may not do."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "SIGN_IN_NEEDED",
        Kind.FORBIDDEN,
        "请先登录，或出示有效的密钥",
        "sign in first, or show a key that is valid",
    ),
    Refusal(
        "FORBIDDEN",
        Kind.FORBIDDEN,
        "你的角色或密钥无权进行这一操作",
        "your role or key may not do this",
        Do.OTHER,
    ),
    Refusal(
        "BINDING_NEEDED",
        Kind.INVALID,
        "缺少验证码的绑定凭据，请重新获取验证码，并在登录时带回随之给出的凭据",
        "what the code is bound to is missing: ask for a code, and give back what came with it",
    ),
    Refusal(
        "CODE_WRONG",
        Kind.INVALID,
        "验证码不正确，还可以试的次数在括号里；用完请重新获取",
        "the code is wrong; the tries that are left stand in brackets, after them ask for a new one",
    ),
    Refusal(
        "CODE_EXPIRED",
        Kind.TOO_LATE,
        "验证码已失效（过期、已使用或试错过多），请重新获取",
        "the code is good no more (too old, used, or tried too often): ask for a new one",
    ),
    Refusal(
        "TOO_MANY_CODES",
        Kind.LIMIT,
        "获取验证码过于频繁，请等括号里的时间过后再试；之前发出的验证码仍有效",
        "codes were asked for too often: wait as long as stands in brackets; one sent before is still good",
    ),
    Refusal(
        "CODES_PAUSED",
        Kind.UNAVAILABLE,
        "平台发送的验证码已达上限，请等括号里的时间过后再试",
        "the platform has sent as many codes as it may: wait as long as stands in brackets",
    ),
    Refusal(
        "TOO_MANY_TRIES",
        Kind.LIMIT,
        "尝试过于频繁，请等括号里的时间过后再试",
        "tried too often: wait as long as stands in brackets",
    ),
    Refusal(
        "WHICH_CREATOR",
        Kind.CONFLICT,
        "这一手机号有几位创作者，请用 creator_id 写明是哪一位（在括号里）",
        "several creators have this phone: say which one in creator_id; they stand in brackets",
    ),
    Refusal(
        "SESSION_UNKNOWN",
        Kind.NOT_FOUND,
        "没有这个登录，或已结束，请重新列出",
        "there is no such session, or it is over: list them again",
    ),
    Refusal("KEY_UNKNOWN", Kind.NOT_FOUND, "没有这个 API 密钥", "there is no such API key", Do.CHECK),
    Refusal(
        "KEY_REVOKED",
        Kind.FORBIDDEN,
        "API 密钥已作废，请换用新的",
        "the API key was revoked: use a new one",
    ),
    Refusal(
        "KEY_EXPIRED",
        Kind.FORBIDDEN,
        "API 密钥已过期，请换用新的",
        "the API key has expired: use a new one",
    ),
    Refusal(
        "KEY_ELSEWHERE",
        Kind.FORBIDDEN,
        "密钥的环境不符（sm_test_ 用于沙盒，sm_live_ 用于真实资金），请换用本环境的密钥",
        "a key of another environment (sm_test_ is the sandbox's, sm_live_ real money's): use one made here",
    ),
)
