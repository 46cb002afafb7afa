import torch
from torch import nn

torch.manual_seed(0)
attend = nn.MultiheadAttention(8, 2, batch_first=True)
x = torch.randn(3, 4, 8)
lengths = torch.tensor([[4], [2], [0]])  # the third is all padding
padding = torch.arange(4) >= lengths
empty = padding.all(dim=1, keepdim=True)
for name, mask in (("as it is", padding), ("mended", padding & ~empty)):
    for need_weights in (True, False):
        out, _ = attend(x, x, x, mask, need_weights=need_weights)
        attend.zero_grad()
        out[:2].sum().backward()  # the third is not in the loss
        fine = attend.in_proj_weight.grad.isfinite().double().mean()
        kind = f"{name:8}  need_weights={need_weights!s:5}"
        print(f"{kind}  finite gradients: {fine:.0%}")
        assert out[:2].isfinite().all()
        assert (fine == 1) == (not need_weights or name == "mended")
