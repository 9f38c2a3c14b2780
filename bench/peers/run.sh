#!/bin/sh
# Runs the same work by public Python packages and by us, one process after another, and prints a table. Needs Python 3.11 or later with venv, cargo, and
# 4 GB of memory (with ALL=1, which adds pyfair on 1,000 scenarios, 32 GB). Everything it makes lies in the folder given (by default bench/peers/.work).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$here/.work}
cases="1x1000000 100x100000 1000x100000"
mkdir -p "$work"
if [ ! -x "$work/venv/bin/python" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install --quiet --requirement "$here/requirements.txt"
fi
cargo bench --manifest-path "$here/../../Cargo.toml" --package surety-quant --bench peers --no-run
: > "$work/found.jsonl"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
for case in $cases; do
    for tool in scipy-fft numpy pyfair; do
        # Ten times what it takes for 100 scenarios (2.4 GB) is more memory than most machines have.
        if [ "$tool $case" = "pyfair 1000x100000" ] && [ -z "${ALL:-}" ]; then continue; fi
        "$work/venv/bin/python" "$here/work.py" "$tool" "$case" 1 >> "$work/found.jsonl" || echo "$tool failed on $case" >&2
    done
    cargo bench --quiet --manifest-path "$here/../../Cargo.toml" --package surety-quant --bench peers -- "$case" >> "$work/found.jsonl"
done
"$work/venv/bin/python" "$here/table.py" < "$work/found.jsonl"
