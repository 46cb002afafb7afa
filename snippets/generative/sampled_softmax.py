# --8<-- [start:idea]
import torch
from torch.nn.functional import cross_entropy


def sampled_loss(hidden, weight, y, q, n, correct=True):
    """Of the true class against n classes drawn from q."""
    drawn = torch.multinomial(q, n, replacement=True)
    negatives = hidden @ weight[drawn].T  # (batch, n)
    if correct:
        negatives = negatives - (n * q[drawn]).log()
    hits = drawn == y[:, None]  # the true class is no negative
    negatives = negatives.masked_fill(hits, -torch.inf)
    positives = (hidden * weight[y]).sum(1, keepdim=True)
    logits = torch.cat([positives, negatives], dim=1)
    return cross_entropy(logits, torch.zeros_like(y))


torch.manual_seed(0)
hidden, weight = torch.randn(64, 16), torch.randn(10_000, 16) / 4
q = 1 / torch.arange(1, 10_001)  # frequencies by Zipf's law
q, y = q / q.sum(), torch.multinomial(q, 64)
drawn = sampled_loss(hidden, weight, y, q, 1000)
full = cross_entropy(hidden @ weight.T, y)
print(f"10,000 classes {full:.2f}, 1,000 drawn {drawn:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

x = hidden.requires_grad_()
loss = cross_entropy(x @ weight.T, y)
(truth,) = torch.autograd.grad(loss, x)
sizes, biases = [10, 100, 1000], {True: [], False: []}
print("negatives          10    100   1000")
for correct, found in biases.items():
    for n in sizes:
        mean = 0
        for _ in range(200):
            loss = sampled_loss(x, weight, y, q, n, correct)
            mean = mean + torch.autograd.grad(loss, x)[0] / 200
        found.append(((mean - truth).norm() / truth.norm()).item())
    name = "with - log(n q)" if correct else "without"
    print(f"{name:15}", *[f"{bias:6.1%}" for bias in found])
    plt.loglog(sizes, found, "o-", label=name)
assert biases[True][2] < 0.03 < 0.1 < min(biases[False])
assert biases[True][0] > biases[True][1] > biases[True][2]
plt.xlabel("negatives drawn, of 10,000 classes")
plt.ylabel("bias of the gradient")
plt.title("More negatives help only with the correction")
plt.legend()
plt.show()
# --8<-- [end:evidence]
