#!/bin/sh
# Measure single operations, and keep what Criterion.rs wrote: bench/criterion.sh OUT.zip [OPTION...]
# Further options go to Criterion.rs, such as --measurement-time 1. Run it from the workload's folder.
set -eu
out=$(realpath -m "$1")
shift
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
rm -rf "$target/criterion" "$out"
cargo bench --locked -j1 --bench engine -- --noplot "$@"
cd "$target"
zip -q -r "$out" criterion -i '*.json'
