# --8<-- [start:table]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
N, K = 4, 3  # examples; classes, or labels that can be on at once
number = torch.randn(N, 1)
count = number.abs().ceil()
yes, labels = (torch.randint(2, (N, n)).float() for n in (1, K))
index, tokens, pixels = (
    torch.randint(K, shape) for shape in ((N,), (N, 5), (N, 2, 2))
)
partner, shares = torch.randperm(N), torch.rand(N, K).softmax(1)
mse, huber, poisson = F.mse_loss, F.huber_loss, F.poisson_nll_loss
bce, ce = F.binary_cross_entropy_with_logits, F.cross_entropy


def kl(out, y):
    return F.kl_div(out.log_softmax(1), y, reduction="batchmean")


rows = {  # target's tensor, output's shape, loss, prediction
    "number": (number, (N, 1), mse, lambda out: out),
    "+ outliers": (number, (N, 1), huber, lambda out: out),
    "count": (count, (N, 1), poisson, torch.exp),
    "yes/no": (yes, (N, 1), bce, torch.sigmoid),
    "K yes/no": (labels, (N, K), bce, torch.sigmoid),
    "1 of K": (index, (N, K), ce, lambda out: out.argmax(1)),
    "token": (tokens, (N, K, 5), ce, lambda out: out.argmax(1)),
    "pixel": (pixels, (N, K, 2, 2), ce, lambda out: out.argmax(1)),
    "partner": (partner, (N, N), ce, lambda out: out.argmax(1)),
    "K shares": (shares, (N, K), ce, lambda out: out.softmax(1)),
    "teacher": (shares, (N, K), kl, lambda out: out.softmax(1)),
}
print("target      its dtype and shape  output        other dtype")
for name, (y, shape, loss, predict) in rows.items():
    out = torch.randn(shape, requires_grad=True)  # no model needed
    optimizer = torch.optim.Adam([out], lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        loss(out, y).backward()
        optimizer.step()
    assert torch.allclose(predict(out), y, rtol=0, atol=0.05), name
    other = y.long() if y.is_floating_point() else y.float()
    try:
        loss(out, other).backward()
        verdict = "accepted"
    except RuntimeError:
        verdict = "error"
    if loss is mse:
        verdict = "by version"  # PyTorch 2.9 refuses, 2.13 does not
    kind = f"{str(y.dtype)[6:]} {tuple(y.shape)}"
    print(f"{name:11} {kind:20} {tuple(shape)!s:13} {verdict}")
# --8<-- [end:table]
# --8<-- [start:wrong]
y = torch.tensor([0, 2]).repeat(50)  # never class 1
score = torch.zeros(1, requires_grad=True)
logits = torch.zeros(K, requires_grad=True)
optimizer = torch.optim.SGD([score, logits], lr=0.5)
for _ in range(400):
    number, scores = score.expand(100), logits.expand(100, K)
    optimizer.zero_grad()
    (mse(number, y.float()) + ce(scores, y)).backward()
    optimizer.step()
probs = logits.softmax(0)
print(f"MSE predicts class {score.item():.2f}")
print("cross-entropy gives", " ".join(f"{p:.3f}" for p in probs))
assert score.round() == 1 and probs[1] < 0.01 < 0.49 < probs[0]
# --8<-- [end:wrong]
