import torch
from torch.nn.functional import scaled_dot_product_attention

torch.manual_seed(0)
query, keys = torch.randn(1, 8), torch.randn(5, 8)
for causal in (True, False):
    weights = scaled_dot_product_attention(
        query, keys, torch.eye(5), is_causal=causal
    )
    seen = (weights > 0).int().tolist()
    print(f"is_causal={causal!s:5} the new token sees {seen}")

layers, tokens, bytes_each = 32, 4096, 2  # float16
for heads in (32, 8):
    size = 2 * layers * tokens * heads * 128 * bytes_each
    print(f"{heads:2} heads of 128: {size / 1e9:.2f} GB a sequence")
