from domain.commissions.task_types.kind import TaskType

MICRO_POST = TaskType(
    name="micro_post",
    zh="微头条",
    en="micro post",
    content_zh="微头条",
    content_en="post",
    basis="S1 Q3 “微头条撰稿任务”; no outline: ours",
)
