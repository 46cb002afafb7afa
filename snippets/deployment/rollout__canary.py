import numpy as np

rng = np.random.default_rng(0)


def until_alarm(rate, old=0.02, bad=0.04, limit=6):
    """Requests and failures until a CUSUM rings; share that ring."""
    fails = rng.random((300, 5000)) < rate
    up, down = np.log(bad / old), np.log((1 - bad) / (1 - old))
    evidence = np.where(fails, up, down).cumsum(axis=1)
    lowest = np.minimum.accumulate(np.minimum(evidence, 0), axis=1)
    rings = evidence - lowest > limit
    first = rings.argmax(axis=1)
    failed = fails.cumsum(axis=1)[np.arange(300), first]
    return first.mean() + 1, failed.mean(), rings.any(axis=1).mean()


print("failures rise from 2 % to 4 % with the new model")
print("share  requests until alarm  failed in the canary")
table = {}
for share in (0.01, 0.05, 0.5):
    requests, failed, ring = until_alarm(0.04)
    table[share] = requests / share, failed
    print("{:5.0%} {:21,.0f} {:21.0f}".format(share, *table[share]))
    assert ring == 1
*_, false = until_alarm(0.02)
print(f"false alarms in 5,000 requests without a change: {false:.0%}")
few, _, half = table.values()
assert few[0] > 30 * half[0] and abs(few[1] - half[1]) < 6
assert false < 0.1
