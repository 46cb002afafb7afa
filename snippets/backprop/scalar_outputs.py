# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X, y = torch.randn(5, 3), torch.randn(5, 1)  # (examples, features)
model = nn.Linear(3, 1)
losses = nn.functional.mse_loss(model(X), y, reduction="none")  # (5, 1)

weights = torch.tensor([[1.0], [1.0], [1.0], [1.0], [5.0]])
(weights * losses).sum().backward()  # reduce to one number yourself
mended = model.weight.grad.clone()

model.zero_grad()
losses = nn.functional.mse_loss(model(X), y, reduction="none")
losses.backward(weights)  # the same: one weight for each output
print("sum, then backward:", [f"{g:.4f}" for g in mended[0]])
print("backward(weights): ", [f"{g:.4f}" for g in model.weight.grad[0]])
# --8<-- [end:idea]
# --8<-- [start:evidence]
from torch.func import functional_call, grad, jacrev, vmap

X, y, model = X.double(), y.double(), model.double()
parameters = {n: p.detach() for n, p in model.named_parameters()}


def loss_of(parameters, X, y):
    return (functional_call(model, parameters, X) - y).square().mean()


each = vmap(grad(loss_of), in_dims=(None, 0, 0))(parameters, X, y)
whole = grad(loss_of)(parameters, X, y)
print("a gradient for each example:", tuple(each["weight"].shape))
gap = (each["weight"].mean(0) - whole["weight"]).abs().max()
print(
    f"their mean is the batch's gradient, to 1e-15: {bool(gap < 1e-15)}"
)


def curve(x):
    """Three outputs of two inputs."""
    return torch.stack([x[0] * x[1], x[0] ** 2, x[1].sin()])


x = torch.tensor([2.0, 3.0], dtype=torch.float64, requires_grad=True)
v = torch.tensor([1.0, 10.0, 100.0], dtype=torch.float64)
J = jacrev(curve)(x)  # (outputs, inputs)
curve(x).backward(v)
print("Jacobian:", [[round(d, 2) for d in row] for row in J.tolist()])
assert torch.allclose(x.grad, v @ J, rtol=0, atol=1e-12)

z = torch.tensor(2.0, requires_grad=True)
(first,) = torch.autograd.grad(z**3, z, create_graph=True)
(second,) = torch.autograd.grad(first, z)
print(f"z**3 at 2: slope {first.item():.1f}, curvature {second:.1f}")
(first,) = torch.autograd.grad(z**3, z)
try:
    torch.autograd.grad(first, z)
except RuntimeError as error:
    print(f"without create_graph: {error}")

big = torch.randn(50, dtype=torch.float64, requires_grad=True)
direction = torch.randn(50, dtype=torch.float64)
(slope,) = torch.autograd.grad((big**4).sum(), big, create_graph=True)
(product,) = torch.autograd.grad(slope @ direction, big)
gap = (product - 12 * big**2 * direction).abs().max()
print(f"Hessian times vector without a Hessian: {bool(gap < 1e-12)}")
# --8<-- [end:evidence]
