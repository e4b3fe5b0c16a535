"""What is refused of a file that somebody uploads, or that a command names."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "UPLOAD_UNKNOWN", Kind.NOT_FOUND, "没有这个上传的文件", "there is no such uploaded file", Do.CHECK
    ),
    Refusal(
        "UPLOAD_FOR_ANOTHER_USE",
        Kind.CONFLICT,
        "这个文件不是为此上传的，请按用途重新上传",
        "that file was uploaded for another purpose: upload it for this one",
    ),
    Refusal(
        "UPLOAD_PURPOSE_FORBIDDEN",
        Kind.FORBIDDEN,
        "这一方不上传这种用途的文件",
        "files for that purpose are another party's",
        Do.OTHER,
    ),
    Refusal(
        "FILE_KIND_UNKNOWN",
        Kind.INVALID,
        "不接受这种文件，可用的有 docx、pdf、txt、md、jpg、png、webp、mp4、mov",
        "files of that kind are not taken: docx, pdf, txt, md, jpg, png, webp, mp4 and mov are",
    ),
    Refusal(
        "FILE_KIND_NOT_FOR_THIS",
        Kind.INVALID,
        "这一用途不接受这种文件，请改用所列格式",
        "this purpose does not take files of that kind: use one that is listed",
    ),
    Refusal(
        "FILE_NOT_AS_SAID",
        Kind.INVALID,
        "文件内容与文件名或 Content-Type 所示的格式不符，请按真实格式命名后再上传",
        "the file is not what its name or Content-Type says: name it as what it is, and upload it again",
    ),
    Refusal(
        "FILE_NOT_UTF8",
        Kind.INVALID,
        "文本文件须为 UTF-8，请另存为 UTF-8 后再上传",
        "a file of text must be UTF-8: save it so, and upload it again",
    ),
    Refusal(
        "FILE_CUT_SHORT",
        Kind.INVALID,
        "文件不完整，末尾缺失，请重新导出或重新选择后再上传",
        "the file has no end: export it or choose it anew, and upload it again",
    ),
    Refusal(
        "FILES_TOO_MANY",
        Kind.LIMIT,
        "一次上传的文件太多，请分几次",
        "too many files at a time: send them in several goes",
    ),
    Refusal(
        "WORK_NEEDED",
        Kind.INVALID,
        "还没有稿子，请写正文、上传文件或填链接",
        "there is no work yet: write it, upload a file or give a link",
    ),
    Refusal(
        "WORK_GIVEN_TWICE",
        Kind.INVALID,
        "请只用一种方式提交：正文、文件或链接，并清空另外的",
        "hand it in one way: as text, as a file or as a link; empty the others",
    ),
    Refusal("FILE_EMPTY", Kind.INVALID, "文件是空的，请核对后再上传", "the file is empty: look at it again"),
    Refusal(
        "FILE_TOO_LARGE",
        Kind.LIMIT,
        "文件超过这一用途的上限，请压缩后再上传",
        "the file is larger than its purpose allows: make it smaller",
    ),
    Refusal(
        "UPLOAD_QUOTA",
        Kind.LIMIT,
        "本方在这一任务上传的文件已达上限，请联系平台运营",
        "your side has uploaded as much for this commission as it may: ask the platform's operators",
    ),
    Refusal(
        "UPLOADS_FULL",
        Kind.UNAVAILABLE,
        "平台的文件空间不足，请稍后再试；平台运营请扩容",
        "the platform has no room for files: try again later; operators, make room",
    ),
    Refusal(
        "UPLOADS_AWAY",
        Kind.UNAVAILABLE,
        "平台的文件目录不可用，请稍后再试；平台运营请检查 STARMAP_UPLOADS",
        "the platform's folder of files cannot be used: try again later; operators, look at STARMAP_UPLOADS",
    ),
    Refusal(
        "UPLOAD_TOO_SLOW",
        Kind.LIMIT,
        "文件上传太慢而中断，请换更好的网络再试",
        "the file came too slowly: try again over a better line",
    ),
    Refusal(
        "MULTIPART_INVALID",
        Kind.INVALID,
        "multipart 内容须恰有一个带文件名的 file 部分",
        "a multipart body must have exactly one part, file, with its file name",
    ),
)
