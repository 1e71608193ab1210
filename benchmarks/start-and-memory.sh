#!/usr/bin/env bash
# How long the platform takes from the command to its first page, with nothing to build, and how much memory it and its
# database hold then and after 1,000 pages. Linux only: memory is the proportional share (Pss) of /proc/PID/smaps_rollup,
# which counts a page that several processes share once, summed over the program and all processes of its database.
#
#   benchmarks/start-and-memory.sh [STARTS]        (default: 5; the median is told)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
starts=${1:-5}
port=18080
home=$(mktemp -d)
chmod 711 "$home"
export KNOOPPUNT_HOME=$home/data
unset KNOOPPUNT_DATABASE_URL
server=''
finish() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; fi
  rm -rf "$home"
}
trap finish EXIT

milliseconds() { echo $(($(date +%s%N) / 1000000)); }
page() { curl -s -o /dev/null --fail --max-time 30 "http://127.0.0.1:$port/"; }

start() {
  "$root/knooppunt" serve --demonstration --port "$port" >"$home/output" 2>&1 &
  server=$!
  until page; do
    kill -0 "$server" 2>/dev/null || { cat "$home/output" >&2; exit 1; }
    sleep 0.05
  done
}

stop() {
  kill "$server"
  wait "$server" || true
  server=''
}

memory() {
  local database pid total=0
  database=$(head -n 1 "$KNOOPPUNT_HOME/postgres/data/postmaster.pid")
  for pid in "$server" "$database" $(pgrep -P "$database"); do
    total=$((total + $(awk '/^Pss:/ {print $2}' "/proc/$pid/smaps_rollup")))
  done
  echo $((total / 1024))
}

start # builds, makes the data, loads the demonstration
stop
times=''
for _ in $(seq "$starts"); do
  began=$(milliseconds)
  start
  times="$times $(($(milliseconds) - began))"
  at_start=$(memory)
  [ "$(echo "$times" | wc -w)" = "$starts" ] || stop
done
for _ in $(seq 1000); do page; done
after=$(memory)
median=$(echo "$times" | tr ' ' '\n' | grep . | sort -n | sed -n "$(((starts + 1) / 2))p")
echo "starts (ms):$times; median $median ms"
echo "memory: $at_start MB at the first page, $after MB after 1,000 pages"
