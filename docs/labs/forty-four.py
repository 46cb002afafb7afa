# %% [markdown]
# # Forty-four parameters
#
# A network of 44 parameters learns XOR in 2,001 epochs: it is built, counted, trained, and drawn with every weight. Of 200 starts trained at once about one in eight does not get there, and at the end most of those have points of both classes at which a whole layer of ReLUs is off. Then follow six questions about such networks, on zero weights, the shape of a start, biases, the step, the chain rule and the loss, each with a misunderstanding behind it and a run that clears it up.
#
# The task comes from a first exercise in deep learning: leave out the activation after the last layer, arrive at exactly 44 parameters, and train for 2,001 epochs. It leaves open which activation the hidden layers have, so we take ReLU first and compare others below.

# %% [markdown]
# ## The data
#
# Four noisy clouds stand at the corners of a square. The class is the XOR of the signs: 1 where the two coordinates' signs differ. Training has 10 points a cloud, validation 100. Each choice below is judged on training loss or validation points; there is nothing left to decide that would need a test set.

# %%
import math
from functools import partial
from itertools import pairwise

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.func import functional_call, stack_module_state, vmap

torch.set_num_threads(1)
torch.manual_seed(0)
corners = torch.tensor([[1.0, 1], [-1, -1], [1, -1], [-1, 1]])


def clouds(n: int) -> tuple[torch.Tensor, torch.Tensor]:
    """n points a cloud: X (4n, 2), y (4n,)."""
    points = corners.repeat(n, 1) + 0.35 * torch.randn(4 * n, 2)
    return points, torch.tensor([0.0, 0, 1, 1]).repeat(n)


X, y = clouds(10)
X_val, y_val = clouds(100)
print(f"{len(X)} points to train on, {len(X_val)} for validation")

# %% [markdown]
# ## Built and counted
#
# A linear layer with $n$ inputs and $m$ outputs has $mn$ weights and $m$ biases. With hidden layers of $a$ and $b$ units the sum is $3a + (a+1)b + (b+1) = (a+2)(b+3) - 5$. So 44 asks for $(a+2)(b+3) = 49 = 7 \cdot 7$: with two hidden layers, 2-5-4-1 is the only answer. One hidden layer has $4a + 1$ parameters, never 44. (More on [counting](../recipe.md#forty-four).)


# %%
def network(*sizes: int, activation=nn.ReLU) -> nn.Sequential:
    """Linear layers with activations between them, none at the end."""
    layers = []
    for n_in, n_out in pairwise(sizes):
        layers += [nn.Linear(n_in, n_out), activation()]
    return nn.Sequential(*layers[:-1])


torch.manual_seed(0)
model = network(2, 5, 4, 1)
for name, p in model.named_parameters():
    print(f"{name:9s} {tuple(p.shape)!s:7s} {p.numel():3d}")
total = sum(p.numel() for p in model.parameters())
print("total", total)
pairs = [(a, b) for a in range(1, 50) for b in range(1, 50)]
assert total == 44
assert [s for s in pairs if (s[0] + 2) * (s[1] + 3) == 49] == [(5, 4)]

# %% [markdown]
# ## Trained
#
# No last activation means that the output is any real number, a logit. `BCEWithLogitsLoss` [holds the sigmoid](../losses.md#bce-logits) itself. All 40 points are one batch, so an epoch is one step of plain gradient descent (its rate is compared with another below). Two values to compare with: a network that answers 0.5 everywhere has the loss $\ln 2 \approx 0.69$, and a network that knows has 0.

# %%
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
loss_function = nn.BCEWithLogitsLoss()
curve = []
for _ in range(2001):
    loss = loss_function(model(X)[:, 0], y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    curve.append(loss.item())
right = ((model(X_val)[:, 0] > 0) == y_val).float().mean().item()
print(f"loss at the start {curve[0]:.2f}, at the end {curve[-1]:.4f}")
print(f"validation points right: {right:.1%}")
assert curve[-1] < 0.05

plt.figure(figsize=(5.4, 3))
plt.plot(range(0, 2001, 20), curve[::20], c="C0")
plt.axhline(math.log(2), c="gray", ls="--")
plt.text(1300, 0.64, "a coin: ln 2", c="gray")
plt.title("2,001 epochs of one start")
plt.xlabel("epoch")
plt.ylabel("training loss")
plt.show()

# %% [markdown]
# ![The training loss of one start begins near that of a coin, falls within some hundred epochs, and ends close to zero.](../plots/labs/forty-four.svg)
#
# ## Drawn
#
# Each line is a weight: its width is the size, orange is positive, blue negative. Each number in a circle is the unit's bias. These are all 44 parameters.

# %%
weights = [p.detach() for p in model.parameters()]
plt.figure(figsize=(5.4, 4))
sizes = [2, 5, 4, 1]
place = [[(n - 1) / 2 - i for i in range(n)] for n in sizes]
for k in range(3):
    for i, left in enumerate(place[k]):
        for j, r in enumerate(place[k + 1]):
            w = weights[2 * k][j, i].item()
            color = "C1" if w > 0 else "C0"
            plt.plot([k, k + 1], [left, r], c=color, lw=1.5 * abs(w))
for k, column in enumerate(place):
    spots = [k] * len(column), column
    plt.scatter(*spots, s=900, c="white", edgecolors="gray", zorder=3)
    for i, height in enumerate(column):
        bias = "" if k == 0 else f"{weights[2 * k - 1][i]:.1f}"
        text = f"$x_{i + 1}$" if k == 0 else bias
        plt.text(k, height, text, ha="center", va="center", zorder=4)
plt.xticks(range(4), ["inputs", "5 ReLU", "4 ReLU", "logit"])
plt.yticks([])
plt.xlim(-0.3, 3.3)
plt.ylim(-2.5, 2.5)
plt.title("Orange adds, blue subtracts")
plt.show()

# %% [markdown]
# ![The network 2-5-4-1 with a line per weight: a few lines are thick, many are thin.](../plots/labs/forty-four-2.svg)
#
# Below, the decision. A ReLU network is linear between folds, so its border is made of straight pieces.

# %%
side = torch.linspace(-2, 2, 30)
grid = torch.cartesian_prod(side, side)
probs = model(grid).detach().sigmoid().view(30, 30).T.flip(0)
plt.figure(figsize=(5, 4))
box = (-2, 2, -2, 2)
plt.imshow(probs, "coolwarm", vmin=0, vmax=1, alpha=0.6, extent=box)
plt.colorbar(label="probability of class 1")
for k, marker in enumerate("ox"):
    plt.scatter(*X[y == k].T, c="gray", marker=marker)
plt.title("The border is made of straight pieces")
plt.xlabel("$x_1$")
plt.ylabel("$x_2$")
plt.show()

# %% [markdown]
# ![Probability over the plane: two opposite corners are class 1, the band between them class 0, with sharp borders.](../plots/labs/forty-four-3.svg)
#
# ## Two hundred starts
#
# One start proves little. `stack_module_state` stacks the parameters of many models, and `vmap` runs them together. The sum of their losses has each start's own gradient, so one SGD trains all. The function returns every start's parameters, training loss and share of validation points right. We call a start *failed* if its loss ends above 0.1.


# %%
def sgd(params):
    return torch.optim.SGD(params, lr=0.5)


def starts(n: int, *sizes: int, activation=nn.ReLU) -> dict:
    """Stacked parameters of n networks, from seeds 0 to n - 1."""
    models = []
    for seed in range(n):
        torch.manual_seed(seed)
        models.append(network(*sizes, activation=activation))
    return stack_module_state(models)[0]


def fit(params, model, make_optimizer=sgd, epochs=801):
    """Train all starts; their losses (n,), and outputs on X_val."""
    run = vmap(lambda p, x: functional_call(model, p, (x,)), (0, None))
    loss_function = nn.BCEWithLogitsLoss(reduction="none")
    optimizer = make_optimizer(params.values())
    for i in range(epochs + 1):
        out = run(params, X)[..., 0]
        loss = loss_function(out, y.expand_as(out)).mean(1)
        if i < epochs:
            optimizer.zero_grad()
            loss.sum().backward()
            optimizer.step()
    return loss.detach(), run(params, X_val)[..., 0].detach()


params = starts(200, 2, 5, 4, 1)
before = {name: p.detach().clone() for name, p in params.items()}
final, out = fit(params, model, epochs=2001)
failed = final > 0.1
share = ((out > 0) == y_val).float().mean(1)
assert abs(share[0] - right) < 0.011  # start 0 is the one above
print(f"failed: {failed.sum()} of 200 starts")
print("validation points right, median")
for name, group in (("failed", failed), ("others", ~failed)):
    print(f"  {name} {share[group].median():.1%}")
assert 0.04 < failed.float().mean() < 0.3

# %% [markdown]
# Most starts learn it; the rest end far away from it. Put the 200 final losses in order, and most failures lie on three steps:

# %%
levels = {
    "four clouds": math.log(2),
    "three": 0.75 * (math.log(3) - 2 / 3 * math.log(2)),
    "two": 0.5 * math.log(2),
}
heights = torch.tensor([*levels.values()])
near = (final[failed, None] - heights).abs().min(1).values < 0.03
print(f"near a step: {near.sum()} of {len(near)} failures")
assert near.float().mean() > 0.5

plt.figure(figsize=(5.4, 3.4))
plt.plot(final.sort().values, c="C0")
for name, height in levels.items():
    plt.axhline(height, c="gray", ls="--", lw=1)
    plt.text(0, height + 0.015, f"one answer for {name}", c="gray")
plt.title("Final losses of 200 starts, in order")
plt.xlabel("starts, best first")
plt.ylabel("training loss")
plt.ylim(-0.03, 0.8)
plt.show()

# %% [markdown]
# ![Most of 200 starts end near loss 0; most of the failures end on steps at 0.35, 0.48 and 0.69.](../plots/labs/forty-four-4.svg)
#
# The steps have names. A network that gives one and the same probability to all four clouds can do no better than 0.5, with the loss $\ln 2 = 0.69$. If it has one cloud right and one answer for the other three, the best answer is 2/3, and the loss is $\frac34 (\ln 3 - \frac23 \ln 2) = 0.48$. Two clouds, one of each class: $\frac12 \ln 2 = 0.35$. So a failed network treats different points as the same. Why does training not separate them?
#
# ## Blind spots
#
# Because of ReLUs that are off. If all five units of the first layer, or all four of the second, are zero at a point, then the output there is the same for all such points, and no weight below gets a gradient from them. Call such a point *blind*. Blind points of one class do no harm. Blind points of both classes cannot be told apart, and their gradients move only what lies above: the shared answer. The next cell counts the starts with a blind point in each class.


# %%
def blind(params: dict) -> torch.Tensor:
    """Has each start a blind point in both classes? (n,)"""
    layers = list(params.values())
    h1 = (X @ layers[0].mT + layers[1][:, None]).relu()
    h2 = (h1 @ layers[2].mT + layers[3][:, None]).relu()
    off = (h1 == 0).all(2) | (h2 == 0).all(2)  # (starts, points)
    return off[:, y == 0].any(1) & off[:, y == 1].any(1)


blind_before, blind_after = blind(before), blind(params)
print("blind in both classes   failed  others")
for name, b in (("before", blind_before), ("after", blind_after)):
    f, o = b[failed].float().mean(), b[~failed].float().mean()
    print(f"{name:20s} {f:9.1%} {o:7.1%}")
    assert f > o + 0.2
assert blind_after[failed].float().mean() > 0.7
risk = [failed[b].float().mean() for b in (blind_before, ~blind_before)]
print(f"failed if blind at the start {risk[0]:.1%}, else {risk[1]:.1%}")

# %% [markdown]
# That is [dying ReLU](../activations.md#dying-relu), by the point rather than by the unit: a few units leave no detour. A blind start need not fail: other points move weights too, and may end the blindness. The wider a layer, the less likely it is that all its units are off at a point.
#
# The remedy costs nothing here: start several times and keep the start with the lowest training loss. The 200 starts make 40 groups of five.

# %%
best = final.view(40, 5).min(1).values
all_failed = (best > 0.1).sum().item()
print(f"all five failed: {all_failed} of 40 groups")
assert all_failed <= 2

# %% [markdown]
# ## Other activations
#
# An activation with a slope on the left has no blind spots. Same starts, same rate, 100 each, 801 epochs. A race would be unfair without [a rate tuned for each](../activations.md#which-activation), so the question is only which starts stay far from the solution: sigmoid, which is far behind, gets 1,200 epochs more.

# %%
activations = {
    "ReLU": nn.ReLU,
    "LeakyReLU": nn.LeakyReLU,
    "GELU": nn.GELU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
}
failures, ended = {}, {}
for name, activation in activations.items():
    p = ended[name] = starts(100, 2, 5, 4, 1, activation=activation)
    net = network(2, 5, 4, 1, activation=activation)
    final, _ = fit(p, net)
    failures[name] = (final > 0.1).float()
    print(f"{name:9s} failed {failures[name].mean():6.1%}")
fewer = 100 * (failures["ReLU"] - failures["LeakyReLU"])
error = fewer.std() / len(fewer) ** 0.5
print(
    f"LeakyReLU below ReLU by {fewer.mean():.1f} ± {error:.1f} points"
)
relu_failed = failures["ReLU"].mean().item()
for name in ("GELU", "tanh"):
    assert failures[name].mean() < relu_failed - 0.03
    assert failures[name].mean() < 0.05
# SGD has no state: this goes on where sigmoid's run stopped
sigmoids = network(2, 5, 4, 1, activation=nn.Sigmoid)
final, _ = fit(ended["sigmoid"], sigmoids, epochs=1200)
later = (final > 0.1).float().mean().item()
print(f"sigmoid after 2,001 epochs {later:.1%}")
assert later < failures["sigmoid"].mean() - 0.2

# %% [markdown]
# With GELU and tanh nearly all starts succeed. LeakyReLU's slope of 0.01 on the left is small; fewer starts fail with it, by somewhat more than twice the standard error (± is that over the 100 starts, paired). Sigmoid is another story: its slopes are [at most a quarter](../activations.md#sigmoid-slope), so it is slow at this rate, and more epochs help. Most of ReLU's failures, after 2,001 epochs, sit on the steps above.
#
# ## Other optimizers
#
# Does [another optimizer](../optimizers.md#what-optimizer) get ReLU out? Each has three rates, and the same 100 starts for every rate.

# %%
optimizers = {
    "SGD": (torch.optim.SGD, {}, (0.15, 0.5, 1.5)),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}, (0.01, 0.03, 0.1)),
    "Adam": (torch.optim.Adam, {}, (0.003, 0.01, 0.03)),
}
shares = []
for name, (make, options, rates) in optimizers.items():
    for lr in rates:
        p = starts(100, 2, 5, 4, 1)
        final, _ = fit(p, model, partial(make, lr=lr, **options))
        shares.append((final > 0.1).float().mean().item())
        print(f"{name:8s} lr {lr:<5} failed {shares[-1]:.1%}")
print(f"the lowest share of the {len(shares)}: {min(shares):.1%}")
assert min(shares) > 0.05

# %% [markdown]
# No optimizer is the remedy: where the gradient is zero, momentum and Adam have nothing to scale. Starts fail at each of the nine settings. With 100 starts a share has a standard error of about 4 points, so the table does not rank the three.
#
# ## The fewest units
#
# Do you need 44? One hidden unit is not enough with any monotone activation: it sees the points along one direction, and in order of that direction the clouds of one class lie between or around those of the other. Two ReLU units can: $|x_1 - x_2| - 1$ is $\max(0, x_1 - x_2) + \max(0, x_2 - x_1) - 1$, a 2-2-1 network with 9 parameters.

# %%
angle = torch.linspace(0, math.pi, 181)
ways = torch.stack([angle.cos(), angle.sin()])
along = (X_val @ ways).T  # (directions, points)
cut = along[:, None] > torch.linspace(-3, 3, 121)[:, None]
one = (cut == y_val.bool()).float().mean(2)
one = torch.maximum(one, 1 - one).max().item()
two = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
w = [[[1.0, -1], [-1, 1]], [0.0, 0], [[1.0, 1]], [-1.0]]
with torch.no_grad():
    for p, values in zip(two.parameters(), w, strict=True):
        p.copy_(torch.tensor(values))
by_hand = ((two(X_val)[:, 0] > 0) == y_val).float().mean().item()
print(f"best single unit {one:.1%}, two units by hand {by_hand:.1%}")
assert one < 0.8 < 0.9 < by_hand

# %% [markdown]
# A solution that exists need not be found. How many of 100 starts find one?

# %%
units, found = (1, 2, 3, 4, 8, 16), []
for n in units:
    final, _ = fit(starts(100, 2, n, 1), network(2, n, 1))
    found.append((final < 0.1).float().mean().item())
    shape = f"2-{n}-1, {4 * n + 1} parameters"
    print(f"{found[-1]:6.1%} learn with {shape}")
deep = 1 - relu_failed
print(f"{deep:6.1%} learn with 2-5-4-1, 44 parameters")
assert found[0] == 0 and found[1] < 0.3
assert min(found[-2:]) > 0.93 and found[-2] > deep

plt.figure(figsize=(5.4, 3))
plt.plot(units, [100 * share for share in found], "o-", c="C0")
plt.plot([9], [100 * deep], "s", c="C1")
plt.text(9.4, 100 * deep - 12, "2-5-4-1", c="C1")
plt.title("Spare units make starts succeed")
plt.xlabel("hidden units")
plt.ylabel("starts that learn (%)")
plt.show()

# %% [markdown]
# ![The share of starts that learn XOR rises from none at one hidden unit to nearly all at sixteen.](../plots/labs/forty-four-5.svg)
#
# Two units suffice on paper and rarely in training; with spare units more starts succeed. And eight units in one layer, with 33 parameters, do better than the 44 in two layers. A likely reason: a layer of four or five has to let every point through, and here there are two of them in a row.
#
# ## Do zero weights make a network linear?
#
# All zero: nothing moves. Each gradient of a weight has a zero as a factor, and so has each of a hidden bias. Only the last bias could move; it learns how frequent the classes are, and here both are equally frequent. ([More on zeros](../initialization.md#zero-init).) All equal but not zero: the units of a layer stay equal for ever, so that a layer counts as one unit. It still bends, and cannot learn XOR. And one layer of zeros is fine: with the last layer's weights at zero the others start at random, and training works about as well as from random weights in every layer.

# %%
p = starts(2, 2, 5, 4, 1)
with torch.no_grad():
    for w in p.values():
        w.zero_()
final, _ = fit(p, model, epochs=50)
moved = max(w.abs().max().item() for w in p.values())
print(f"all zero: loss {final[0]:.2f}, farthest weight {moved:.0e}")
assert moved < 1e-4

p = starts(2, 2, 5, 4, 1, activation=nn.Tanh)
with torch.no_grad():
    for w in p.values():
        w.fill_(0.5)
net = network(2, 5, 4, 1, activation=nn.Tanh)
final, _ = fit(p, net)
apart = (p["0.weight"] - p["0.weight"][:, :1]).abs().max().item()
line = torch.linspace(-2, 2, 41)[:, None].repeat(1, 2)
values = functional_call(net, {k: w[0] for k, w in p.items()}, (line,))
bend = values[:, 0].diff(n=2).abs().max().item()
print(f"all equal: loss {final[0]:.2f}, units apart {apart:.0e}")
assert apart < 1e-3 < bend and final[0] > 0.3

p = starts(100, 2, 5, 4, 1)
with torch.no_grad():
    p["4.weight"].zero_()
final, _ = fit(p, model)
lost = (final > 0.1).float().mean().item()
print(
    f"last layer zero: failed {lost:.1%}, none zero {relu_failed:.1%}"
)
assert lost < relu_failed + 0.1

# %% [markdown]
# ## Must weights be drawn from a normal distribution?
#
# What a start needs is the right [scale](../activations.md#selu), and random signs to make units differ. The shape of the distribution hardly matters: the same standard deviation as a normal, as a uniform law, or as a fair coin between two values. Then the first one a tenth and three times as large. The network has tanh, the biases start as before, and 300 epochs are enough to see who is late.


# %%
def uniform(w):
    return (torch.rand(w.shape) * 2 - 1) * 3**0.5  # deviation 1


def normal(w):
    return torch.randn(w.shape)


def coin(w):
    return torch.randn(w.shape).sign()


shapes = {"uniform": uniform, "normal": normal, "coin": coin}
cases = [("uniform", 1), ("normal", 1), ("coin", 1)]
lost = {}
for name, scale in [*cases, ("uniform", 0.1), ("uniform", 3)]:
    p = starts(100, 2, 5, 4, 1, activation=nn.Tanh)
    torch.manual_seed(0)
    with torch.no_grad():
        for w in p.values():
            if w.dim() == 3:  # weights: deviation 1 / sqrt(n_in)
                std = scale / w.shape[2] ** 0.5
                w.copy_(shapes[name](w) * std)
    final, _ = fit(p, net, epochs=300)
    lost[name, scale] = (final > 0.1).float().mean().item()
    print(f"{name:7s} x {scale:<3} failed {lost[name, scale]:6.1%}")
same = [lost[case] for case in cases]
assert max(same) - min(same) < 0.2 < lost["uniform", 0.1] - max(same)

# %% [markdown]
# Only the small start is late. (Starts that are too large [fail in deeper networks](../activations.md#sigmoid-slope).)
#
# And the biases? A common misunderstanding is that batch norm makes them zero. There is no batch norm here, and the circles of the drawing show biases that are not zero. Only a bias [directly before a batch norm](../batchnorm.md#bn-bias) is without effect, because the mean that it shifts is taken away.
#
# ## Is the step the learning rate?
#
# Training goes down, against the gradient. And the step is rate times gradient: at one constant rate the steps shrink as the slope does. From the 200 starts above, one small step each way:

# %%
run = vmap(lambda p, x: functional_call(model, p, (x,)), (0, None))


def losses(p: dict) -> torch.Tensor:
    out = run(p, X)[..., 0]
    bce = nn.BCEWithLogitsLoss(reduction="none")
    return bce(out, y.expand_as(out)).mean(1)


steps = []
for name, p in (("start", before), ("end", params)):
    p = {k: w.detach().requires_grad_() for k, w in p.items()}
    g = torch.autograd.grad(losses(p).sum(), list(p.values()))
    norm = torch.cat([d.flatten(1) for d in g], 1).norm(dim=1)
    steps.append(0.5 * norm.median().item())
    print(f"step at the {name}: {steps[-1]:.4f} (median)")
    if name == "start":
        for sign, way in ((-1, "down"), (1, "up")):
            moves = zip(p.items(), g, strict=True)
            q = {k: w + sign * 0.01 * d for (k, w), d in moves}
            fell = (losses(q) < losses(p)).float().mean().item()
            print(f"a step {way}: loss falls in {fell:.1%} of starts")
            if sign < 0:
                assert fell > 0.95
            else:
                assert fell < 0.05
assert steps[1] < steps[0] / 5

# %% [markdown]
# ## What is the last factor of the chain rule?
#
# The chain: a weight $\theta$ times what comes in, $x$, gives $i$; the activation makes $o$ of $i$; the loss $L$ is taken of $o$. Each factor is one link, so the last has to be $\partial i / \partial \theta = x$. With $\partial o / \partial \theta$ the activation's slope is counted twice. With ReLU you would never notice: its slopes are 0 and 1, and squaring changes neither. With sigmoid you do.

# %%
theta = torch.tensor(0.8, requires_grad=True)
x = 1.5
for activation in (torch.relu, torch.sigmoid):
    i = theta * x
    o = activation(i)
    L = (o - 3) ** 2

    def slope(of, by):
        return torch.autograd.grad(of, by, retain_graph=True)[0].item()

    first = slope(L, o) * slope(o, i)
    truth = slope(L, theta)
    chain, twice = first * slope(i, theta), first * slope(o, theta)
    name = activation.__name__
    ways = f"chain {chain:.2f}  slope twice {twice:.2f}"
    print(f"{name:7s} autograd {truth:.2f}  {ways}")
    assert abs(chain - truth) < 1e-4
    same = abs(twice - truth) < 1e-4
    if activation is torch.relu:
        assert same
    else:
        assert not same

# %% [markdown]
# ## Do the inputs or the rate decide which loss to use?
#
# A [loss](../losses.md#what-is-a-loss) says what a wrong answer costs, so it follows from the target and from its noise. Same inputs, same network, same rate: the target is 0 or 1 plus noise, either normal, or zero with a rare +5. `MSELoss` estimates the mean, `L1Loss` the median. A hundred starts, each with its own noise on the 400 points, train on those; the error is measured against the targets without noise. ± is the standard error over the hundred.

# %%
net = network(2, 5, 4, 1, activation=nn.Tanh)
run = vmap(lambda p, x: functional_call(net, p, (x,)), (0, None))
n_starts = 100
torch.manual_seed(0)
noises = {
    "normal": 0.5 * torch.randn(n_starts, 400),
    "outliers": 5.0 * (torch.rand(n_starts, 400) < 0.1),
}
error = {}
for noise, added in noises.items():
    for criterion in (nn.MSELoss(), nn.L1Loss()):
        p = starts(n_starts, 2, 5, 4, 1, activation=nn.Tanh)
        optimizer = torch.optim.Adam(p.values(), lr=0.01)
        for _ in range(500):
            out = run(p, X_val)[..., 0]
            loss = criterion(out, y_val + added) * n_starts
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        off = (run(p, X_val)[..., 0] - y_val).detach()
        off = off.square().mean(1).sqrt()  # (starts,)
        name = type(criterion).__name__
        error[noise, name] = off
        spread = off.std() / len(off) ** 0.5
        result = f"{off.mean():.3f} ± {spread:.3f}"
        print(f"{noise:8s} {name:7s} error {result}")
for noise in noises:
    by = error[noise, "L1Loss"] - error[noise, "MSELoss"]
    spread = by.std() / len(by) ** 0.5
    print(f"{noise:8s} L1 minus MSE {by.mean():+.3f} ± {spread:.3f}")
    if noise == "normal":
        assert by.mean() > 2 * spread
    else:
        assert by.mean() < -2 * spread

# %% [markdown]
# The better loss changes with the noise, and neither inputs nor rate have changed. ([Which loss for which problem](../losses.md#which-loss) has the table.)
#
# ## What remains
#
# - 2-5-4-1 is the one network of this kind with 44 parameters, and it is more than XOR needs: 9 suffice.
# - With ReLU in small layers some starts fail, and most of those that do have points of both classes where a whole layer is off.
# - Several starts, spare units, or an activation without blind spots such as tanh or GELU are remedies. Another optimizer is not.
#
# **Sources.** David Rumelhart, Geoffrey Hinton, Ronald Williams, *Learning Representations by Back-Propagating Errors*, Nature 323, 1986, [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0). Ida Sprinkhuizen-Kuyper, Egbert Boers, *The Error Surface of the Simplest XOR Network Has Only Global Minima*, Neural Computation 8, 1996, [doi:10.1162/neco.1996.8.6.1301](https://doi.org/10.1162/neco.1996.8.6.1301): with sigmoid and shortcuts from input to output one hidden unit is enough, and nothing gets stuck. Lu Lu, Yeonjong Shin, Yanhui Su, et al., *Dying ReLU and Initialization: Theory and Numerical Examples*, 2019, [arXiv:1903.06733](https://arxiv.org/abs/1903.06733).
