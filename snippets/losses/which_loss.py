# --8<-- [start:idea]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
N, K = 4, 3  # examples; classes or labels
ce, bce = F.cross_entropy, F.binary_cross_entropy_with_logits
number, yes = torch.randn(N, 1), torch.randint(2, (N, 1)).float()
labels = torch.randint(2, (N, K)).float()
tokens, pixels = torch.randint(K, (N, 5)), torch.randint(K, (N, 8, 8))
rows = [  # the target, its loss, the shape of the output
    ("number", number, F.mse_loss, (N, 1)),
    ("yes or no", yes, bce, (N, 1)),
    ("K labels", labels, bce, (N, K)),
    ("class", tokens[:, 0], ce, (N, K)),
    ("token", tokens, ce, (N, K, 5)),
    ("pixel", pixels, ce, (N, K, 8, 8)),
]
for name, y, loss_fn, shape in rows:
    loss = loss_fn(torch.randn(shape), y)
    print(f"{name:9} {y.dtype} {tuple(y.shape)}: {loss:.2f}")


# --8<-- [end:idea]
# --8<-- [start:arrive]
def prediction(loss_fn, z, y):
    if loss_fn is ce:
        return z.softmax(1) if y is shares else z.argmax(1)
    outputs = {bce: z.sigmoid(), F.poisson_nll_loss: z.exp()}
    return outputs.get(loss_fn, z)


shares = torch.rand(N, K).softmax(1)
rows += [
    ("outliers", number, F.huber_loss, (N, 1)),
    ("count", number.abs().ceil(), F.poisson_nll_loss, (N, 1)),
    ("partner", torch.randperm(N), ce, (N, N)),
    ("shares", shares, ce, (N, K)),
]
for name, y, loss_fn, shape in rows:
    z = torch.randn(shape, requires_grad=True)  # instead of a model
    optimizer = torch.optim.Adam([z], lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        loss_fn(z, y).backward()
        optimizer.step()
    assert (prediction(loss_fn, z, y) - y).abs().max() < 0.05, name
print(f"{len(rows)} of {len(rows)} outputs arrive at their target")
# --8<-- [end:arrive]
# --8<-- [start:numbers]
y = torch.randn(1000).exp()  # lopsided: mean above median
z = torch.zeros(4, requires_grad=True)
classes = torch.tensor([0, 2]).repeat(500)  # never class 1
optimizer = torch.optim.Adam([z], lr=0.05)
for _ in range(500):
    r = y - z[0]
    pinball = torch.maximum(0.9 * r, -0.1 * r).mean()
    nll = F.gaussian_nll_loss(z[1].expand(1000), y, z[2].exp())
    as_number = F.mse_loss(z[3].expand(1000), classes.float())
    optimizer.zero_grad()
    (pinball + nll + as_number).backward()
    optimizer.step()
below = (y < z[0]).float().mean()
print(f"pinball, q = 0.9: {below:.0%} of the targets lie below")
std = z[2].exp().sqrt()
print(f"Gaussian NLL: mean {z[1]:.2f}, deviation {std:.2f}")
print(f"of the targets:    {y.mean():.2f}            {y.std():.2f}")
print(f"MSE on class numbers 0 and 2 predicts {z[3]:.2f}")
assert 0.88 < below < 0.92 and z[3].round() == 1
assert z[1].isclose(y.mean(), rtol=0.01)
assert std.isclose(y.std(), rtol=0.01)
# --8<-- [end:numbers]
