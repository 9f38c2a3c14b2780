"""One piece of work by one public package, in one process: prints a line of JSON with CPU seconds, peak memory and figures with their errors.

Usage: work.py TOOL CASE SEED, with TOOL one of numpy, pyfair, scipy-fft.
"""

import json
import math
import resource
import sys
import time

RATES = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2]
Z95 = 1.6448536269514722
CASES = {"1000x100000": (1000, 100_000), "100x100000": (100, 100_000), "1x1000000": (1, 1_000_000)}


def scenarios(count):
    """(events a year, mu, sigma) of each scenario: the rule of the reference portfolio, or one scenario of its own."""
    if count == 1:
        ranges = [(0.3, 5e4, 2e6)]
    else:
        ranges = []
        for i in range(count):
            low = 5000.0 * (1 + i % 5)
            ranges.append((RATES[i % 8], low, low * (10 + 5 * (i % 7))))
    for rate, low, high in ranges:
        yield rate, (math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / (2 * Z95)


def by_numpy(count, years, seed):
    """Vectorised by scenario: counts, then all its losses, added to their years."""
    import numpy as np

    draws = np.random.default_rng(seed)
    total = np.zeros(years)
    for rate, mu, sigma in scenarios(count):
        events = draws.poisson(rate, years)
        losses = draws.lognormal(mu, sigma, events.sum())
        total += np.bincount(np.repeat(np.arange(years), events), weights=losses, minlength=years)
    return figures(total)


def by_pyfair(count, years, seed):
    """A model for each scenario, rolled up into a meta-model. The package multiplies one frequency by one magnitude a year; both are given
    to it as draws of the same distributions that the others use, as it knows neither."""
    import numpy as np
    import pandas as pd
    from pyfair import FairMetaModel, FairModel

    draws = np.random.default_rng(seed)
    models = []
    for number, (rate, mu, sigma) in enumerate(scenarios(count)):
        model = FairModel(name=f"s{number}", n_simulations=years)
        model.input_raw_data("Loss Event Frequency", pd.Series(draws.poisson(rate, years)))
        model.input_raw_data("Loss Magnitude", pd.Series(draws.lognormal(mu, sigma, years)))
        models.append(model.calculate_all())
    if count == 1:
        return figures(models[0].export_results()["Risk"].to_numpy())
    whole = FairMetaModel(name="all", models=models).calculate_all()
    return figures(whole.export_results()["Risk"].to_numpy())


def by_fft(count, years, seed):
    """No sampling: one compound Poisson sum by FFT on 2^20 points. The figures the others are judged by."""
    import numpy as np
    from scipy import fft, special

    points, reach = 1 << 20, (6e8 if count > 1 else 4e8)
    step = reach / points
    edges = np.concatenate(([1e-300], (np.arange(points) + 0.5) * step))
    mass = np.zeros(points)
    total = mean = 0.0
    for rate, mu, sigma in scenarios(count):
        mass += rate * np.diff(special.ndtr((np.log(edges) - mu) / sigma))
        total += rate
        mean += rate * math.exp(mu + sigma * sigma / 2)
    year = fft.irfft(np.exp(fft.rfft(mass) - total), points)
    upto = np.cumsum(year)
    percentile = lambda p: float(np.interp(p, upto, (np.arange(points) + 0.5) * step))
    return {"mean": [mean, 0.0], "p95": [percentile(0.95), step], "p99": [percentile(0.99), step]}


def figures(losses):
    """Mean and percentiles with one standard error: of a percentile by the order statistics one binomial error apart."""
    import numpy as np

    n = len(losses)
    losses = np.sort(losses)
    found = {"mean": [float(losses.mean()), float(losses.std(ddof=1) / math.sqrt(n))]}
    for name, p in (("p95", 0.95), ("p99", 0.99)):
        spread = math.sqrt(p * (1 - p) / n)
        at = lambda q: float(losses[min(n - 1, max(0, math.ceil(q * n) - 1))])
        found[name] = [at(p), (at(p + spread) - at(p - spread)) / 2]
    return found


def main():
    tool, case, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
    work = {"numpy": by_numpy, "pyfair": by_pyfair, "scipy-fft": by_fft}[tool]
    count, years = CASES[case]
    found = work(count, years, seed)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime
    print(json.dumps({"tool": tool, "case": case, "cpu": seconds, "mib": used.ru_maxrss / 1024, **found}))


if __name__ == "__main__":
    main()
