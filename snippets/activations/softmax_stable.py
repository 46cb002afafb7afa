# --8<-- [start:idea]
import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    """Turn finite logits (..., classes) into probabilities.

    Each row of the result sums to 1.
    Source: Blanchard, Higham and Higham (2021), shifted form.
    """
    shifted = z - z.amax(-1, keepdim=True)  # the largest is now 0
    exps = shifted.exp()  # in [0, 1]: nothing can overflow
    return exps / exps.sum(-1, keepdim=True)


for start in (0.0, 1000.0, -1000.0):
    z = torch.tensor([start, start + 1])
    exps, p = z.exp(), softmax(z)
    naive = exps / exps.sum()
    print(f"{z.tolist()}: exp {exps[0]:.1f} {exps[1]:.1f}", end="")
    print(f" naive {naive[1]:.3f} shifted {p[0]:.3f} {p[1]:.3f}")
# --8<-- [end:idea]
# --8<-- [start:log]
z = torch.tensor([1000.0, 0], requires_grad=True)
losses = {  # the true class is the second
    "softmax, then log": -softmax(z).log()[1],
    "log of p + 1e-8": -(softmax(z) + 1e-8).log()[1],
    "log_softmax": -z.log_softmax(-1)[1],
}
for name, loss in losses.items():
    (gradient,) = torch.autograd.grad(loss, z)
    print(f"{name:18} {loss:6.1f}  gradient {gradient.tolist()}")
# --8<-- [end:log]
# --8<-- [start:evidence]
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    exps = torch.arange(100).to(dtype).exp()
    print(f"{dtype!s:14} exp overflows at {exps.isfinite().sum()}")

for scale in (1, 1000):
    rows = scale * torch.arange(6.0).view(2, 3)
    logs = rows - rows.logsumexp(dim=-1, keepdim=True)
    assert torch.allclose(softmax(rows), rows.softmax(-1))
    assert torch.allclose(logs, rows.log_softmax(-1))

masked = torch.full((2,), -torch.inf)
print(f"softmax of {masked.tolist()}: {masked.softmax(-1).tolist()}")
# --8<-- [end:evidence]
