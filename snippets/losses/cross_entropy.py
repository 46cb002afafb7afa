# --8<-- [start:likelihood]
import matplotlib.pyplot as plt
import torch
from torch.nn import functional as F

torch.manual_seed(0)
N, K = 1000, 3
logits = torch.randn(N, K).double()
y = torch.randint(K, (N,))
likelihoods = logits.softmax(1)[range(N), y]  # of the true classes
nll = -likelihoods.log().mean()
loss = F.cross_entropy(logits, y)
print(f"product of the likelihoods    {likelihoods.prod():.0f}")
print(f"mean of their negative log    {nll:.2f}")
print(f"CrossEntropyLoss              {loss:.2f}")
assert loss.isclose(nll, rtol=1e-12)
assert loss.isclose(F.nll_loss(logits.log_softmax(1), y), rtol=1e-12)
assert likelihoods.prod() == 0  # too small even for float64
# Of ten labels it is not: their product is exp(-10 * loss)
ten = F.cross_entropy(logits[:10], y[:10])
assert likelihoods[:10].prod().isclose(torch.exp(-10 * ten), rtol=1e-12)

right = torch.tensor([0.9, 0.5, 0.1, 0.01])
for share, cost in zip(right, -right.log(), strict=True):
    print(f"{share:.2f} on the true class costs {cost:.2f}")
    plt.plot(share, cost, "C0o")
    plt.text(share + 0.01, cost + 0.2, f"{cost:.2f}")
curve = torch.linspace(0.005, 1, 200)
plt.plot(curve, -curve.log(), "C0")
plt.title("Confident and wrong costs most")
plt.xlabel("probability given to the true class")
plt.ylabel("loss: -log of it (nats)")
plt.show()
# --8<-- [end:likelihood]
# --8<-- [start:entropy]
y = torch.tensor([0] * 7 + [1] * 2 + [2])  # labels of one same input
p = y.bincount().double() / len(y)
H = -(p * p.log()).sum()  # entropy
z = torch.zeros(K, dtype=p.dtype, requires_grad=True)
for i in range(21):
    loss = F.cross_entropy(z.expand(len(y), K), y)
    q = z.softmax(0)
    KL = (p * (p / q).log()).sum()
    assert loss.isclose(H + KL, rtol=1e-12)
    if i in (0, 5, 20):
        text = f"loss {loss:.3f} = {H:.3f} + {KL:.3f}"
        print(f"step {i:2}  {text}  q", " ".join(f"{a:.2f}" for a in q))
    (gradient,) = torch.autograd.grad(loss, z)
    z.data -= gradient  # learning rate 1
assert KL < 0.002 and loss > 0.8  # the floor is H, not 0
# --8<-- [end:entropy]
