"""What is missing in Temporal, or does not run there as it should."""

from domain.refusals.refusal import Kind, Refusal

REFUSALS = (
    Refusal(
        "TEMPORAL_UNREACHABLE",
        Kind.UNAVAILABLE,
        "连接不上 Temporal 服务（{said}），请用 ./starmap health 查看",
        "Temporal cannot be reached ({said}): see ./starmap health",
    ),
    Refusal(
        "NAMESPACE_MISSING",
        Kind.UNAVAILABLE,
        "Temporal 没有命名空间 {name}，请运行 ./starmap server prepare",
        "Temporal has no namespace {name}: run ./starmap server prepare",
    ),
    Refusal(
        "SEARCH_ATTRIBUTE_MISSING",
        Kind.UNAVAILABLE,
        "搜索属性 {name} 未登记，请运行 ./starmap server prepare",
        "the search attribute {name} is not registered: run ./starmap server prepare",
    ),
    Refusal(
        "SEARCH_ATTRIBUTE_TYPE",
        Kind.UNAVAILABLE,
        (
            "搜索属性 {name} 的类型不是 {type}；请换一个命名空间（TEMPORAL_NAMESPACE），再运行 "
            "./starmap server prepare"
        ),
        (
            "the search attribute {name} is not of type {type}: use another namespace "
            "(TEMPORAL_NAMESPACE), then run ./starmap server prepare"
        ),
    ),
    Refusal(
        "PAYLOAD_LIMIT",
        Kind.UNAVAILABLE,
        (
            "Temporal 收下了大于 {most} 字节的消息：请把 deploy/temporal/dynamicconfig.yaml 交给 "
            "Temporal 服务并重启它"
        ),
        (
            "Temporal takes messages of more than {most} bytes: give "
            "deploy/temporal/dynamicconfig.yaml to the Temporal server and restart it"
        ),
    ),
    Refusal(
        "SIGNAL_LIMIT",
        Kind.UNAVAILABLE,
        (
            "Temporal 对一次运行收下多于 {most} 条 signal（history.maximumSignalsPerExecution）："
            "worker 停止期间积压的消息可能让一条任务卡住；请把 deploy/temporal/dynamicconfig.yaml "
            "交给 Temporal 服务"
        ),
        (
            "Temporal takes more than {most} signals for one run "
            "(history.maximumSignalsPerExecution): what gathers while no worker runs may wedge a "
            "commission; give the server deploy/temporal/dynamicconfig.yaml"
        ),
    ),
    Refusal(
        "SCHEDULE_MISSING",
        Kind.UNAVAILABLE,
        "{sweep} 定时计划不存在：{todo}",
        "{sweep}: its schedule is missing: {todo}",
    ),
    Refusal(
        "SCHEDULE_CHANGED",
        Kind.UNAVAILABLE,
        "{sweep} 定时计划启动的不是本平台的巡查：{todo}",
        "{sweep}: its schedule starts another workflow than our sweep: {todo}",
    ),
    Refusal(
        "SCHEDULE_PAUSED",
        Kind.UNAVAILABLE,
        "{sweep} 定时计划被暂停{because}：{todo}",
        "{sweep}: its schedule is paused{because}: {todo}",
    ),
    Refusal(
        "SWEEP_FAILED",
        Kind.UNAVAILABLE,
        "{sweep} 上一次没有完成（{state}）：{todo}",
        "{sweep}: its last one did not end well ({state}): {todo}",
    ),
    Refusal(
        "SWEEP_OVERDUE",
        Kind.UNAVAILABLE,
        "{sweep} 已有 {hours}没有完成过：{todo}",
        "{sweep}: none has come to its end for {hours}: {todo}",
    ),
    Refusal(
        "UNKNOWN_SWEEP", Kind.NOT_FOUND, "没有这种巡查，可用：{known}", "no such sweep; there are: {known}"
    ),
    Refusal(
        "QUEUE_UNATTENDED",
        Kind.UNAVAILABLE,
        "队列 {queue} 没有 worker，请启动一个（STARMAP_ROLES={role}）并查看它的日志",
        "nobody works on queue {queue}: start a worker (STARMAP_ROLES={role}) and look at its log",
    ),
    Refusal(
        "TASKS_FAIL",
        Kind.UNAVAILABLE,
        "{count} 个工作流任务反复失败或超时（{which}），请见运维手册 Stuck workflow task",
        "the tasks of {workflows} keep failing or timing out ({which}): runbook, Stuck workflow task",
    ),
)
