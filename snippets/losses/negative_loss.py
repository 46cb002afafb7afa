# --8<-- [start:idea]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
p, target = torch.randn(2, 100, 3).softmax(2)  # 100 rows, 3 classes
y = target.argmax(1)
print("probabilities where their logarithms belong")
for name, given in (("as they are", p), ("log", p.log())):
    nll = F.nll_loss(given, y)
    kl = F.kl_div(given, target, reduction="batchmean")
    print(f"  {name:11}  nll_loss {nll:5.2f}  kl_div {kl:5.2f}")

z = torch.randn(100)
mask = 255 * (z > 0).float()  # as an image file has it
print("masks of 0 and 255 where 0 and 1 belong")
for name, m in (("as they are", mask), ("/ 255", mask / 255)):
    bce = F.binary_cross_entropy_with_logits(z, m)
    dice = 1 - 2 * (z.sigmoid() * m).sum() / (z.sigmoid() + m).sum()
    print(f"  {name:11}  BCE {bce:6.2f}  Dice loss {dice:5.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
mask = 255 * (torch.randn(100) > 0).float()
for name, target in (("0 and 255", mask), ("0 and 1", mask / 255)):
    z = torch.zeros(100, requires_grad=True)
    optimizer = torch.optim.SGD([z], lr=1)
    for _ in range(100):
        loss = F.binary_cross_entropy_with_logits(z, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"BCE after 100 steps, mask of {name:9} {loss:8.1e}")
    assert loss > 0 if name == "0 and 1" else loss < -1000

y = 0.1 * torch.randn(1000)  # a density can be above 1
z = torch.zeros(2, requires_grad=True)  # mean, log of the variance
optimizer = torch.optim.Adam([z], lr=0.05)
for _ in range(500):
    mean, var = z[0].expand(1000), z[1].exp().expand(1000)
    loss = F.gaussian_nll_loss(mean, y, var, full=True)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(
    f"Gaussian NLL of targets with deviation {y.std():.2f}: {loss:.2f}"
)
least = torch.distributions.Normal(y.mean(), y.std()).log_prob(y)
print(f"the least possible: {-least.mean():.2f}")
assert loss < -0.5 and loss.isclose(-least.mean(), rtol=0.01)
# --8<-- [end:evidence]
