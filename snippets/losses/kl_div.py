# --8<-- [start:idea]
import torch
from torch.distributions import Categorical, kl_divergence
from torch.nn import functional as F

torch.manual_seed(0)
p = torch.randn(8, 10).double().softmax(1)  # target, 8 rows
logits = torch.randn(8, 10).double().requires_grad_()
log_q = logits.log_softmax(1)  # prediction
right = F.kl_div(log_q, p, reduction="batchmean")
print(f"kl_div                  {right:.4f}")
by_hand = (p * (p.log() - log_q)).sum(1).mean()
print(f"by hand                 {by_hand:.4f}")
theirs = kl_divergence(Categorical(p), Categorical(logits=logits))
print(f"torch.distributions     {theirs.mean():.4f}")
# --8<-- [end:idea]
# --8<-- [start:traps]
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    default = F.kl_div(log_q, p)
print(f"default reduction      {default:8.4f}")
print(f"UserWarning: {str(caught[0].message).split(',')[0]}")
assert default.isclose(right / 10)  # divides by the 10 classes, too
q = log_q.exp()
for name, given in (("probabilities", q), ("logits", logits)):
    value = F.kl_div(given, p, reduction="batchmean")
    print(f"{name:13} given    {value:8.4f}")
    (slope,) = torch.autograd.grad(value, given, retain_graph=True)
    assert torch.allclose(slope, -p / 8)  # blind to what is given
    assert value < 0 or name == "logits"
swapped = F.kl_div(p.log(), q, reduction="batchmean")
print(f"arguments swapped      {swapped:8.4f}")
steps = [t.view(2, 4, 10) for t in (log_q, p)]  # (batch, time, class)
sequences = F.kl_div(*steps, reduction="batchmean")
print(f"2 sequences of 4 steps {sequences:8.4f}")
assert sequences.isclose(4 * right)

zero, half = torch.tensor([[1.0, 0]]), torch.tensor([[0.5, 0.5]]).log()
value = F.kl_div(half, zero, reduction="sum")
print(f"a zero in the target   {value:8.4f}")
value = F.kl_div(half, zero.log(), reduction="sum", log_target=True)
print(f"the same as its log    {value:8.4f}")

losses = right, F.cross_entropy(logits, p)  # of a fixed target
a, b = (
    torch.autograd.grad(v, logits, retain_graph=True) for v in losses
)
gap = (a[0] - b[0]).abs().max()
print(f"gradient of cross-entropy differs by {gap:.3f}")
# --8<-- [end:traps]
