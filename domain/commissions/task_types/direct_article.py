from domain.commissions.task_types.kind import Need, TaskType

DIRECT_ARTICLE = TaskType(
    name="direct_article",
    zh="直发文章",
    en="direct article, the brand's own text",
    content_zh="文章",
    content_en="article",
    brief_needs={
        "manuscript": Need(
            ("文稿", "manuscript"),
            ("文稿的文件名或链接", "where the manuscript lies: a file name or link"),
            columns=("文稿",),
        ),
    },
    basis="S1 Q3 “头条直发文章任务”; the brand supplies the text: ours, from the name",
)
