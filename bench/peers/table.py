"""Reads lines of JSON (one a piece of work) and prints a table: cost, figures with errors, and whether they agree with the exact ones."""

import json
import sys


def judged(found, exact):
    """A figure, its distance from the exact one in standard errors, and a mark beyond 4.5 of them."""
    (value, error), (truth, step) = found, exact
    allowed = max((error**2 + step**2) ** 0.5, 1e-12 * abs(truth))
    away = (value - truth) / allowed
    share = value / truth - 1
    return f"{value:,.0f} ± {error:,.0f} ({share:+.1%}{', differs' if abs(away) > 4.5 else ''})"


def main():
    rows = [json.loads(line) for line in sys.stdin if line.startswith("{")]
    exact = {row["case"]: row for row in rows if row["tool"] == "scipy-fft"}
    print("| case | tool | CPU s | peak MiB | mean | P95 | P99 |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for row in sorted(rows, key=lambda r: (list(exact).index(r["case"]), r["cpu"])):
        truth = exact[row["case"]]
        cells = [judged(row[name], truth[name]) for name in ("mean", "p95", "p99")]
        print(f"| {row['case']} | {row['tool']} | {row['cpu']:.3g} | {row['mib']:.0f} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
