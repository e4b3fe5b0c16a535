"""The base of everything that is sent or answered."""

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from domain.money.withdrawals.words import why


class Sent(BaseModel):
    """By a client: no field more than these, nothing converted. 5.0 is no whole number here."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Told(BaseModel):
    """By us. A client takes fields that it does not know: they come with later versions."""

    model_config = ConfigDict(frozen=True)


Fen = Annotated[int, Field(description="分（人民币），整数 · fen of CNY, a whole number", examples=[300000])]
At = Annotated[AwareDatetime, Field(description="带时区的时刻 · an instant with its zone")]
Why = Annotated[
    str,
    AfterValidator(why),
    Field(
        description="未成功的原因；银行的答复以 BANK_ 开头 · why it failed; a bank's answer begins with BANK_"
    ),
]
Reference = Annotated[str, Field(max_length=128)]
