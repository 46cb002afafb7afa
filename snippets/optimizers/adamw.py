import matplotlib.pyplot as plt
import torch
from torch.optim import SGD, Adam, AdamW

torch.manual_seed(0)
torch.set_default_dtype(torch.double)
# Gradients of pure noise, as at a minimum: (step, size, weight)
sizes = torch.tensor([0, 0.01, 1])
noise = torch.randn(100, 3, 1000) * sizes[:, None]
noise -= noise.mean(dim=0)  # on average they push nowhere


def run(rule, decay, by_hand=False, **options):
    """Path of weights that start at 1: (101, 3 sizes, 1000)."""
    w = torch.ones(3, 1000)
    options["weight_decay"] = 0 if by_hand else decay
    optimizer = rule([w], lr=0.01, **options)
    path = [w.clone()]
    for gradient in noise:
        if by_hand:
            w *= 1 - 0.01 * decay
        w.grad = gradient
        optimizer.step()
        path.append(w.clone())
    return torch.stack(path)


gap = run(AdamW, 0.1) - run(Adam, 0.1, by_hand=True)
assert gap.abs().max() < 1e-12  # AdamW is Adam, decayed by hand
gap = run(SGD, 0.1) - run(SGD, 0.1, by_hand=True)
assert gap.abs().max() < 1e-12  # for plain SGD L2 is weight decay
gap = run(SGD, 0.1, momentum=0.9)
gap -= run(SGD, 0.1, by_hand=True, momentum=0.9)
assert gap[-1].mean(dim=1).max() < -0.4  # with momentum it is not

print("100 steps     decay   weight at noise 0   0.01      1")
paths = {}
for rule, style in (SGD, ""), (Adam, "C2"), (AdamW, "C4"):
    for decay, dash in (1e-4, "-"), (0.1, "--"), (1, ":"):
        path = run(rule, decay).mean(dim=2)
        paths[rule, decay] = path
        row = "".join(f"{weight:7.2f}" for weight in path[-1])
        print(f"{rule.__name__:9} {decay:9g}              {row}")
        if style:
            label = f"{rule.__name__}, decay {decay:g}"
            x = range(0, 101, 4)
            plt.plot(x, path[::4, 0], style + dash, label=label)

for decay in 1e-4, 0.1, 1:
    adam, adamw = paths[Adam, decay], paths[AdamW, decay]
    # No gradient: Adam's first step is lr, whatever the decay
    assert adam[1, 0].sub(1 - 0.01).abs() < 2e-6
    assert (adam[:, 0] - paths[Adam, 1][:, 0]).abs().max() < 1e-3
    left = (1 - 0.01 * decay) ** 100
    assert (adamw[-1] - left).abs().max() < 0.01
assert paths[Adam, 0.1][-1].diff().sum() > 0.5
plt.text(8, 0.42, "all three of Adam")
plt.ylim(0.1, 1.8)
plt.title("No gradient: Adam shrinks at any decay alike")
plt.xlabel("step, at learning rate 0.01")
plt.ylabel("weight")
plt.legend(loc="upper center", ncols=2)
plt.show()
