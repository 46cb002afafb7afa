# --8<-- [start:idea]
import numpy as np
from sklearn import metrics
from sklearn.linear_model import LogisticRegression


def draw(n, share, rng):
    """n rows of one feature, whose mean is 1.5 higher in positives."""
    y = rng.random(n) < share
    return (rng.normal(size=n) + 1.5 * y)[:, None], y


rng = np.random.default_rng(0)
model = LogisticRegression().fit(*draw(20_000, 0.01, rng))
X, y = draw(20_000, 0.01, rng)
probs, said = model.predict_proba(X)[:, 1], model.predict(X)
print(f"accuracy {metrics.accuracy_score(y, said):.3f}")
print(f"always no {1 - y.mean():.3f}")
print(f"recall {metrics.recall_score(y, said):.2f}")
print(f"area under ROC {metrics.roc_auc_score(y, probs):.2f}")
print(f"average precision {metrics.average_precision_score(y, probs):.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
for seed in range(10):
    rng = np.random.default_rng(seed)
    model = LogisticRegression().fit(*draw(20_000, 0.01, rng))
    X_val, y_val = draw(20_000, 0.01, rng)
    precision, recall, thresholds = metrics.precision_recall_curve(y_val, model.predict_proba(X_val)[:, 1])
    f1 = 2 * precision * recall / (precision + recall + 1e-9)
    t = thresholds[f1[:-1].argmax()]
    X, y = draw(20_000, 0.01, rng)
    probs = model.predict_proba(X)[:, 1]
    said = probs>=t
    keep = y | (rng.random(len(y)) < 0.1)
    whole = metrics.f1_score(y, said)
    bt = [np.mean([metrics.f1_score(a, b, zero_division=0.0) for a, b in zip(np.array_split(y, 20_000//s), np.array_split(said, 20_000//s))]) for s in (64, 256,1024)]
    print(f"{t:.3f}", *[f"{v:.3f}" for v in (metrics.roc_auc_score(y,probs), metrics.roc_auc_score(y[keep],probs[keep]), metrics.average_precision_score(y,probs), metrics.average_precision_score(y[keep],probs[keep]), metrics.recall_score(y,said), metrics.precision_score(y,said), whole, *bt, metrics.recall_score(y,probs>.5), (y==(probs>.5)).mean()-1+y.mean())])
# --8<-- [end:evidence]
