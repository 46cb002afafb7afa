# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
images = torch.randn(32, 1, 8, 8)  # (batch, channels, height, width)
body = nn.Sequential(
    nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(1)
)
with torch.no_grad():
    n_features = body(images[:1]).shape[1]  # one dry run counts them
model = nn.Sequential(body, nn.Linear(n_features, 10))
print(f"{n_features} features, output {tuple(model(images).shape)}")

lazy = nn.Sequential(body, nn.LazyLinear(10))  # asks the first batch
lazy(images)
print(f"LazyLinear found {lazy[1].in_features}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
features = torch.randn(32, 64)
wrong = {
    "not flattened": (torch.randn(32, 1, 8, 8), nn.Linear(64, 10)),
    "miscounted": (body(images), nn.Linear(512, 10)),
    "flatten() without 1": (images.flatten(), nn.Linear(64, 10)),
    "transposed": (features.T, nn.Linear(64, 10)),
    "layers do not match": (
        nn.Linear(64, 50)(features),
        nn.Linear(5, 10),
    ),
}
for name, (inputs, layer) in wrong.items():
    try:
        layer(inputs)
    except RuntimeError as error:
        left, right = str(error).split("(")[1].strip(")").split(" and ")
        print(f"{name:19}  {left} and {right}")
        assert right == f"{layer.in_features}x{layer.out_features}"
        assert left.split("x")[1] == str(inputs.shape[-1])

silent = nn.Linear(8, 10)(images)  # 8 happens to be the width
print("no error:", tuple(images.shape), "->", tuple(silent.shape))
rows = images.reshape(-1, 16)  # "fixes" nn.Linear(16, 10)
print(f"reshape(-1, 16): {len(images)} images became {len(rows)} rows")
square = torch.randn(64, 64)  # a batch of 64, transposed by mistake
layer = nn.Linear(64, 10)
assert layer(square.T).shape == layer(square).shape
assert not torch.allclose(layer(square.T), layer(square))
try:
    layer(square.long())  # numbers of another type
except RuntimeError as error:
    print(error)
# --8<-- [end:evidence]
