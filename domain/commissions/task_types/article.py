from domain.commissions.task_types.kind import TaskType

ARTICLE = TaskType(
    name="article",
    zh="撰稿文章",
    en="commissioned article",
    content_zh="文章",
    content_en="article",
    outline="optional",
    basis="S1 Q3 “头条撰稿文章任务”, Q6 「制作提纲→制作文章→发布文章→任务完成」, Q7",
)
