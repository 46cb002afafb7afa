# --8<-- [start:idea]
import torch
from torch.nn.functional import logsigmoid

p = torch.tensor([0.7, 0.2, 0.1])  # the data, over three values
start = torch.tensor([0.1, 0.3, 0.6])  # the generator at first


def best_discriminator(q):
    """Trained on D's loss for real p and fake q; and that loss."""
    logits = torch.zeros(3, requires_grad=True)
    optimizer = torch.optim.SGD([logits], lr=1)
    for _ in range(1000):
        optimizer.zero_grad()
        real, fake = logsigmoid(logits), logsigmoid(-logits)
        loss = -(p * real + q * fake).sum()
        loss.backward()
        optimizer.step()
    return logits.sigmoid().detach(), loss.item()


for share in (0.0, 0.5, 1.0):
    D, loss = best_discriminator(share * p + (1 - share) * start)
    says = ", ".join(f"{verdict:.3f}" for verdict in D)
    print(f"{share:4.0%} of the way: D's loss {loss:.3f}, D {says}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from math import log

import matplotlib.pyplot as plt

print("share   D's loss  ln 4 - 2 JSD")
for share in (0.0, 0.3, 0.6, 0.9):
    q = share * p + (1 - share) * start
    D, loss = best_discriminator(q)
    mean = (p + q) / 2
    jsd = (p * (p / mean).log() + q * (q / mean).log()).sum() / 2
    print(f"{share:5} {loss:10.4f} {log(4) - 2 * jsd:13.4f}")
    assert torch.allclose(D, p / (p + q), atol=1e-3)
    assert abs(loss - log(4) + 2 * jsd) < 1e-4

D = torch.linspace(0.01, 0.99, 99)
logits = D.logit().requires_grad_()  # D's verdict on a fake
losses = {
    "saturating, log(1 - D)": logsigmoid(-logits),
    "non-saturating, -log(D)": -logsigmoid(logits),
}
for name, loss in losses.items():
    (slope,) = torch.autograd.grad(loss.sum(), logits)
    print(f"{name:24} slope {slope[0]:.2f} where D(fake) is 0.01")
    plt.plot(D, slope.abs(), label=name)
    assert torch.allclose(slope, D - 1 if "non" in name else -D)
plt.xlabel("D(fake), the discriminator's verdict on a sample")
plt.ylabel("size of the slope in D's logit")
plt.title("One loss is flat where the generator is worst")
plt.legend()
plt.show()
# --8<-- [end:evidence]
