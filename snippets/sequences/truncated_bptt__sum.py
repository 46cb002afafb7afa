import torch

torch.manual_seed(0)
U = torch.randn(4, 4).double()
inputs = torch.randn(6, 4).double()


def last_state(weights):
    """One matrix for each step, though all may be the same."""
    state = torch.zeros(4).double()
    for x, weight in zip(inputs, weights, strict=True):
        state = torch.tanh(x + state @ weight)
    return state.sum()


shared = U.clone().requires_grad_()
last_state([shared] * 6).backward()
copies = [U.clone().requires_grad_() for _ in range(6)]
last_state(copies).backward()
total = sum(copy.grad for copy in copies)
same = torch.allclose(total, shared.grad)
print("gradient = sum over the six copies:", same)
for back in (1, 3, 5):
    print(f"{back} steps back: {copies[6 - back].grad.norm():.2f}")
