# --8<-- [start:idea]
import torch

x = torch.arange(12.0).reshape(3, 4)
row = x[1]  # a view
copy = x[[1]]  # a list of indices copies
row[0] = 100  # written through the view
print("x[1, 0] is now", x[1, 0].item())
print("the copy says ", copy[0, 0].item())


def memory(tensor):
    """Where in memory a tensor's numbers begin."""
    return tensor.untyped_storage().data_ptr()


print("x[1] looks at x:  ", memory(row) == memory(x))
print("x[[1]] looks at x:", memory(copy) == memory(x))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
import numpy as np

x = torch.arange(12.0).reshape(3, 4)
made = {
    "view(4, 3)": x.view(4, 3),
    "T": x.T,
    "permute(1, 0)": x.permute(1, 0),
    "[:, 1:3]": x[:, 1:3],
    "unsqueeze(0)": x.unsqueeze(0),
    "expand(2, 3, 4)": x.expand(2, 3, 4),
    "detach()": x.detach(),
    "float()": x.float(),
    "reshape(4, 3)": x.reshape(4, 3),
    "contiguous()": x.contiguous(),
    "T.reshape(12)": x.T.reshape(12),
    "T.contiguous()": x.T.contiguous(),
    "[x > 3]": x[x > 3],
    "[[0, 2]]": x[[0, 2]],
    "repeat(2, 1)": x.repeat(2, 1),
    "clone()": x.clone(),
    "double()": x.double(),
    "+ 0": x + 0,
}
print("x               shape      strides     memory of x")
for name, y in made.items():
    shape, strides = str(tuple(y.shape)), str(y.stride())
    told = "looks" if memory(y) == memory(x) else "copies"
    print(f"{name:15} {shape:10} {strides:11} {told}")
looks = [name for name, y in made.items() if memory(y) == memory(x)]
assert looks == list(made)[:10]

array = np.ones(2)
looking, copied = torch.from_numpy(array), torch.tensor(array)
array[0] = 7
print("from_numpy", looking.tolist(), " tensor", copied.tolist())
small = torch.tensor([1], dtype=torch.uint8)
print("uint8: 1 - 2 =", (small - 2).item())

fig, axes = plt.subplots(3, 1, sharex=True)
views = {"x: rows of the strip": x, "x.view(4, 3)": x.view(4, 3)}
views["x.T"] = x.T
for ax, (name, y) in zip(axes, views.items(), strict=True):
    for k, line in enumerate(y):
        ax.bar(line, 1, 0.9, color=f"C{k}")
        for place, number in enumerate(line.tolist()):
            ax.text(number, 0.4, f"{k},{place}", ha="center", color="w")
    ax.set(title=name, yticks=[])
axes[-1].set(xlabel="place in memory", xticks=range(12))
fig.suptitle("One strip of memory, three views (a color is a row)")
plt.show()
# --8<-- [end:evidence]
