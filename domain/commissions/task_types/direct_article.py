from domain.commissions.task_types.kind import TaskType

DIRECT_ARTICLE = TaskType(
    name="direct_article",
    zh="直发文章",
    en="direct article, the brand's own text",
    content_zh="文章",
    content_en="article",
    brief_needs=("manuscript",),
    basis="S1 Q3 “头条直发文章任务”; the brand supplies the text: ours, from the name",
)
