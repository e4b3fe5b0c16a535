"""What keeps the platform from starting or serving: settings, the database, the worker, its server."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "BAD_SETTINGS",
        Kind.INVALID,
        "设置有误，请改正环境变量或 .env：{wrong}",
        "wrong settings, correct the environment or .env: {wrong}",
    ),
    Refusal(
        "BAD_TERMS", Kind.INVALID, "条款文件 terms.toml 有误，请改正：{wrong}", "correct terms.toml: {wrong}"
    ),
    Refusal(
        "ALIPAY_UNUSABLE",
        Kind.UNAVAILABLE,
        "支付宝打款不可用，请改正 {setting}：{wrong}",
        "payouts by Alipay are not usable, correct {setting}: {wrong}",
    ),
    Refusal(
        "DATABASE_BEHIND",
        Kind.UNAVAILABLE,
        "数据库版本落后于程序，请先升级：./starmap database migrate",
        "the database is older than the program; first run ./starmap database migrate",
    ),
    Refusal(
        "DATABASE_AHEAD",
        Kind.UNAVAILABLE,
        "数据库版本比程序新，请改用更新的程序；数据库未动",
        "the database is newer than the program and was left alone: run a newer program",
    ),
    Refusal(
        "DATABASE_UNAVAILABLE",
        Kind.UNAVAILABLE,
        (
            "数据库不可用，请检查它是否在运行、地址与密码、"
            "磁盘空间与权限；损坏的文件未作任何改动，请恢复备份：{said}"
        ),
        (
            "the database is not usable; look at whether it runs, its address and password, disk space "
            "and rights; "
            "a damaged file was left alone, restore a backup: {said}"
        ),
    ),
    Refusal(
        "DATABASE_READ_ONLY",
        Kind.UNAVAILABLE,
        "数据库只读：它已降为备库，或被设为只读；请把地址指向主库，写入会自动恢复",
        (
            "the database takes no writes: it was demoted or set read-only; point its address at the "
            "primary, and writing continues by itself"
        ),
    ),
    Refusal(
        "NO_SUCH_DATABASE",
        Kind.UNAVAILABLE,
        "没有这个数据库文件：请先在另一个终端执行 make up，或核对 STARMAP_DATABASE_URL",
        (
            "there is no such database file: start the platform with `make up`, or look at "
            "STARMAP_DATABASE_URL"
        ),
    ),
    Refusal(
        "DATABASE_ADDRESS",
        Kind.INVALID,
        "看不懂数据库地址，应如 postgresql://用户@主机:5432/库名",
        "this is no database address; write postgresql://USER@HOST:5432/NAME",
    ),
    Refusal(
        "DATA_KEY_MISSING",
        Kind.UNAVAILABLE,
        (
            "找不到主密钥文件，个人数据无法读取：请把随数据库备份的密钥文件放回原处，"
            "或用 STARMAP_DATA_KEY_FILE 指向它（见 docs/deployment.zh.md）"
        ),
        (
            "the file of the wrapping key is not there, and personal data cannot be read: put back the one "
            "that was backed up with the database, or name it in STARMAP_DATA_KEY_FILE (docs/deployment.md)"
        ),
    ),
    Refusal(
        "DATA_KEY_WRONG",
        Kind.UNAVAILABLE,
        (
            "主密钥文件不是这个数据库的，或内容不对（每行一个 32 字节的 Base64）："
            "请换回随数据库备份的文件；不要为有数据的库新建密钥"
        ),
        (
            "the file of the wrapping key is not this database's, or is no such file (32 bytes of Base64 a "
            "line): put back the one that was backed up with it, and make no new one for a database in use"
        ),
    ),
    Refusal(
        "DATA_KEY_UNWRITABLE",
        Kind.UNAVAILABLE,
        (
            "写不了主密钥文件，没有更换：请在每台机器的该文件第一行加上新密钥"
            "（openssl rand -base64 32），再执行一次"
        ),
        (
            "the file of the wrapping key cannot be written, nothing was changed: add a new key as its first "
            "line on every machine (openssl rand -base64 32), and run this again"
        ),
    ),
    Refusal(
        "DATA_UNREADABLE",
        Kind.UNAVAILABLE,
        "这项个人数据与写入时不符，不能使用：请核对数据库是否被改动，或重新登记",
        (
            "that personal data is not as it was written and cannot be used: look at whether the database "
            "was tampered with, or have it registered again"
        ),
    ),
    Refusal(
        "FILES",
        Kind.UNAVAILABLE,
        "文件读写失败，请检查磁盘空间与权限：{where}",
        "look at disk space and rights: {where}",
    ),
    Refusal(
        "WORKER_DOES_NOT_SERVE",
        Kind.UNAVAILABLE,
        "worker 没有开始工作，请看日志 {log}：{said}",
        "the worker does not serve, look at its log {log}: {said}",
    ),
    Refusal(
        "OTHER_CODE_SERVES",
        Kind.CONFLICT,
        ("另一份代码的 worker 正在服务 {folder}，两份代码不能同时服务：请先停止它（停止 up 后重新 make up）"),
        (
            "a worker of other code serves {folder}, and two kinds of code never serve together: "
            "stop it first (stop `up`, then `make up` again)"
        ),
    ),
    Refusal(
        "FOLDER_IN_USE",
        Kind.CONFLICT,
        "{folder} 正被另一个星图进程（{by}）使用：请先停止它，或换一个目录",
        "{folder} is in use by another Starmap process ({by}): stop it or choose another folder",
    ),
    Refusal(
        "METRICS_ADDRESS",
        Kind.INVALID,
        "{setting}={address} 不可用：须为 IP:端口（如 127.0.0.1:9464），且每个进程的端口各不相同",
        ("{setting}={address} cannot be used: write IP:PORT (127.0.0.1:9464), another port for each process"),
    ),
    Refusal(
        "ADDRESS_IN_USE",
        Kind.CONFLICT,
        "{setting}={address} 地址已被占用：请换一个端口，或停止占用它的程序",
        "{setting}={address}: address in use; choose another port, or stop the program there",
    ),
    Refusal(
        "PORT_TAKEN",
        Kind.CONFLICT,
        "端口已被占用：{named}。请换一个端口，或停止占用它的程序",
        "the port is taken: {named}. Choose another one, or stop the program that listens there",
    ),
    Refusal(
        "SERVER_DID_NOT_START",
        Kind.UNAVAILABLE,
        "内置 Temporal 服务没有启动（{happened}），请看日志 {log}，末尾如下",
        "The embedded Temporal server did not start ({happened}): look at {log}, which ends with:\n{last}",
    ),
    Refusal(
        "TEMPORAL_BINARY_MISSING",
        Kind.UNAVAILABLE,
        (
            "找不到 temporal 程序（{asked}）：请运行 make setup，或用 STARMAP_TEMPORAL_BINARY "
            "指定它，或用 TEMPORAL_ADDRESS 指向已有的服务"
        ),
        (
            "The temporal binary ({asked}) was not found: run `make setup`, name it in "
            "STARMAP_TEMPORAL_BINARY, or point TEMPORAL_ADDRESS at a server you already have"
        ),
    ),
    Refusal(
        "ALREADY_RUNNING",
        Kind.CONFLICT,
        "平台已在运行（pid {pid}，{ui}）",
        "already running (pid {pid}, {ui})",
        Do.NOTHING,
    ),
    Refusal(
        "NOT_RUNNING",
        Kind.UNAVAILABLE,
        "平台没有运行：请先在另一个终端执行 make up",
        "the platform is not running: start it with `make up` in another terminal",
    ),
)
