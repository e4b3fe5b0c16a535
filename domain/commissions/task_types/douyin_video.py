from domain.commissions.task_types.kind import TaskType

DOUYIN_VIDEO = TaskType(
    name="douyin_video",
    zh="抖音视频",
    en="Douyin video",
    content_zh="视频",
    content_en="video",
    platform="douyin",
    submitted_in_mp=False,
    outline="optional",
    outline_zh="脚本",
    outline_en="script",
    needs_text=True,
    measure="duration",
    basis="S2 §5 「在星图平台指定位置上传作品，并按照要求填写相关信息」, X1, X3, X7",
    terms={"outline_rejections": 3, "content_rejections": 2},
)
