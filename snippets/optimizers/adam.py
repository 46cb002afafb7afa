import matplotlib.pyplot as plt
import torch


class Adam:
    """Adam (Kingma and Ba 2015), with the steps of torch.optim.Adam.

    `m` and `v` are running means of each parameter's gradient and of
    its square; both start at zero, which `correct` makes up for.
    Every parameter needs a gradient.
    """

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params, self.lr = list(params), lr
        self.betas, self.eps, self.t = betas, eps, 0
        self.m = [torch.zeros_like(p) for p in self.params]
        self.v = [torch.zeros_like(p) for p in self.params]

    @torch.no_grad()
    def step(self, correct: bool = True) -> None:
        self.t += 1
        b1, b2 = self.betas
        for p, m, v in zip(self.params, self.m, self.v, strict=True):
            m.mul_(b1).add_(p.grad, alpha=1 - b1)
            v.mul_(b2).add_(p.grad**2, alpha=1 - b2)
            m_hat = m / (1 - b1**self.t) if correct else m
            v_hat = v / (1 - b2**self.t) if correct else v
            p -= self.lr * m_hat / (v_hat.sqrt() + self.eps)


torch.manual_seed(0)
slopes = torch.tensor([1e-8, 1e-6, 1.0, -1e6, 1.0, 1.0]).double()
grads = slopes.repeat(2000, 1)  # six weights, each with its slope,
grads[1::2, 4] = -1  # but the fifth's goes to and fro,
grads[:, 5].normal_()  # and the last one's is noise


def walk(optimizer_class, **settings):
    """Steps (2000, weights) in units of the rate; the optimizer."""
    w = torch.zeros_like(slopes, requires_grad=True)
    optimizer = optimizer_class([w], lr=1)
    path = [w.detach().clone()]
    for grad in grads:
        w.grad = grad
        optimizer.step(**settings)
        path.append(w.detach().clone())
    return -torch.stack(path).diff(dim=0), optimizer


steps, own = walk(Adam)
early = walk(Adam, correct=False)[0][:, 2]
their_steps, theirs = walk(torch.optim.Adam)
(state,) = theirs.state.values()
assert torch.allclose(steps, their_steps, rtol=0, atol=1e-9)
assert torch.allclose(own.m[0], state["exp_avg"], rtol=1e-9)
assert torch.allclose(own.v[0], state["exp_avg_sq"], rtol=1e-9)
assert early.argmax() == 11  # without correction: the 12th step

t = torch.tensor([1, 12, 100, 2000])
print("step / rate      t = 1     12    100   2000")
names = "1e-8", "1e-6", "1", "-1e6", "1, -1, 1 …", "1, no correction"
for name, row in zip(names, [*steps.T[:5], early], strict=True):
    print(f"{name:16}", *(f"{step:6.2f}" for step in row[t - 1]))

t = torch.logspace(0, 3.3, 80).long()
plt.semilogx(t, steps[t - 1, 2], "C2")
plt.semilogx(t, early[t - 1], "C2--")
plt.text(60, 5, "without correction", color="C2")
plt.text(1.2, 1.4, "Adam", color="C2")
plt.ylim(0, 7)
plt.title("The correction keeps early steps in bounds")
plt.xlabel("step t (the gradient is always 1)")
plt.ylabel("step / learning rate")
plt.show()
