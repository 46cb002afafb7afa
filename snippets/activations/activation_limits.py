# --8<-- [start:idea]
import torch
from torch import nn


def slope(act: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Slope of an elementwise activation at each x, same shape."""
    x = x.clone().requires_grad_()
    return torch.autograd.grad(act(x).sum(), x)[0]


# The standard normal as 10,000 equally likely values
z = torch.special.ndtri((torch.arange(10_000) + 0.5) / 10_000)
acts = nn.Sigmoid(), nn.Tanh(), nn.ReLU(), nn.LeakyReLU(), nn.ELU()
print("inputs:    flat at std 1, 2.5, 5   slope at -10   mean")
for act in (*acts, nn.GELU(), nn.SiLU()):
    print(f"{type(act).__name__:9}", end="  ")
    for std in (1, 2.5, 5):
        flat = slope(act, std * z).abs() < slope(act, z).max() / 200
        print(f"{flat.float().mean():6.0%}", end="")
    left = slope(act, torch.tensor(-10.0))
    print(f"{left.abs():15.5f} {act(z).mean():z10.2f}")


# --8<-- [end:idea]
# --8<-- [start:evidence]
def tensors_kept(*layers: nn.Module) -> int:
    """How many (batch, hidden) tensors wait for the backward pass?

    The layers stand between two linear ones. A tensor that two
    layers keep counts once.
    """
    model = nn.Sequential(nn.Linear(8, 16), *layers, nn.Linear(16, 8))
    kept = {}  # by address in memory

    def pack(tensor):
        if tensor.shape == (32, 16):
            kept[tensor.data_ptr()] = tensor
        return tensor

    def unpack(tensor):
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
        model(torch.ones(32, 8))
    return len(kept)


torch.manual_seed(0)
print("tensors kept       alone   after batch norm")
for act in (*acts, nn.GELU(), nn.SiLU(), nn.LeakyReLU(inplace=True)):
    place = " in place" if getattr(act, "inplace", False) else ""
    normed = tensors_kept(nn.BatchNorm1d(16), act)
    name = type(act).__name__ + place
    print(f"{name:18} {tensors_kept(act):3} {normed:10}")

for act in (nn.Sigmoid(), nn.Tanh(), nn.ReLU()):
    assert tensors_kept(act) == 1  # its output is enough
for act in (nn.ELU(), nn.GELU(), nn.SiLU()):
    assert tensors_kept(act) == 2  # its input as well
wide, half = slope(nn.Sigmoid(), 5 * z), slope(nn.Tanh(), 2.5 * z)
assert torch.allclose(4 * wide, half, atol=1e-6)
# --8<-- [end:evidence]
