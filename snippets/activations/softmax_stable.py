# --8<-- [start:function]
import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    """Turn finite logits into probabilities of the same shape.

    z: (..., classes); each row of the result sums to 1.
    Raises IndexError if there are no classes.
    Source: Blanchard, Higham and Higham (2021), shifted form.
    """
    shifted = z - z.amax(-1, keepdim=True)  # the largest is now 0
    exps = shifted.exp()  # in [0, 1]: nothing can overflow
    return exps / exps.sum(-1, keepdim=True)


# --8<-- [end:function]
# --8<-- [start:test]
for z in (torch.tensor([1000.0, 1001]), torch.tensor([-1000.0, -999])):
    naive = z.exp() / z.exp().sum()  # inf / inf, then 0 / 0
    print("exp", z.exp().tolist(), " naive", naive.tolist())
    assert naive.isnan().all()
    p = softmax(z)
    print(f"shifted softmax [{p[0]:.3f}, {p[1]:.3f}]")
    assert torch.allclose(p, torch.softmax(z, -1), rtol=0, atol=1e-6)

assert torch.tensor(89.0).exp().isinf()  # float32 ends at 88.7
assert torch.tensor(12.0).half().exp().isinf()  # float16 at 11.1
# --8<-- [end:test]
# --8<-- [start:log]
z = torch.tensor([1000.0, 0], requires_grad=True)
two_steps = -softmax(z).log()[1]  # the true class is the second
one_step = -torch.log_softmax(z, -1)[1]
for name, loss in ("two steps", two_steps), ("one step ", one_step):
    (slope,) = torch.autograd.grad(loss, z)
    print(f"{name}  loss {loss:6.1f}  gradient {slope.tolist()}")
assert two_steps.isinf() and slope.tolist() == [1, -1]
table = torch.tensor([[1000.0, -1000], [-1000, -1000]])
assert softmax(table).tolist() == [[1, 0], [0.5, 0.5]]  # by row
assert torch.full((2,), -torch.inf).softmax(-1).isnan().all()
# --8<-- [end:log]
