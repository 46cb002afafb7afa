import torch
from torch import nn

torch.manual_seed(0)


def slope(act: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Slope of an elementwise activation at each x, same shape."""
    x = x.clone().requires_grad_()
    return torch.autograd.grad(act(x).sum(), x)[0]


def tensors_kept(act: nn.Module) -> int:
    """Count the (batch, hidden) tensors kept for backward.

    By memory address: an output that both the activation and the
    next layer keep counts once.
    """
    model = nn.Sequential(nn.Linear(8, 16), act, nn.Linear(16, 8))
    kept = {}

    def pack(tensor):
        if tensor.shape == (32, 16):  # (batch, hidden)
            kept[tensor.data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        model(torch.ones(32, 8))
    return len(kept)


# The normal distribution as 100,000 equally likely values
levels = torch.arange(0.5, 1e5, dtype=torch.float64) / 1e5
z = torch.special.ndtri(levels)
acts = nn.Sigmoid(), nn.Tanh(), nn.ReLU(), nn.LeakyReLU(), nn.ELU()
rows = []
print("            flat at std   slope    mean    tensors")
print("             1     5     at -10   output   kept")
for act in (*acts, nn.GELU(), nn.SiLU()):
    flat = [slope(act, std * z).abs() < 0.005 for std in (1, 5)]
    row = [100 * part.double().mean().item() for part in flat]
    numbers = slope(act, z[:1] * 0 - 10).item(), act(z).mean().item()
    row += [round(n, 12) + 0.0 for n in numbers]  # -0 becomes 0
    rows.append([*row, tensors_kept(act)])
    line = "{:4.0f}% {:4.0f}% {:9.1g} {:8.2f} {:6}".format(*rows[-1])
    print(f"{type(act).__name__:10}{line}")

narrow, wide, left, mean, kept = zip(*rows, strict=True)
assert max(narrow[:2]) < 1 and min(wide[:2]) > 25  # by scale
assert narrow[2] == wide[2] == 50 and left[2] == 0  # ReLU: always
assert abs(mean[1]) < 1e-9 and min(mean[0], *mean[2:]) > 0.1
assert max(kept[:3]) < min(kept[3:])
assert tensors_kept(nn.LeakyReLU(inplace=True)) == 1
