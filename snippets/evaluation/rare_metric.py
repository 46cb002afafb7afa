# --8<-- [start:idea]
import numpy as np
from sklearn import metrics
from sklearn.linear_model import LogisticRegression


def sample(rng):
    """20,000 rows, 1 % positive; these lie 1.5 higher."""
    y = rng.random(20_000) < 0.01
    return (rng.normal(size=20_000) + 1.5 * y)[:, None], y


rng = np.random.default_rng(0)
model = LogisticRegression().fit(*sample(rng))
X, y = sample(rng)
probs, said = model.predict_proba(X)[:, 1], model.predict(X)
print(f"accuracy of always no {1 - y.mean():.3f}")
print(f"accuracy              {(said == y).mean():.3f}")
print(f"recall                {metrics.recall_score(y, said):.3f}")
print(f"ROC AUC               {metrics.roc_auc_score(y, probs):.3f}")
area = metrics.average_precision_score(y, probs)
print(f"average precision     {area:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def best_threshold(y, probs):
    """Of the highest F1, 2 TP over alarms plus positives."""
    order = probs.argsort()[::-1]
    hits, alarms = y[order].cumsum(), np.arange(1, len(y) + 1)
    return probs[order][(hits / (alarms + y.sum())).argmax()]


runs = []
for seed in range(10):
    rng = np.random.default_rng(seed)
    model = LogisticRegression().fit(*sample(rng))
    X_val, y_val = sample(rng)
    X, y = sample(rng)
    t = best_threshold(y_val, model.predict_proba(X_val)[:, 1])
    probs = model.predict_proba(X)[:, 1]
    said = probs >= t
    some = y | (rng.random(20_000) < 0.1)  # a tenth of the negatives
    scores = (y, probs), (y[some], probs[some])
    run = [metrics.roc_auc_score(*score) for score in scores]
    run += [metrics.average_precision_score(*score) for score in scores]
    run += [metrics.recall_score(y, model.predict(X))]
    run += [metrics.recall_score(y, said)]
    runs.append([*run, metrics.precision_score(y, said)])
roc, roc_some, ap, ap_some, half, recall, precision = np.mean(runs, 0)
print("mean of 10 draws   1 % positive  a tenth of the negatives")
print(f"ROC AUC            {roc:12.2f}  {roc_some:24.2f}")
print(f"average precision  {ap:12.2f}  {ap_some:24.2f}")
print(f"threshold 0.5: recall {half:.2f}; the best on validation:")
print(f"recall {recall:.2f} with precision {precision:.2f}")
assert recall > 5 * half
assert abs(roc - roc_some) < 0.02 and ap_some > 3 * ap

fig, axes = plt.subplots(1, 2, sharey=True, layout="constrained")
grid = np.linspace(0.02, 1, 30)
for rows, label in ((y >= 0, "1 % positive"), (some, "9 %")):
    fpr, tpr, _ = metrics.roc_curve(y[rows], probs[rows])
    axes[0].plot(grid, np.interp(grid, fpr, tpr), label=label)
    p, r, _ = metrics.precision_recall_curve(y[rows], probs[rows])
    axes[1].plot(grid, np.interp(grid, r[::-1], p[::-1]), label=label)
axes[0].set(xlabel="false positive rate", ylabel="recall")
axes[0].set_title("ROC: blind to rarity")
axes[1].set(xlabel="recall", ylabel="precision")
axes[1].set_title("Precision: not blind")
axes[1].legend()
plt.show()
# --8<-- [end:evidence]
# --8<-- [start:batches]
whole = metrics.f1_score(y, said)
print(f"F1 of 20,000 rows at once {whole:.3f}")
for size in (1000, 100):
    batches = np.stack([y, said]).reshape(2, 20_000 // size, size)
    pairs = zip(*batches, strict=True)
    f1 = [metrics.f1_score(*pair, zero_division=0) for pair in pairs]
    print(f"mean over batches of {size:4} {np.mean(f1):.3f}")
assert np.mean(f1) < whole
for kind in ("macro", "weighted", "micro"):
    score = metrics.f1_score(y, said, average=kind)
    print(f"{kind:8} F1 of both classes {score:.2f}")
assert score == metrics.accuracy_score(y, said)  # micro
# --8<-- [end:batches]
