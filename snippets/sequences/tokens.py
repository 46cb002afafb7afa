# --8<-- [start:idea]
from collections import Counter
from itertools import pairwise


def join(word, pair):
    pieces = [word[0]]
    for piece in word[1:]:
        if (pieces[-1], piece) == pair:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)


text = " low" * 5 + " lower" * 2 + " newest" * 6 + " widest" * 3
words = Counter(tuple("_" + word) for word in text.split())
for _ in range(5):
    pairs = Counter()
    for word, n in words.items():
        for pair in pairwise(word):
            pairs[pair] += n
    best, n = pairs.most_common(1)[0]
    words = {join(word, best): n for word, n in words.items()}
    print(f"{n} times {best}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from math import log2

import matplotlib.pyplot as plt
from sklearn import datasets

text = " ".join(
    getattr(datasets, f"load_{name}")().DESCR
    for name in ("diabetes", "digits", "iris", "linnerud", "wine")
)
new = datasets.load_breast_cancer().DESCR  # a text not used to merge
seen = Counter("_" + word for word in text.split())
unseen = sum("_" + word not in seen for word in new.split())
print(f"words not in the old texts: {unseen / len(new.split()):.0%}")

pieces = {word: tuple(word) for word in seen}  # of each old word
fresh = [tuple("_" + word) for word in new.split()]
length = sum(len(word) for word in fresh)
print("merges  characters a token  bits a token  bits a character")
rows = []
for merges in range(401):
    if merges in (0, 25, 50, 100, 200, 400):
        counts = Counter()
        for word, n in seen.items():
            counts.update(pieces[word] * n)
        tokens = [piece for word in fresh for piece in word]
        total = counts.total() + len(counts) + 1  # one for what is new
        bits = sum(log2(total / (counts[t] + 1)) for t in tokens)
        row = length / len(tokens), bits / len(tokens), bits / length
        rows.append((merges, *row))
        print(
            f"{merges:6} {row[0]:19.2f} {row[1]:13.2f} {row[2]:17.2f}"
        )
    pairs = Counter()
    for word, n in seen.items():
        for pair in pairwise(pieces[word]):
            pairs[pair] += n
    best, _ = pairs.most_common(1)[0]
    pieces = {word: join(split, best) for word, split in pieces.items()}
    fresh = [join(word, best) for word in fresh]
back = ["".join(word)[1:] for word in fresh]
print("decodes exactly:", back == new.split())
print("|".join(fresh[new.split().index("predictive")]))

merges, _, token, character = zip(*rows, strict=True)
assert back == new.split()
assert list(token) == sorted(token)
assert list(character) == sorted(character)[::-1]
plt.plot(merges, token, "o-", label="bits a token")
plt.plot(merges, character, "o-", label="bits a character")
plt.xlabel("merges")
plt.title("More bits for a token, fewer for the text")
plt.legend()
plt.show()
# --8<-- [end:evidence]
