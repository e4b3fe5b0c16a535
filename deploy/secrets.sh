#!/usr/bin/env bash
# Make the passwords that are missing in deploy/secrets. The folder is closed to other people of this machine; the
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
