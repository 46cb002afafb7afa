# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(5, 3)
X = torch.randn(4, 5)  # (batch, in)

by_hand = X @ layer.weight.T + layer.bias  # (batch, out)
print("weight", tuple(layer.weight.shape), "is (out, in)")
print("bias  ", tuple(layer.bias.shape))
print("same  ", torch.allclose(layer(X), by_hand, atol=1e-6))
tokens = torch.randn(4, 7, 5)  # leading axes stay as they are
print("(4, 7, 5) ->", tuple(layer(tokens).shape))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch.nn import functional as F

assert torch.allclose(layer(X), by_hand, atol=1e-6)
rows = X.clone().requires_grad_()
layer(rows)[2].sum().backward()  # output row 2 depends on row 2
reached = rows.grad.ne(0).any(1)
assert reached.tolist() == [False, False, True, False]

a, c = torch.randn(2, 5)  # affine: a linear map and a shift
gap = layer(a + c) - layer(a) - layer(c)
assert torch.allclose(gap, -layer.bias, atol=1e-6)
jacobian = torch.autograd.functional.jacobian(layer, a)  # (3, 5)
assert torch.allclose(jacobian, layer.weight, atol=1e-6)

image = torch.randn(2, 5, 6, 6)  # (batch, channels, height, width)
kernel = layer.weight.reshape(3, 5, 1, 1)
pixels = layer(image.movedim(1, -1)).movedim(-1, 1)
off = {"1x1 convolution": F.conv2d(image, kernel, layer.bias) - pixels}
full = nn.Linear(5 * 6 * 6, 3)
kernel = full.weight.reshape(3, 5, 6, 6)
whole = F.conv2d(image, kernel, full.bias).flatten(1)
off["convolution as large as the image"] = whole - full(
    image.flatten(1)
)
numbers = torch.tensor([4, 0, 4])
table = nn.Embedding(5, 3)
one_hot = F.one_hot(numbers, 5).float()
off["embedding, from one-hot"] = table(numbers) - one_hot @ table.weight
for name, gap in off.items():
    same = "the same" if gap.abs().max() < 1e-5 else "different"
    print(f"{name}: {same}")
    assert gap.abs().max() < 1e-5

limit = layer.weight.abs().max().item()
plt.imshow(jacobian, cmap="RdBu_r", vmin=-limit, vmax=limit)
plt.colorbar(label="change per input", shrink=0.6)
plt.xticks(range(5))
plt.yticks(range(3))
plt.xlabel("input")
plt.ylabel("output")
plt.title("A linear layer is one matrix: all to all")
plt.show()
# --8<-- [end:evidence]
