"""Uploaded files over the wire: what is told of one. Its bytes are read by its own operation."""

from pydantic import Field

from models.api.shapes import At, Told


class Upload(Told):
    id: str = Field(
        description="命令的 ref 或 evidence 中写它 · what a command's ref or evidence names",
        examples=["up_0f3c5a9d2b7e41c8a6d90b1e2f3a4c5d"],
    )
    commission_id: str
    party: str = Field(description="上传方 · whose it is: creator, brand, operator")
    purpose: str
    name: str = Field(
        description="文件名，已去除路径与不可见字符 · without a path, without what cannot be seen"
    )
    kind: str = Field(description="文件的真实格式 · what the file is", examples=["pdf"])
    size: int = Field(description="字节 · bytes")
    sha256: str
    at: At
    kept_until: At | None = Field(
        description="若无命令引用，到时删除；null：随任务保存 · deleted then unless a command names it; "
        "null: kept with the commission"
    )


class Uploads(Told):
    uploads: list[Upload]
