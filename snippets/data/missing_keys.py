# --8<-- [start:idea]
import torch
from torch import nn


def build(n_classes=10):
    hidden = nn.Sequential(nn.Linear(8, 4), nn.ReLU())
    return nn.Sequential(hidden, nn.Linear(4, n_classes))


torch.manual_seed(0)
saved = nn.DataParallel(build()).state_dict()  # as from a file
plain = {
    name.removeprefix("module."): value for name, value in saved.items()
}
model = build()
print(model.load_state_dict(plain))
for name, tensor in plain.items():
    print(name, tuple(tensor.shape))
# --8<-- [end:idea]
# --8<-- [start:evidence]
compiled = torch.compile(model).state_dict()
checkpoint = {"model": plain}
for what, state in (("compiled", compiled), ("checkpoint", checkpoint)):
    told = build().load_state_dict(state, strict=False)
    print(f"{what}: unexpected {told.unexpected_keys[0]}")

fresh = build()
before = fresh[1].weight.clone()
told = fresh.load_state_dict(saved, strict=False)
print(f"{len(told.missing_keys)} missing, nothing raised", end=", ")
print(f"head unchanged: {torch.equal(fresh[1].weight, before)}")

other = build(n_classes=3)
for strict in (True, False):
    try:
        other.load_state_dict(plain, strict=strict)
    except RuntimeError as error:
        message = str(error).splitlines()[1].strip()
        print(f"strict={strict}: {message[:26]} … {message[-20:]}")
# --8<-- [end:evidence]
# --8<-- [start:partial]
body = {name: value for name, value in plain.items() if name[0] == "0"}
told = other.load_state_dict(body, strict=False)
print(f"the body alone, missing: {told.missing_keys}")
assert told.missing_keys == ["1.weight", "1.bias"]
assert told.unexpected_keys == []
assert torch.equal(other[0][0].weight, model[0][0].weight)
# --8<-- [end:partial]
