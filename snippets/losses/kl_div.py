import warnings

import torch
import torch.nn.functional as F
from torch.distributions import Categorical, kl_divergence


def kl(p: torch.Tensor, log_q: torch.Tensor) -> torch.Tensor:
    """Mean over rows of KL(p || q), in nats.

    p, log_q: (rows, classes), probabilities and log-probabilities.
    A class with p = 0 adds nothing.
    """
    return (torch.xlogy(p, p) - p * log_q).sum(1).mean()


torch.manual_seed(0)
p = torch.randn(8, 10).double().softmax(1)  # target
z = torch.randn(8, 10).double().requires_grad_()  # logits
log_q = z.log_softmax(1)
right = kl(p, log_q)
built_in = F.kl_div(log_q, p, reduction="batchmean")
check = kl_divergence(Categorical(p), Categorical(logits=z)).mean()
assert max(abs(built_in - right), abs(check - right)) < 1e-12
print(f"right: batchmean, log-probabilities  {right:8.4f}")

# Trap 1: the default divides by the classes, too
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    default = F.kl_div(log_q, p)
assert "batchmean" in str(caught[0].message)
print(f"default reduction                    {default:8.4f}")
assert abs(default - right / 10) < 1e-12

# Trap 2: nothing checks that the input is in logs
q = log_q.exp()
for name, wrong in ("probabilities", q), ("logits", z):
    value = F.kl_div(wrong, p, reduction="batchmean")
    print(f"{name:13} as input               {value:8.4f}")
    assert value < 0 or name == "logits"  # no divergence is negative
    (slope,) = torch.autograd.grad(value, wrong, retain_graph=True)
    assert (slope + p / 8).abs().max() < 1e-12  # blind to the input

# Trap 3: the target is the second argument, and comes first in KL
swapped = F.kl_div(p.log(), q, reduction="batchmean")
print(f"arguments swapped                    {swapped:8.4f}")
assert abs(swapped - kl(q, p.log())) < 1e-12

# Trap 4: batchmean divides by the first dimension only
steps = [t.view(2, 4, 10) for t in (log_q, p)]  # (batch, time, class)
sequences = F.kl_div(*steps, reduction="batchmean")
print(f"batchmean of 2 sequences of 4        {sequences:8.4f}")
assert abs(sequences - 4 * right) < 1e-12

# Trap 5: a zero is fine as a probability, not as a logarithm
zero = torch.tensor([[1.0, 0]])
half = torch.tensor([[0.5, 0.5]]).log()
for log_target, target in ((False, zero), (True, zero.log())):
    value = F.kl_div(
        half, target, reduction="batchmean", log_target=log_target
    )
    print(
        f"target with a 0, log_target={log_target!s:5}    {value:8.4f}"
    )
assert value.isnan()

# For a fixed target, cross-entropy has the same gradient
losses = right, built_in, F.cross_entropy(z, p)
grads = [
    torch.autograd.grad(v, z, retain_graph=True)[0] for v in losses
]
assert (grads[0] - grads[1]).abs().max() < 1e-12
assert (grads[0] - grads[2]).abs().max() < 1e-12
