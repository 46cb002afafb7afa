# --8<-- [start:idea]
import torch


class Adam:
    """Kingma and Ba 2015; every parameter needs a gradient."""

    def __init__(self, params, lr, betas=(0.9, 0.999), eps=1e-8):
        self.params, self.lr, self.t = list(params), lr, 0
        self.betas, self.eps = betas, eps
        self.m = [torch.zeros_like(p) for p in self.params]
        self.v = [torch.zeros_like(p) for p in self.params]

    @torch.no_grad()
    def step(self, correct=True):
        self.t += 1
        b1, b2 = self.betas
        for p, m, v in zip(self.params, self.m, self.v, strict=True):
            m.lerp_(p.grad, 1 - b1)
            v.lerp_(p.grad**2, 1 - b2)
            m_hat = m / (1 - b1**self.t) if correct else m
            v_hat = v / (1 - b2**self.t) if correct else v
            p -= self.lr * m_hat / (v_hat.sqrt() + self.eps)


# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

torch.manual_seed(0)
slopes = torch.tensor([1e-8, 1e-6, 1.0, -1e6, 1.0, 1.0]).double()
grads = slopes.repeat(2000, 1)  # six weights, each with its slope,
grads[1::2, 4] = -1  # but the fifth's goes to and fro,
grads[:, 5].normal_()  # and the last one's is noise


def walk(optimizer_class, **settings):
    """Steps (2000, weights) in units of the rate."""
    w = torch.zeros_like(slopes, requires_grad=True)
    optimizer = optimizer_class([w], lr=1)
    path = [w.detach().clone()]
    for grad in grads:
        w.grad = grad
        optimizer.step(**settings)
        path.append(w.detach().clone())
    return -torch.stack(path).diff(dim=0)


steps, theirs = walk(Adam), walk(torch.optim.Adam)
assert torch.allclose(steps, theirs, rtol=0, atol=1e-9)
early = walk(Adam, correct=False)[:, 2]
assert early.argmax() == 11  # longest at the 12th step

t = torch.tensor([1, 12, 100, 2000])
print("step / rate      t = 1     12    100   2000")
names = "1e-8", "1e-6", "1", "-1e6", "1, -1, 1 …", "1, no correction"
for name, row in zip(names, [*steps.T[:5], early], strict=True):
    print(f"{name:16}", *[f"{step:6.2f}" for step in row[t - 1]])

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
# --8<-- [end:evidence]
