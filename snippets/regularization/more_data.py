# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def test_error(n, seed):
    """On 797 images, from the first n of 1,000 others."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for i in train[torch.randint(n, (200, 50))]:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    return (model(X[test]).argmax(1) != y[test]).double().mean().item()


for n in (50, 100, 200, 400, 800):
    print(f"{n:3} images: error {test_error(n, seed=0):5.1%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

sizes, runs = [50, 100, 200, 400, 800], []
print("images  test error ± error, 6 seeds   left by the doubling")
for n in sizes:
    wrong = 100 * torch.tensor([test_error(n, s) for s in range(6)])
    line = f"{n:6} {wrong.mean():10.1f}% ± {wrong.std() / 6**0.5:.1f}%"
    if runs:
        line += f"{wrong.mean() / runs[-1].mean():26.0%}"
    print(line)
    runs.append(wrong)
runs = torch.stack(runs)
error = runs.mean(1)
left = (error[4] / error[0]) ** (1 / 4)
print(f"a doubling leaves {left:.0%} of the errors, on average")
assert (error[2:] < error[:-2]).all()  # four times the data
assert 0.55 < left < 0.85
assert error[0] - error[1] > error[3] - error[4] + 1

plt.loglog(sizes, runs, "C1.-", lw=0.8)
plt.plot([], [], "C1", label="6 seeds")
plt.plot(sizes, error, "gray", ls="--", label="mean")
plt.xticks(sizes, sizes, minor=False)
plt.minorticks_off()
plt.yticks([3, 5, 10, 20, 30], [3, 5, 10, 20, 30])
plt.title("Each doubling takes a share of the errors")
plt.xlabel("training images")
plt.ylabel("test error, %")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
