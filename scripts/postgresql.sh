#!/usr/bin/env bash
# Runs a command with PASSERELLES_DATABASE naming a PostgreSQL server that was started for it: in a temporary directory, reached by a
# socket there and by nothing else, without fsync (nothing is kept) nor autovacuum (which would take a test's few rows for what its tables
# always hold, and plan the next test's many by them), ended with the command. As root it runs as `postgres`: the
# server refuses root.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
bin=${bin:-$(dirname "$(command -v pg_ctl || true)")}
if [ ! -x "$bin/pg_ctl" ]; then
  echo "There is no PostgreSQL server on this machine (Debian: apt-get install postgresql)." >&2
  exit 1
fi
base=$(mktemp -d "${TMPDIR:-/tmp}/passerelles-postgresql.XXXXXX")
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  chown postgres "$base"
  as() { setpriv --reuid=postgres --regid=postgres --init-groups env --chdir="$base" "$@"; }
fi
end() {
  as "$bin/pg_ctl" --pgdata="$base/data" --mode=immediate --silent stop || true
  rm -rf "$base"
}
trap end EXIT
as "$bin/initdb" --pgdata="$base/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as "$bin/pg_ctl" --pgdata="$base/data" --log="$base/log" --wait --silent start \
  --options="-c listen_addresses='' -c unix_socket_directories='$base' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
export PASSERELLES_DATABASE="postgresql://postgres@/postgres?host=$base"
"$@"
