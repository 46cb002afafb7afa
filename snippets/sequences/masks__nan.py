import torch
from torch import nn

torch.manual_seed(0)
attend = nn.MultiheadAttention(8, 1, batch_first=True)
x = torch.randn(2, 4, 8)
padding = torch.tensor([[False] * 4, [True] * 4])  # row 2: nothing else
empty = padding.all(dim=1, keepdim=True)
for name, mask in (("as it is", padding), ("mended", padding & ~empty)):
    for need_weights in (True, False):
        out, _ = attend(x, x, x, mask, need_weights=need_weights)
        attend.zero_grad()
        out[0].sum().backward()  # the loss of row 1 alone
        fine = attend.in_proj_weight.grad.isfinite().all().item()
        kind = f"{name:8}  need_weights={need_weights!s:5}"
        print(f"{kind}  gradient finite: {fine}")
        assert out[0].isfinite().all()
        assert fine == (not need_weights or name == "mended")
