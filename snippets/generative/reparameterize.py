# --8<-- [start:idea]
import torch
from torch.distributions import Normal

torch.manual_seed(0)
mean = torch.zeros(100_000, 1, requires_grad=True)  # one for each draw
normal = Normal(mean, 1.0)


def f(z):
    return (z - 2).square().sum(1)


z = normal.rsample()  # mean + noise: the gradient passes
(path,) = torch.autograd.grad(f(z).sum(), mean)
z = normal.sample()  # a plain number: it does not
surrogate = (f(z) * normal.log_prob(z).sum(1)).sum()
(score,) = torch.autograd.grad(surrogate, mean)
print("true gradient of E[f(z)] -4, deviation of one draw:")
print(f"rsample  {path.mean():5.2f} {path.std():5.1f}")
print(f"log_prob {score.mean():5.2f} {score.std():5.1f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch.distributions import Categorical

print("rsample keeps the graph:", normal.rsample().requires_grad)
print("sample keeps the graph: ", normal.sample().requires_grad)
print("Categorical has rsample:", Categorical.has_rsample)
assert normal.rsample().requires_grad
assert not normal.sample().requires_grad

table = {"rsample": [], "log_prob": [], "log_prob, f - mean": []}
sizes = [1, 10, 100]
for n in sizes:
    mean = torch.zeros(20_000, n, requires_grad=True)
    normal = Normal(mean, 1.0)
    (path,) = torch.autograd.grad(f(normal.rsample()).sum(), mean)
    grads = [path]
    z = normal.sample()
    for baseline in (0, f(z).mean()):
        score = (f(z) - baseline) * normal.log_prob(z).sum(1)
        grads += torch.autograd.grad(score.sum(), mean)
    for name, grad in zip(table, grads, strict=True):
        first = grad[:, 0]  # of one of the n means
        table[name].append(first.std().item())
        assert abs(first.mean() + 4) < 5 * first.std() / len(z) ** 0.5
print("deviation of one draw,    1       10      100 numbers")
for name, deviations in table.items():
    print(f"{name:20}", *[f"{d:8.1f}" for d in deviations])
    plt.loglog(sizes, deviations, "o-", label=name)
path, score, baseline = table.values()
assert max(path) < 2.1 and score[0] > 4 * path[0]
assert score[2] > 40 * score[0] and baseline[2] < 0.12 * score[2]
plt.xlabel("numbers drawn at once")
plt.ylabel("deviation of one gradient")
plt.title("One gradient stays sharp, the other drowns")
plt.legend()
plt.show()
# --8<-- [end:evidence]
