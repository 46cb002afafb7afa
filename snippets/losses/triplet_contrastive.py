import torch
from torch import nn
from torch.nn import functional as F


def info_nce(a, p, temperature=0.1):
    """Row i of p belongs to row i of a; all others are negatives."""
    similarity = F.normalize(a, dim=1) @ F.normalize(p, dim=1).T
    partner = torch.arange(len(a), device=a.device)
    return F.cross_entropy(similarity / temperature, partner)


torch.manual_seed(0)
anchor, other = torch.randn(2, 8, 16)  # embeddings of 8 images each
partner = anchor + 0.1 * torch.randn(8, 16)
point = torch.zeros(8, 16)
triplet = nn.TripletMarginLoss()  # margin 1
for name, a, p, n in (
    ("partners are near", anchor, partner, other),
    ("partners are far", anchor, other, partner),
    ("all are one point", point, point, point),
):
    print(f"{name:18} triplet {triplet(a, p, n):5.2f}", end="")
    print(f"  InfoNCE {info_nce(a, p):5.2f}")
