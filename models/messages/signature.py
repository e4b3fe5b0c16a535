"""What a command says of who signed it: which key, from when to when, and the signature itself."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

KID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
LATEST = 4_102_444_800
"""The year 2100, in unix seconds."""
Second = Annotated[int, Field(ge=0, le=LATEST)]


class Signature(BaseModel):
    """See `models.messages.signing` for the bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kid: str = Field(pattern=f"^{KID.pattern}$")
    iat: Second
    exp: Second
    sig: str = Field(pattern=r"^[A-Za-z0-9_-]{86}$")
