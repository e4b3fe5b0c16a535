"""What is refused of keys that commands are signed with."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "PRIVATE_KEY_GIVEN",
        Kind.INVALID,
        "这像是私钥，已丢弃，未保存；请只登记公钥，并视这把私钥为已泄露，另换一把",
        "this looks like a private key: it was dropped and not kept; register the public half only, and "
        "make another pair, as this one has been shown",
        Do.CORRECT,
    ),
    Refusal(
        "PUBLIC_KEY_INVALID",
        Kind.INVALID,
        "不是 Ed25519 公钥，请写 PEM（BEGIN PUBLIC KEY），或 32 字节的 base64url（43 个字符）",
        "no Ed25519 public key: write PEM (BEGIN PUBLIC KEY), or its 32 bytes in base64url (43 characters)",
    ),
    Refusal(
        "PUBLIC_KEY_WEAK",
        Kind.INVALID,
        "这一公钥谁都能伪造其签名，请另生成一对密钥",
        "anybody can make signatures for this public key: make another pair",
    ),
    Refusal(
        "SIGNING_KEY_KNOWN",
        Kind.CONFLICT,
        "这把公钥已经登记过，编号在括号里；作废过的不能再用，请另生成一对密钥",
        "this public key was registered before, as the one in brackets; one that was revoked is not used "
        "again: make another pair",
    ),
    Refusal(
        "SIGNING_KEY_UNKNOWN",
        Kind.NOT_FOUND,
        "没有这把签名密钥，请用 signing-key list 查看",
        "there is no such signing key: look at signing-key list",
    ),
    Refusal(
        "SIGNING_KEY_USE",
        Kind.INVALID,
        "没有这样的平台密钥，可以写的在括号里",
        "there is no such key of the platform: choose among those in brackets",
    ),
    Refusal(
        "SIGNING_KEY_GONE",
        Kind.UNAVAILABLE,
        "这把平台密钥的私钥已按规定销毁，请稍后重试；仍不行请更换密钥",
        "the private half of this key of the platform was destroyed as it should: try again soon, else "
        "rotate the key",
    ),
    Refusal(
        "TOO_MANY_SIGNING_KEYS",
        Kind.LIMIT,
        "有效的签名密钥已达括号里的上限（七天内到期的也算），请先作废不用的",
        "there are as many signing keys as in brackets, those that ended in the last seven days with them: "
        "revoke those that are not used",
    ),
    Refusal(
        "ROOT_KEY_ROTATES",
        Kind.CONFLICT,
        "根密钥只能更换（signing-key rotate root），不能作废",
        "the root key is not revoked but replaced: say signing-key rotate root",
    ),
    Refusal(
        "LAST_SIGNING_KEY",
        Kind.CONFLICT,
        "这是正在使用的网关密钥，请先更换（signing-key rotate gateway），再作废它",
        "this gateway key is in use: replace it first (signing-key rotate gateway), then revoke it",
    ),
)
