"""A small file of every kind that may be uploaded."""

import io
import zipfile


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each in names:
            archive.writestr(each, "<x/>")
    return made.getvalue()


EXAMPLES = {
    "docx": zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    "txt": "秋冬第一杯柚子乌龙\r\n".encode(),
    "md": "# 提纲\n\n* 冷泡\n".encode(),
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20) + b"\x00\x00\x00\x00IEND\xaeB`\x82",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(20),
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(40),
    "mov": b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  " + bytes(40),
}
