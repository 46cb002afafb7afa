# --8<-- [start:idea]
import torch

logits = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 0.0]])  # (N, classes)
right = logits.softmax(dim=-1)  # over the classes of each sample
wrong = logits.softmax(dim=0)  # over the samples, for each class

for name, p in (("dim=-1", right), ("dim=0", wrong)):
    print(f"{name:6}  sample 1 {[round(v, 2) for v in p[0].tolist()]}")
    print(f"        sums of rows {p.sum(1).tolist()}")
# --8<-- [end:idea]
