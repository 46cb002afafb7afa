# --8<-- [start:idea]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
logits = torch.randn(4, 3)  # (rows, classes)
labels = torch.tensor([0, 2, 1, 2])  # (rows,), int64
one_hot = F.one_hot(labels, num_classes=3)  # (rows, classes), int64
padded = torch.tensor([0, 2, -100, -100])  # -100 is not counted
print(f"class numbers   {F.cross_entropy(logits, labels):.3f}")
print(f"one-hot floats  {F.cross_entropy(logits, one_hot.float()):.3f}")
print(f"two rows        {F.cross_entropy(logits[:2], labels[:2]):.3f}")
print(f"-100 elsewhere  {F.cross_entropy(logits, padded):.3f}")

images = torch.randn(2, 3, 8, 8)  # (batch, classes, height, width)
masks = torch.randint(3, (2, 8, 8))  # (batch, height, width)
print(f"each pixel      {F.cross_entropy(images, masks):.3f}")
words = torch.randn(2, 5, 3)  # (batch, words, classes), so turn it:
tags = torch.randint(3, (2, 5))  # (batch, words)
print(f"each word       {F.cross_entropy(words.mT, tags):.3f}")
# --8<-- [end:idea]
# --8<-- [start:errors]
for mistake, given, target in (
    ("labels as floats", logits, labels.float()),
    ("labels as int32", logits, labels.int()),
    ("labels from 1 to 3", logits, labels + 1),
    ("labels one too low", logits, labels - 1),
    ("labels of shape (4, 1)", logits, labels[:, None]),
    ("one-hot integers", logits, one_hot),
    ("argmax of the logits", logits.argmax(1), labels),
    ("another batch's labels", logits, labels[:3]),
    ("classes come last", words, tags),
    ("masks with a channel axis", images, masks[:, None]),
):
    try:
        F.cross_entropy(given, target)
    except (IndexError, RuntimeError, ValueError) as error:
        print(f"{mistake}\n    {type(error).__name__}: {error}")
# --8<-- [end:errors]
# --8<-- [start:silent]
right = F.cross_entropy(logits, labels)
twice = F.cross_entropy(logits, 2 * one_hot.float())
print(f"targets that sum to 2: {twice:.3f} instead of {right:.3f}")
assert twice.isclose(2 * right)
words, tags = words[:, :3], tags[:, :3]  # as many words as classes
wrong = F.cross_entropy(words, tags)
right = F.cross_entropy(words.mT, tags)
print(f"classes last, 3 words: {wrong:.3f} instead of {right:.3f}")
assert (wrong - right).abs() > 1e-4
flat = F.cross_entropy(words.flatten(0, 1), tags.flatten())
pixels = images.movedim(1, 3).flatten(0, 2)  # (pixels, classes)
of_pixels = F.cross_entropy(pixels, masks.flatten())
assert flat.isclose(right)  # mT or flattened is the same
assert of_pixels.isclose(F.cross_entropy(images, masks))
# --8<-- [end:silent]
