# --8<-- [start:idea]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
logits = torch.randn(1000, 3).double()
y = torch.randint(3, (1000,))
likelihoods = logits.softmax(1)[range(1000), y]  # of the true classes
print(f"product of the likelihoods  {likelihoods.prod():.0f}")
print(f"mean of their negative log  {-likelihoods.log().mean():.4f}")
print(f"cross_entropy               {F.cross_entropy(logits, y):.4f}")
log_probs = logits.log_softmax(1)
print(f"log_softmax, then nll_loss  {F.nll_loss(log_probs, y):.4f}")
for prob in (0.9, 0.5, 0.1, 0.01):
    cost = -torch.tensor(prob).log()
    print(f"{prob:.2f} on the true class costs {cost:.2f}")
# --8<-- [end:idea]
# --8<-- [start:entropy]
import matplotlib.pyplot as plt

y = torch.tensor([0] * 7 + [1] * 2 + [2])  # labels of one same input
p = y.bincount().double() / len(y)
entropy = -(p * p.log()).sum()
z = torch.zeros(3, dtype=p.dtype, requires_grad=True)
optimizer = torch.optim.SGD([z], lr=1)
for step in range(21):
    loss = F.cross_entropy(z.expand(len(y), 3), y)
    q = z.softmax(0)
    kl = (p * (p / q).log()).sum()
    assert loss.isclose(entropy + kl, rtol=1e-12)
    if step in (0, 5, 20):
        text = f"loss {loss:.3f} = {entropy:.3f} + {kl:.3f}"
        told = " ".join(f"{prob:.2f}" for prob in q)
        print(f"step {step:2}  {text}  q {told}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
assert kl < 0.002 and loss > 0.8  # the floor is the entropy, not 0

curve = torch.linspace(0.005, 1, 200)
plt.plot(curve, -curve.log(), "C0")
for prob in torch.tensor([0.9, 0.5, 0.1, 0.01]):
    plt.plot(prob, -prob.log(), "C0o")
    plt.text(prob + 0.01, 0.2 - prob.log(), f"{-prob.log():.2f}")
plt.title("Confident and wrong costs most")
plt.xlabel("probability given to the true class")
plt.ylabel("loss: -log of it (nats)")
plt.show()
# --8<-- [end:entropy]
