# --8<-- [start:idea]
import torch

small = torch.tensor([1e-4, 1e-6, 1e-8])
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    kept = small.to(dtype).float()
    print(f"{dtype!s:14}", *(f"{value:.2e}" for value in kept))

scaled = (small * 65536).half()  # the loss times 65,536
back = scaled.float() / 65536
print("scaled, back  ", *(f"{value:.2e}" for value in back))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

n = 200_000  # outputs


def descend(dtype, scale):
    """Errors of 40 steps; at the end, the share of zero gradients."""
    torch.manual_seed(0)
    weights = torch.rand(n)  # kept in float32, as is usual
    losses = []
    for _ in range(40):
        outputs = weights.to(dtype, copy=True).requires_grad_()
        loss = outputs.float().square().mean()
        losses.append(loss.item())
        (loss * scale).backward()
        weights -= 0.1 * n * outputs.grad.float() / scale
    zeros = (outputs.grad == 0).float().mean()
    return losses, 100 * zeros.item()


end = {}
print("mean over 200,000 outputs    error     gradients of zero")
for name, dtype, scale in (
    ("float32", torch.float32, 1),
    ("bfloat16", torch.bfloat16, 1),
    ("float16", torch.float16, 1),
    ("float16, loss × 1,024", torch.float16, 1024),
):
    losses, zeros = descend(dtype, scale)
    end[name] = losses[-1]
    print(f"{name:24}  {losses[-1]:9.0e}  {zeros:8.0f}%")
    plt.semilogy(losses, label=name)
plt.title("float16 stops where its gradients round to zero")
plt.xlabel("step")
plt.ylabel("mean squared error")
plt.legend()
plt.show()

assert end["float16"] > 100 * end["float16, loss × 1,024"]
assert end["float16, loss × 1,024"] < 2 * end["float32"]
# --8<-- [end:evidence]
