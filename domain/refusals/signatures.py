"""Of signed commands, where a plain one does not count or a signature does not fit."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "SIGNATURE_NEEDED",
        Kind.FORBIDDEN,
        "未签名的消息在这里不算数，请经网关（页面、HTTP 接口、--remote）发出，或用登记过的密钥签名",
        "a message without a signature does not count here: send it through the gateway (pages, HTTP "
        "interface, --remote), or sign it with a registered key",
    ),
    Refusal(
        "SIGNATURE_WRONG",
        Kind.FORBIDDEN,
        "签名与内容不符：签名的须是这一工作流、这一操作、这些字段，且没有小数、null 和嵌套",
        "the signature does not fit: sign this workflow id, this name and these very fields, without "
        "fractions, nulls or objects",
        Do.CORRECT,
    ),
    Refusal(
        "SIGNATURE_TERM",
        Kind.INVALID,
        "exp 须晚于 iat，最多晚 7 天（Unix 秒）",
        "exp lies after iat, by 7 days at most (unix seconds)",
        Do.CORRECT,
    ),
    Refusal(
        "SIGNATURE_EXPIRED",
        Kind.TOO_LATE,
        "签名已过期，请重新签名后再发",
        "the signature has expired: sign it again",
    ),
    Refusal(
        "SIGNATURE_EARLY",
        Kind.INVALID,
        "iat 晚于现在超过 10 分钟，请校准签名一方的时钟",
        "iat lies more than 10 minutes ahead: set the clock of the program that signs",
    ),
    Refusal(
        "SIGNATURE_USED",
        Kind.CONFLICT,
        "这一签名已经用过，或早得无法判断是否用过；要再做一次，请换 command_id 重新签名",
        "this signature was used before, or is too old to tell: to do it once more, sign it under "
        "another command_id",
    ),
    Refusal(
        "SIGNATURE_KEY_UNKNOWN",
        Kind.FORBIDDEN,
        "没有这把密钥，或它已作废；新登记的密钥一分钟内生效",
        "there is no such key, or it was revoked; a newly registered one counts within a minute",
        Do.CHECK,
    ),
    Refusal(
        "SIGNATURE_KEY_OVER",
        Kind.FORBIDDEN,
        "这把密钥当时还没有生效，或已经停用，请用现行的密钥签名",
        "that key was not in force yet, or no longer: sign with one that is",
    ),
    Refusal(
        "SIGNATURE_KEY_FOREIGN",
        Kind.FORBIDDEN,
        "这把密钥不能代表这一方签名，各方只能用自己的密钥",
        "that key does not sign for this party: each signs with its own",
        Do.OTHER,
    ),
    Refusal(
        "STAMP_NOT_YOURS",
        Kind.FORBIDDEN,
        "received_at 只能由网关填写，且须在 iat 与 exp 之间，请去掉",
        "received_at is the gateway's alone, and lies between iat and exp: leave it out",
    ),
    Refusal(
        "KEYS_UNFIT",
        Kind.FORBIDDEN,
        "这一组密钥不是发给这里的，或不比现有的新，保持不变",
        "this set of keys is not for here, or no newer than the one that is known: nothing changes",
        Do.NOTHING,
    ),
)
