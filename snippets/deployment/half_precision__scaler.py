import torch
from torch import nn

torch.manual_seed(0)
X, y = torch.rand(500, 64), torch.randint(10, (500,))
model = nn.Linear(64, 10)


def gradient(dtype, scale):
    """Of a loss that counts a hundred thousandth, in double."""
    with torch.autocast("cpu", dtype, dtype != torch.float32):
        loss = 1e-5 * nn.functional.cross_entropy(model(X), y)
    [grad] = torch.autograd.grad(loss * scale, model.weight)
    return grad.double() / scale


exact = gradient(torch.float32, 1)
print(f"length of the gradient: {exact.norm():.1e}")
for dtype in (torch.float16, torch.bfloat16):
    for scale in (1, 2**16):
        off = (gradient(dtype, scale) - exact).norm() / exact.norm()
        print(f"{str(dtype)[6:]:8}, loss x {scale:5}: off by {off:.1%}")

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scaler = torch.amp.GradScaler("cpu", init_scale=2**24)
for _ in range(10):
    optimizer.zero_grad()
    with torch.autocast("cpu", torch.float16):
        loss = nn.functional.cross_entropy(model(X), y)
    scaler.scale(loss).backward()
    before = model.weight.clone()
    scaler.step(optimizer)
    scaler.update()
    moved = not torch.equal(before, model.weight)
    print("step" if moved else "skip", end=" ")
print(f"scale {scaler.get_scale():,.0f}, loss in {loss.dtype}")
