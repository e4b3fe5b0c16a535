#!/usr/bin/env bash
# Make the passwords and the key that are missing in deploy/secrets. The folder is closed to other people of this machine; the
# files in it are readable, because the containers that are given one run as users of their own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

mkdir -p -m 700 secrets
for name in postgres temporal starmap; do
    file=secrets/${name}_password
    if [[ ! -s $file ]]; then
        od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file"
        echo "已生成 · made deploy/$file"
    fi
    chmod 444 "$file"
done

# 个人数据的主密钥：丢失后无法恢复，请随数据库一起备份 · the key of personal data: back it up with the database
if [[ ! -s secrets/data_key ]]; then
    head -c 32 /dev/urandom | base64 >secrets/data_key
    echo "已生成 · made deploy/secrets/data_key"
fi
chmod 444 secrets/data_key
