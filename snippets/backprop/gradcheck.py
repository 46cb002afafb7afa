# --8<-- [start:idea]
import torch


class SiLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, upstream):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return upstream * (s + x * s * (1 - s))


torch.manual_seed(0)
x = torch.randn(5, dtype=torch.float64, requires_grad=True)
print("gradcheck:", torch.autograd.gradcheck(SiLU.apply, x))
print("and twice:", torch.autograd.gradgradcheck(SiLU.apply, x))
# --8<-- [end:idea]
# --8<-- [start:verdicts]
import warnings

from torch.autograd.gradcheck import GradcheckError


class Forgetful(SiLU):
    @staticmethod
    def backward(ctx, upstream):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return upstream * s  # what x in the sigmoid adds is missing


def verdict(function, x):
    """The first line of what gradcheck says."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one about float32
            torch.autograd.gradcheck(function, x)
    except GradcheckError as error:
        return str(error).splitlines()[0]
    return "passes"


zero = torch.zeros(3, dtype=torch.float64, requires_grad=True)
print("a term left out:  ", verdict(Forgetful.apply, x))
print("right, in float32:", verdict(SiLU.apply, x.float()))
print("ReLU at 0: ", verdict(torch.relu, zero))
print("ReLU at 1: ", verdict(torch.relu, zero + 1))
print("dropout:   ", verdict(torch.nn.Dropout(), x))
# --8<-- [end:verdicts]
# --8<-- [start:steps]
import matplotlib.pyplot as plt


def errors(central, dtype):
    """Mean error of differences of exp(sin x), by the power of h."""
    points = torch.linspace(0, 3, 50, dtype=torch.float64)
    exact = points.cos() * points.sin().exp()
    found = []
    for power in range(1, 13):
        h, x = 10.0**-power, points.to(dtype)
        back = x - h if central else x
        rise = (x + h).sin().exp() - back.sin().exp()
        found.append(
            (rise / h / (1 + central) - exact).abs().mean().item()
        )
    return found


print("differences        best h  error")
for dtype, color in ((torch.float64, "C0"), (torch.float32, "C1")):
    for central, style in ((False, "--"), (True, "-")):
        found = errors(central, dtype)
        power = found.index(min(found)) + 1
        name = f"{str(dtype)[6:]} {'central' if central else 'forward'}"
        print(f"{name:17}  1e-{power:02}  {min(found):.0e}")
        plt.semilogy(range(1, 13), found, color + style, label=name)
assert min(errors(True, torch.float64)) < 1e-9
assert min(errors(True, torch.float32)) > 1e-5
plt.xticks([2, 5, 8, 11], ["1e-2", "1e-5", "1e-8", "1e-11"])
plt.xlabel("step h")
plt.ylabel("error of the slope")
plt.title("Too long a step bends, too short a step rounds")
plt.ylim(bottom=1e-15)
plt.legend(loc="lower center", ncols=2)
plt.show()
# --8<-- [end:steps]
