# --8<-- [start:idea]
import torch


def shares(a, b):
    """Do two tensors look at the same memory?"""
    pointer = a.untyped_storage().data_ptr()
    return pointer == b.untyped_storage().data_ptr()


x = torch.arange(12.0).reshape(3, 4)
row = x[1]  # a view
copy = x[[1]]  # a list of indices copies
row[0] = 100  # written through the view
print(
    "x[1, 0] is now",
    x[1, 0].item(),
    "and the copy says",
    copy[0, 0].item(),
)
print(
    "x[1] shares:", shares(x, row), " x[[1]] shares:", shares(x, copy)
)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
import numpy as np

x = torch.arange(12.0).reshape(3, 4)
made = {
    "view(4, 3)": x.view(4, 3),
    "T": x.T,
    "permute(1, 0)": x.permute(1, 0),
    "x[:, 1:3]": x[:, 1:3],
    "unsqueeze(0)": x.unsqueeze(0),
    "expand(2, 3, 4)": x.expand(2, 3, 4),
    "detach()": x.detach(),
    "float() of a float": x.float(),
    "reshape(4, 3)": x.reshape(4, 3),
    "contiguous()": x.contiguous(),
    "T.reshape(12)": x.T.reshape(12),
    "T.contiguous()": x.T.contiguous(),
    "x[x > 3]": x[x > 3],
    "x[[0, 2]]": x[[0, 2]],
    "repeat(2, 1)": x.repeat(2, 1),
    "clone()": x.clone(),
    "double()": x.double(),
    "x + 0": x + 0,
}
looks = [name for name, y in made.items() if shares(x, y)]
copies = [name for name in made if name not in looks]
print("looks:", ", ".join(looks[:5]))
print("      ", ", ".join(looks[5:]))
print("copies:", ", ".join(copies[:4]))
print("       ", ", ".join(copies[4:]))
assert len(looks) == 10 and looks[-1] == "contiguous()"

array = np.zeros(3)
assert torch.from_numpy(array).data_ptr() == array.ctypes.data
assert torch.tensor(array).data_ptr() != array.ctypes.data
assert x.view(4, 3)[0].tolist() == [0, 1, 2]  # not the transpose
assert x.T[0].tolist() == [0, 4, 8]
column, flat = torch.ones(5, 1), torch.ones(5)
assert (column - flat).shape == (5, 5)  # broadcasting, in silence
small = torch.tensor([1], dtype=torch.uint8)
assert (small - 2).item() == 255  # unsigned numbers wrap around

fig, axes = plt.subplots(3, 1, sharex=True)
views = {
    "x: rows of the strip": x,
    "x.view(4, 3)": x.view(4, 3),
    "x.T": x.T,
}
for ax, (name, y) in zip(axes, views.items(), strict=True):
    for k, line in enumerate(y):
        ax.bar(line, 1, 0.9, color=f"C{k}")
        for place, number in enumerate(line.tolist()):
            ax.text(number, 0.5, f"{k},{place}", ha="center")
    ax.set(title=name, yticks=[])
axes[-1].set(xlabel="place in memory", xticks=range(12))
fig.suptitle("One strip of memory, three views (a color is a row)")
plt.show()
# --8<-- [end:evidence]
