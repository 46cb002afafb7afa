import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

images, digits = load_digits(return_X_y=True)
X = torch.tensor(images, dtype=torch.float32) / 16  # (1797, 64)
y = torch.tensor(digits)


def steep(x):  # the same curve, stretched to slope 1 at 0
    return 4 * torch.sigmoid(x) - 2


x = torch.linspace(-10, 10, 2001, requires_grad=True)
torch.sigmoid(x).sum().backward()  # x.grad: the slope at each x
assert x.grad.max() == 0.25
print(f"largest slope {x.grad.max():.2f}, ten of them {0.25**10:.1e}")
for f, color in ((steep, "C0"), (torch.sigmoid, "C1")):
    norms = torch.zeros(10, 10)  # (seed, layer)
    for seed in range(10):
        torch.manual_seed(seed)
        layers = [nn.Linear(64, 64) for _ in range(10)]
        hidden = X
        for layer in layers:
            nn.init.xavier_uniform_(layer.weight)
            hidden = f(layer(hidden))
        logits = nn.Linear(64, 10)(hidden)
        nn.functional.cross_entropy(logits, y).backward()
        grads = [layer.weight.grad.norm() for layer in layers]
        norms[seed] = torch.stack(grads)
    ratio = norms[:, 0] / norms[:, -1]  # first against last layer
    assert ratio.min() > 0.3 if f is steep else ratio.max() < 2e-5
    per_layer = ratio.log().mean().div(9).exp()  # nine layers apart
    print(f"{f.__name__:7} gradient per layer: x {per_layer:.2f}")
    lines = plt.semilogy(range(1, 11), norms.T, color, lw=1)
    lines[0].set_label(f.__name__)  # one line a seed
plt.xlabel("hidden layer (1 is next to the input)")
plt.ylabel("norm of the weights' gradient")
plt.title("Each sigmoid divides the gradient by four")
plt.legend(loc="lower right")
plt.show()
