# --8<-- [start:healthy]
import torch
from sklearn.datasets import load_digits
from sklearn.linear_model import RidgeClassifier
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices


class Program(nn.Module):
    lr, max_norm = 0.2, 1.0  # the rate; where gradients are clipped

    def __init__(self):
        super().__init__()
        self.X, self.y, self.X_val = X[train], y[train], X[val]
        layers = nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.5)
        self.hidden = nn.ModuleList(layers)
        self.last = nn.Linear(64, 10)

    def forward(self, X):
        for layer in self.hidden:
            X = layer(X)
        return self.last(X)  # (batch, 10)

    def losses(self, logits, y):
        return -logits.log_softmax(1)[range(len(y)), y]  # (batch,)

    def fit(self, steps, n):  # on the first n rows
        optimizer = torch.optim.SGD(self.parameters(), self.lr, 0.9)
        self.train()
        for _ in range(steps):
            i = torch.randint(n, (128,))
            self.zero_grad()
            self.losses(self(self.X[i]), self.y[i]).mean().backward()
            nn.utils.clip_grad_norm_(self.parameters(), self.max_norm)
            optimizer.step()

    def predict(self, X):
        return self.eval()(X).detach()


# --8<-- [end:healthy]
# --8<-- [start:bugs]
class Bugs:
    def none(run): ...

    def data_not_scaled(run):
        run.X, run.X_val = run.X * 16, run.X_val * 16

    def start_too_large(run):
        nn.init.normal_(run.last.weight)

    def layers_in_a_list(run):
        layers = list(run.hidden)
        del run.hidden
        run.hidden = layers  # mended: nn.ModuleList(layers)

    def dead_start(run):
        for weights in run.parameters():
            nn.init.zeros_(weights)

    def softmax_twice(run):
        forward = run.forward
        run.forward = lambda X: forward(X).softmax(1)

    def rate_times_100(run):
        run.lr *= 100

    def clipped_to_nothing(run):
        run.max_norm = 1e-3

    def no_zero_grad(run):
        run.zero_grad = lambda: None

    def view_for_transpose(run):
        forward = run.forward  # .T is (10, batch); mended: .T again
        run.forward = lambda X: forward(X).T.reshape(-1, 10)

    def eval_forgotten(run):
        run.eval = lambda: run

    def loss_shape(run):  # (batch, batch), and the mean hides it
        run.losses = lambda logits, y: -logits.log_softmax(1)[:, y]

    def labels_shuffled(run):
        run.y = run.y[torch.randperm(len(run.y))]

    def targets_off_by_one(run):
        run.y = run.y.roll(1)

    def half_the_data(run):
        run.X, run.y = run.X[::2], run.y[::2]


# --8<-- [end:bugs]
# --8<-- [start:checks]
linear = RidgeClassifier().fit(X[train], y[train]).score(X[val], y[val])
print(f"a linear classifier: validation accuracy {linear:.2f}")


class Checks:
    def inputs(run):
        return run.X.mean().abs() < 1 and 0.1 < run.X.std() < 3

    def start(run):
        loss = run.losses(run.predict(run.X), run.y).mean()
        return abs(loss - torch.tensor(10).log()) < 0.1

    def moves(run):
        old = [w.detach().clone() for w in run.parameters()]
        run.fit(1, len(run.X))
        pairs = zip(old, run.parameters(), strict=True)
        ratios = [(new - w).norm() / w.norm() for w, new in pairs]
        return len(ratios) == 4 and all(0.002 < r < 0.5 for r in ratios)

    def fresh(run):
        run.lr, run.max_norm, gradients = 0, 1e9, []
        for _ in range(2):
            torch.manual_seed(0)  # the same batch, the same dropout
            run.fit(1, 16)
            gradients.append(run.last.bias.grad.clone())
        return torch.allclose(*gradients)

    def alone(run):
        batch, row = run.predict(run.X[:16]), run.predict(run.X[:1])
        return torch.allclose(batch[:1], row, atol=1e-5)

    def overfit(run):
        run.fit(40, 16)
        loss = run.losses(run.predict(run.X[:16]), run.y[:16]).mean()
        return loss < 0.2

    def beats(run):
        run.fit(100, len(run.X))
        right = run.predict(run.X_val).argmax(1) == y[val]
        return right.float().mean() > linear - 0.02


bugs = [f for f in vars(Bugs).values() if callable(f)]
checks = [f for f in vars(Checks).values() if callable(f)]
print(" " * 18, *(f"{check.__name__:>7}" for check in checks))
table = []
for bug in bugs:
    found = torch.zeros(len(checks), 3)  # three seeds
    for i, seed in found.eq(0).nonzero():
        torch.manual_seed(seed)
        run = Program()
        bug(run)
        found[i, seed] = not checks[i](run)
    marks = [".??X"[int(n)] for n in found.sum(1)]  # X: by every seed
    print(f"{bug.__name__:18}", *(f"{mark:>7}" for mark in marks))
    table.append(marks)
assert table[0] == table[-1] == ["."] * 7
first = [marks.index("X") for marks in table[1:-1]]
assert first == [0, 1, 2, 2, 2, 2, 2, 3, 4, 4, 5, 6, 6]
# --8<-- [end:checks]
