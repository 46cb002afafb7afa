import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

X, digit = load_digits(return_X_y=True)
X, yes, runs = X / 16, digit == 8, []
for seed in range(10):
    rng = np.random.default_rng(seed)
    train, test = np.split(rng.permutation(len(X)), [1297])
    few = train[yes[train] | (rng.random(len(train)) < 0.1)]
    logits = []
    for rows in (train, few):
        model = LogisticRegression().fit(X[rows], yes[rows])
        logits.append(model.decision_function(X[test]))
    logits.append(logits[1] + np.log(0.1))
    scores = []
    for z in logits:
        probs, truth = 1 / (1 + np.exp(-z)), yes[test]
        auc = roc_auc_score(truth, z)
        scores.append([probs.mean(), log_loss(truth, probs), auc])
    runs.append(scores)
table = np.mean(runs, axis=0)
print(f"10 splits, {yes.mean():.1%} yes  mean prob  log loss    AUC")
names = "all negatives", "a tenth", "a tenth, + log(0.1)"
for name, row in zip(names, table, strict=True):
    print("{:21} {:10.3f} {:9.3f} {:7.3f}".format(name, *row))
prob, loss, auc = table.T
assert prob[1] > 2 * prob[0] and abs(prob[2] - prob[0]) < 0.03
assert loss[1] > 1.8 * loss[0] and loss[0] < loss[2] < 1.4 * loss[0]
assert abs(auc[2] - auc[0]) < 0.02
