from domain.commissions.task_types.kind import Need, TaskType

ANSWER = TaskType(
    name="answer",
    zh="问答",
    en="answer to a question",
    content_zh="回答",
    content_en="answer",
    brief_needs={
        "question": Need(
            ("要回答的问题", "question"), ("要回答的问题", "the question to answer"), columns=("问题",)
        ),
    },
    basis="S1 Q3 “问答撰稿任务”; the brief names the question: ours",
)
