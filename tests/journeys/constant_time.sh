#!/usr/bin/env bash
# The engine's object code under valgrind's memcheck with keys and nonces undefined: no branch and no address may depend on
# them. Usage: constant_time.sh BUILD_FOLDER
set -euo pipefail
probe=$1/bin/constant_time_probe
[ -x "$probe" ] || { echo "skipped: this build has no benchmarks"; exit 77; }
watch() { valgrind --quiet --error-exitcode=9 "$probe" "$@" 2>&1; }
watch || { echo "FAILED: the engine looks at a secret"; exit 1; }
code=0
watch --leak >/dev/null || code=$?
[ "$code" = 9 ] || { echo "FAILED: a branch on a secret is not found (exit $code)"; exit 1; }
echo "no branch and no address depends on a key or a nonce; one that does is found"
