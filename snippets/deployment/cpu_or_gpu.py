# --8<-- [start:idea]
import time

import torch
from torch import nn


@torch.inference_mode()
def fastest(model, X):
    """Seconds of the fastest call, from memory to memory."""
    device, times = next(model.parameters()).device, []
    for _ in range(30):
        start = time.perf_counter()
        model(X.to(device)).cpu()  # .cpu() waits for the result
        times.append(time.perf_counter() - start)
    return min(times)


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
for device in ("cpu", "cuda")[: 1 + torch.cuda.is_available()]:
    model.to(device)
    one, many = (fastest(model, torch.rand(n, 64)) for n in (1, 1024))
    saved = one / (many / 1024)  # print it, for your own model
    print(f"{device}: a row at most a tenth: {saved > 10}", end=", ")
    print(f"the batch more than twice one row: {many > 2 * one}")
# --8<-- [end:idea]
# --8<-- [start:intensity]
n = 4096
print("rows  operations a byte, of a layer with 4096 by 4096 weights")
for rows in (1, 16, 256):
    operations = 2 * rows * n * n
    moved = 4 * (n * n + rows * n + rows * n)  # weights, in, out
    print(f"{rows:4} {operations / moved:10.1f}")
# --8<-- [end:intensity]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
import numpy as np


def waits(per_second, largest, fill, seed):
    """Milliseconds from arrival to answer of 10,000 requests."""
    rng = np.random.default_rng(seed)
    arrived = rng.exponential(1000 / per_second, 10_000).cumsum()
    done, free, first = arrived.copy(), 0.0, 0
    while first < len(arrived):
        here = arrived[first : first + largest]
        start = max(free, here[-1] if fill else here[0])
        n = np.searchsorted(here, start, side="right")
        free = start + 2 + 0.2 * n  # ms: a call, and each of its rows
        done[first : first + n] = free
        first += n
    return done - arrived


ways = {"alone": (1, False), "up to 16": (16, False)}
ways["always 16"] = 16, True
p99 = {}
print("median and 99th percentile, ms; mean of 5 seeds")
print("requests/s", *[f"{name:>16}" for name in ways])
for load in (50, 100, 200, 400, 1000):
    line = f"{load:10}"
    for name, way in ways.items():
        runs = [waits(load, *way, seed) for seed in range(5)]
        median, high = np.percentile(runs, (50, 99), axis=1).mean(1)
        line += f" {median:8.1f} {high:7.1f}"
        p99.setdefault(name, {})[load] = high
    print(line)
assert max(p99["up to 16"].values()) < 8
assert p99["alone"][1000] > 1000 and p99["always 16"][50] > 200
assert p99["alone"][100] < 10

for name, by_load in p99.items():
    plt.loglog(list(by_load), list(by_load.values()), "o-", label=name)
plt.xlabel("requests per second")
plt.ylabel("99 % are answered within, ms")
plt.title("Take what is waiting, up to a limit")
plt.legend()
plt.show()
# --8<-- [end:evidence]
