# %% [markdown]
# # A character model in a minute
#
# You build models that predict the next character of a text, from counts over a small MLP to a Transformer, and measure all of them in bits per character on the same held-out text. Each network is far better than a table of pairs. Yet in this minute of training both lose to well-smoothed counts of longer runs; a mixture of the two is better still, and `bz2`, which sorts the test text together with the training text before it codes them, is within a quarter of a bit of that mixture.
#
# The text comes with Python: the help topics in `pydoc_data`. It differs between versions of Python, so every number here is computed in the run. The steps are those of [the recipe](../recipe.md): look, count, set up baselines, check the network, train, and open the test text once.
#
# ## Look at the text first

# %%
import bz2
import lzma
import math
from collections import Counter
from pydoc_data.topics import topics

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
raw = "\n\n".join(topics[name] for name in sorted(topics))
paragraphs = {}
for paragraph in raw.split("\n\n"):
    paragraphs.setdefault(" ".join(paragraph.split()), paragraph)
text = "\n\n".join(paragraphs.values())
repeated = 1 - len(text) / len(raw)
print(f"{len(topics)} topics, {len(raw):,} characters")
print(f"{repeated:.0%} of them repeat an earlier paragraph")
print(f"{len(text):,} characters remain\n")
print(text[:240])
assert repeated > 0.1

# %% [markdown]
# The look was worth it. Many topics are excerpts of others, so whole paragraphs come twice. With a plain split, part of the test text would stand in the training text word for word, and a model that only remembers would look clever. The program keeps the first copy of each paragraph, whatever its line breaks.
#
# The last tenth is the test text, the tenth before it is for decisions, the rest is for training. The cuts are in order of the text: shuffled sentences would put neighbors on both sides.

# %%
chars = sorted(set(text))
n_chars = len(chars)
index = {char: i for i, char in enumerate(chars)}
codes = torch.tensor([index[char] for char in text])
part = len(text) // 80 * 8  # a multiple of 8, for later
valid_start, test_start = len(text) - 2 * part, len(text) - part
stop = len(text)
train_text = text[:valid_start]
train_codes = codes[:valid_start]
valid = (valid_start, test_start)
print(f"training {valid_start:,}, validation and test {part:,}")
unseen = set(text[valid_start:test_start]) - set(train_text)
print(f"{n_chars} different characters: {math.log2(n_chars):.2f} bits")
print("in validation, never in training:", len(unseen))

# %% [markdown]
# ## The measure: bits per character
#
# A model gives each possible next character a probability $p$. Its score on held-out text $x_1 \dots x_n$ is
#
# $$-\frac{1}{n} \sum_{i=1}^{n} \log_2 p(x_i \mid x_1 \dots x_{i-1}),$$
#
# the length of the text in bits per character when it is coded with the model. It is the cross-entropy with another logarithm: divide [PyTorch's loss](../losses.md#cross-entropy) in nats by $\ln 2$. Knowing nothing but the alphabet costs the bits printed above.
#
# Every model below scores exactly the same characters, each from the ones before it.
#
# ## Count: one character, then pairs
#
# The unigram model looks at nothing: it has one probability for each character. The bigram model looks at one character. A count of zero would make a probability of zero and a cost without limit, so every count starts at a small number instead. That number is chosen on the validation text.

# %%
counts = train_codes.bincount(minlength=n_chars).double()
pairs = torch.zeros(n_chars, n_chars, dtype=torch.double)
ones = torch.ones(len(train_codes) - 1, dtype=torch.double)
pair = (train_codes[:-1], train_codes[1:])
pairs.index_put_(pair, ones, accumulate=True)


def score_unigram(start, stop, extra):
    p = (counts + extra) / (counts + extra).sum()
    return p.log2()[codes[start:stop]]


def score_bigram(start, stop, extra):
    p = (pairs + extra) / (pairs + extra).sum(1, keepdim=True)
    return p.log2()[codes[start - 1 : stop - 1], codes[start:stop]]


def bits(log_p):
    return -log_p.mean().item()


tried = (0.001, 0.01, 0.1, 1, 10)
found = {}
for score in score_unigram, score_bigram:
    trials = {extra: bits(score(*valid, extra)) for extra in tried}
    best = min(trials, key=trials.get)
    found[score] = best
    text_bits = f"{trials[best]:.2f} bits"
    worst = max(trials.values())
    print(f"{score.__name__:13} {text_bits}, start count {best}")
    print(f"{'':13} {worst:.2f} bits with the worst of them")
    if score is score_unigram:  # nothing to choose: see below
        assert worst - trials[best] < 0.02
    else:
        assert tried[0] < best < tried[-1]

# %% [markdown]
# The unigram model hardly needs the number, since hardly a character of the validation text is new to it; that its best is the smallest one tried means nothing.
#
# The table of pairs is a picture of the language. Here it is for the letters and the space.

# %%
shown = [index[char] for char in " abcdefghijklmnopqrstuvwxyz"]
rows = pairs[shown] / pairs[shown].sum(1, keepdim=True)
plt.figure(figsize=(5.2, 4.8))
plt.imshow(rows[:, shown], cmap="Blues", vmin=0, vmax=0.6)
names = ["_", *"abcdefghijklmnopqrstuvwxyz"]
plt.xticks(range(27), names)
plt.yticks(range(27), names)
plt.xlabel("next character")
plt.ylabel("character (_ is the space)")
plt.title("What follows what")
plt.show()
assert rows[shown.index(index["q"])].argmax() == index["u"]

# %% [markdown]
# ![A matrix of letter pairs: q is followed by u, h by e, and many letters by a space.](../plots/labs/characters.svg)
#
# ## Count longer runs: the baseline to beat
#
# With a longer history $h$ most counts are zero, and tables alone fail. The remedy is old: take a discount $D$ off every count and give what is saved to the model with a shorter history $h'$,
#
# $$p(c \mid h) = \frac{\max(n(hc) - D, 0) + D\, t(h)\, p(c \mid h')}{n(h)}.$$
#
# Here $n(hc)$ counts how often $c$ follows $h$, $n(h)$ is the sum over $c$, and $t(h)$ the number of different characters that follow. For the shorter histories, $n$ counts after how many different characters a run occurs rather than how often: this is interpolated Kneser-Ney smoothing. It is what a neural model has to be compared with, and it takes some 20 lines.


# %%
def fit(order):
    """Tables of counts for histories of 0 to `order` characters."""
    tables = []
    last = valid_start - order
    runs = Counter(text[i : i + order + 1] for i in range(last))
    for k in range(order, -1, -1):
        totals, kinds = Counter(), Counter()
        for run, n in runs.items():
            totals[run[:-1]] += n
            kinds[run[:-1]] += 1
        tables.insert(0, (runs, totals, kinds))
        if k:
            runs = Counter(run[1:] for run in runs)
    return tables


def prob(tables, past, char, discount=0.9):
    p = 1 / n_chars
    for k, (runs, totals, kinds) in enumerate(tables):
        h = past[len(past) - k :]
        if h not in totals:
            break
        kept = max(runs.get(h + char, 0) - discount, 0)
        p = (kept + discount * kinds[h] * p) / totals[h]
    return p


def score_ngram(start, stop, tables):
    order = len(tables) - 1
    p = [
        prob(tables, text[i - order : i], text[i])
        for i in range(start, stop)
    ]
    return torch.tensor(p, dtype=torch.double).log2()


# %% [markdown]
# A model whose probabilities sum to more than 1 would win by cheating, so check that first. Then choose the length of the history on the validation text. For comparison: the same counts without the shorter histories, each started at 0.01.


# %%
def score_counts(start, stop, tables, extra=0.01):
    runs, totals, _ = tables[-1]
    order = len(tables) - 1
    p = []
    for i in range(start, stop):
        h = text[i - order : i]
        n = totals.get(h, 0) + extra * n_chars
        p.append((runs.get(h + text[i], 0) + extra) / n)
    return torch.tensor(p, dtype=torch.double).log2()


orders, plain, mixed = (1, 2, 3, 5, 7, 9, 12), [], []
tables_of = {}
for order in orders:
    tables = tables_of[order] = fit(order)
    for start in 0, valid_start:
        past = text[start : start + order]
        total = sum(prob(tables, past, char) for char in chars)
        assert abs(total - 1) < 1e-9
    plain.append(bits(score_counts(*valid, tables)))
    mixed.append(bits(score_ngram(*valid, tables)))
best_order = orders[mixed.index(min(mixed))]
ngram = tables_of[best_order]
print("history ", *(f"{order:5d}" for order in orders))
print("alone   ", *(f"{b:5.2f}" for b in plain))
print("with all", *(f"{b:5.2f}" for b in mixed))
print("chosen: a history of", best_order)
assert orders[0] < best_order < orders[-1]
assert abs(mixed[-1] - min(mixed)) < 0.1
assert min(plain) > min(mixed) + 0.2
assert plain[-1] > min(plain) + 0.5

# %%
plt.figure(figsize=(5.2, 3.2))
plt.plot(orders, plain, "o--", color="gray", label="counts alone")
plt.plot(orders, mixed, "o-", color="C1", label="with shorter ones")
plt.xlabel("characters of history")
plt.ylabel("bits per character")
plt.ylim(0)
plt.title("Counting, on the validation text")
plt.legend(loc="lower left")
plt.show()

# %% [markdown]
# ![Counts alone get worse beyond a few characters of history; mixed with the shorter histories they go on improving, then stay level.](../plots/labs/characters-2.svg)
#
# Counts alone overfit: a longer history has been seen too seldom. Mixed with the shorter ones it adds what it knows and leaves the rest to them. Its curve is nearly flat at the end, and the best length lies inside those tried. The discount of 0.9 was not tuned.
#
# ## The first network: an MLP on eight characters
#
# Each character becomes 16 learned numbers; those of the last eight stand side by side and go through one hidden layer. The shapes, for a batch of $B$: codes $(B, 8)$, embedded $(B, 8, 16)$, flattened $(B, 128)$, hidden $(B, 256)$, logits $(B, C)$ for $C$ characters. This is the network of Bengio et al. with letters for words.

# %%
context = 8
windows = train_codes.unfold(0, context + 1, 1)  # (n, 9)


def make_mlp():
    return nn.Sequential(
        nn.Embedding(n_chars, 16),
        nn.Flatten(),
        nn.Linear(context * 16, 256),
        nn.ReLU(),
        nn.Linear(256, n_chars),
    )


def overfit(model, X, y, lr, steps=200):
    """The loss before and after many steps on one batch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(model(X).flatten(0, -2), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses[0], losses[-1]


torch.manual_seed(0)
batch = windows[torch.randint(len(windows), (64,))]
first, last = overfit(make_mlp(), batch[:, :-1], batch[:, -1], 0.01)
print(f"ln C {math.log(n_chars):.2f}   loss at the start {first:.1f}")
print("after 200 steps on 64 rows, below 0.05:", last < 0.05)
assert abs(first - math.log(n_chars)) < 0.2 and last < 0.05

# %% [markdown]
# The [loss at the start](../losses.md#loss-at-init) is that of a guess, and the network can [learn one batch by heart](../recipe.md#overfit-batch). Both checks cost a second and rule out most mistakes in labels, shapes and loss. Now train, from three seeds.

# %%
budget = 320 * 1024  # characters predicted in training


def train(model, windows, rows, lr, targets, budget):
    steps = budget // (rows * targets)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, lr, steps, pct_start=0.1
    )
    for _ in range(steps):
        batch = windows[torch.randint(len(windows), (rows,))]
        X, y = batch[:, :-1], batch[:, -targets:]
        logits = model(X).flatten(0, -2)
        loss = F.cross_entropy(logits, y.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()


@torch.no_grad()
def score_mlp(start, stop, model):
    X = codes[start - context : stop - 1].unfold(0, context, 1)
    log_p = model(X).log_softmax(1).gather(1, codes[start:stop, None])
    return log_p[:, 0].double() / math.log(2)


mlps = []
for seed in range(3):
    torch.manual_seed(seed)
    mlp = make_mlp()
    train(mlp, windows, 512, 0.01, targets=1, budget=budget)
    mlps.append(mlp)
mlp_bits = sorted(bits(score_mlp(*valid, mlp)) for mlp in mlps)
print("MLP, 3 seeds:", *(f"{b:.2f}" for b in mlp_bits), "bits")
assert max(mlp_bits) < mixed[0] - 0.8  # far better than pairs
assert mlp_bits[-1] - mlp_bits[0] < 0.1

# %% [markdown]
# ## A small Transformer
#
# Two blocks, 32 characters of context. In each block every position makes a query, a key and a value; each query is compared with the keys of its own and all earlier positions, and takes the average of their values, weighted by the softmax of the agreement:
#
# $$\text{softmax}\!\left(\frac{Q K^\top}{\sqrt{d}} + M\right) V, \qquad M_{ij} = -\infty \text{ for } j > i.$$
#
# The mask $M$ is what makes it a language model: with it, all 32 positions can be trained at once, each as if the text ended there. Unlike in the MLP, the position must be told by an embedding of its own.


# %%
class Block(nn.Module):
    def __init__(self, size, heads, causal):
        super().__init__()
        self.heads, self.causal = heads, causal
        self.norm1, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.mlp = nn.Sequential(
            nn.Linear(size, 4 * size),
            nn.ReLU(),
            nn.Linear(4 * size, size),
        )

    def forward(self, x):  # (batch, time, size)
        qkv = self.qkv(self.norm1(x))  # (batch, time, 3 * size)
        qkv = qkv.unflatten(2, (3, self.heads, -1))
        # 3 of (batch, heads, time, size / heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(
            q, k, v, is_causal=self.causal
        )
        mixed = mixed.transpose(1, 2).flatten(2)  # (batch, time, size)
        x = x + self.out(mixed)
        return x + self.mlp(self.norm2(x))


class Transformer(nn.Module):
    def __init__(self, size=64, heads=4, time=32, causal=True):
        super().__init__()
        self.token = nn.Embedding(n_chars, size)
        self.position = nn.Embedding(time, size)
        self.blocks = nn.Sequential(
            Block(size, heads, causal), Block(size, heads, causal)
        )
        self.norm = nn.LayerNorm(size)
        self.head = nn.Linear(size, n_chars)
        nn.init.normal_(self.token.weight, std=0.1)
        nn.init.normal_(self.position.weight, std=0.1)
        nn.init.normal_(self.head.weight, std=0.02)

    def forward(self, X):  # (batch, time)
        x = self.token(X) + self.position.weight[: X.shape[1]]
        return self.head(self.norm(self.blocks(x)))  # (…, time, C)


# %% [markdown]
# The checks again, and one more, for the [leak](../recipe.md#leak-test) that makes language models look brilliant: change one character, and no logit of an earlier position may move. The same test on a copy with the mask left out must fail, or it tests nothing.

# %%
time = 32
windows32 = train_codes.unfold(0, time + 1, 1)  # (n, 33)
torch.manual_seed(0)
batch = windows32[torch.randint(len(windows32), (4,))]
model = Transformer()
print("parameters", sum(p.numel() for p in model.parameters()))
print("logits", tuple(model(batch[:, :-1]).shape))
first, last = overfit(model, batch[:, :-1], batch[:, 1:], 0.003)
print(f"ln C {math.log(n_chars):.2f}   loss at the start {first:.1f}")
print("after 200 steps on 4 windows, below 0.1:", last < 0.1)
assert abs(first - math.log(n_chars)) < 0.2 and last < 0.1

X = batch[:1, :-1]
changed = X.clone()
changed[0, 20] = (X[0, 20] + 1) % n_chars
for causal in True, False:
    model = Transformer(causal=causal)
    with torch.no_grad():
        moved = (model(changed) - model(X)).abs().amax((0, 2))
    earlier = moved[:20].max().item() > 1e-6
    print(f"causal {causal!s:5}  earlier logits move: {earlier}")
    assert earlier != causal and moved[20:].min() > 1e-6

# %% [markdown]
# Training is the same loop, with 32 targets for each window. It gets an advantage: as many characters as the three MLPs together. It is run once, from one seed and at one rate (the MLP had one rate, too: neither network was tuned), with the gradient [clipped](../optimizers.md#clip) as in the MLP's loop. For the score each character needs a history, so the windows advance by eight, and only the last eight positions of each count: they have 25 to 32 characters before them.


# %%
@torch.no_grad()
def score_transformer(start, stop, model):
    shift = time + 1 - 8
    steps = codes[start - shift : stop].unfold(0, time + 1, 8)
    log_p = model(steps[:, :-1])[:, -8:].log_softmax(2)
    log_p = log_p.gather(2, steps[:, -8:, None]).flatten()
    assert len(log_p) == stop - start
    return log_p.double() / math.log(2)


torch.manual_seed(0)
model = Transformer()
train(model, windows32, 32, 0.005, targets=time, budget=3 * budget)
transformer_bits = bits(score_transformer(*valid, model))
print(f"Transformer, 1 seed: {transformer_bits:.2f} bits")
assert transformer_bits < mixed[0] - 0.8

# %% [markdown]
# ## Let them write
#
# Draw a character from the model's probabilities, append it, and ask again. All continue the end of the training text.


# %%
@torch.no_grad()
def next_probs(name, past):
    X = torch.tensor([[index[char] for char in past[-time:]]])
    if name == "pairs":
        return pairs[X[0, -1]] / pairs[X[0, -1]].sum()
    if name == "n-gram":
        past = past[-best_order:]
        return torch.tensor([prob(ngram, past, c) for c in chars])
    if name == "MLP":
        return mlps[0](X[:, -context:])[0].softmax(0)
    return model(X)[0, -1].softmax(0)


for name in "pairs", "n-gram", "MLP", "Transformer":
    torch.manual_seed(0)
    past = train_text[-time:]
    for _ in range(200):
        past += chars[next_probs(name, past).multinomial(1).item()]
    print(f"--- {name}\n{past[time:]}")

# %% [markdown]
# Pairs give letters that may stand side by side, and hardly a word. The others give words, line breaks and the look of a manual, without a meaning. Samples are for seeing that the machinery works; they rank nothing. A model that copies its training text writes the best ones.
#
# ## Mix two models
#
# Counts remember exact runs; a network shares what it learns between similar histories. Two different models are worth mixing: $w\,p_1 + (1 - w)\,p_2$, the weight $w$ chosen on the validation text.


# %%
def mix(weight, one, two):
    one, two = one.exp2(), two.exp2()
    return (weight * one + (1 - weight) * two).log2()


scores = score_ngram(*valid, ngram), score_transformer(*valid, model)
weights = [i / 10 for i in range(11)]
trials = {w: bits(mix(w, *scores)) for w in weights}
weight = min(trials, key=trials.get)
alone = f"n-gram {trials[1]:.2f}, Transformer {trials[0]:.2f}"
print(f"{alone}, mixed {trials[weight]:.2f} bits")
gain = min(trials[0], trials[1]) - trials[weight]
assert gain > 0.01

# %% [markdown]
# ## The test text, once
#
# All decisions are made. Two rivals join that you already have on your disk: a compressor, asked how many bytes the test text adds to the training text. It sees the test text while it works on it; the models above stay as they were trained.

# %%
exam = (test_start, stop)
log_p = {
    "unigram": score_unigram(*exam, found[score_unigram]),
    "bigram": score_bigram(*exam, found[score_bigram]),
    "MLP": score_mlp(*exam, mlps[0]),
    "Transformer": score_transformer(*exam, model),
    "n-gram": score_ngram(*exam, ngram),
}
pair = log_p["n-gram"], log_p["Transformer"]
log_p["n-gram and Transformer"] = mix(weight, *pair)
assert len({len(scored) for scored in log_p.values()}) == 1
results = {"no model": math.log2(n_chars)}
results |= {name: bits(scored) for name, scored in log_p.items()}
both = (train_text + text[test_start:]).encode()
for packer in bz2, lzma:
    added = len(packer.compress(both))
    added -= len(packer.compress(train_text.encode()))
    results[packer.__name__] = 8 * added / part
print("bits per character           step")
before = results["no model"]
for name, result in results.items():
    if name in ("no model", "Transformer", "bz2", "lzma"):  # no step
        print(f"{name:22} {result:5.2f}")
    else:
        print(f"{name:22} {result:5.2f} {result - before:+5.2f}")
        before = result
networks = results["MLP"], results["Transformer"]
assert results["n-gram"] < min(networks) - 0.1
assert max(networks) < results["bigram"] - 0.5
best = results["n-gram and Transformer"]
assert best < results["n-gram"] - 0.01
for packer in "bz2", "lzma":
    assert abs(results[packer] - best) < 0.25
seeds = sorted(bits(score_mlp(*exam, mlp)) for mlp in mlps)
print("MLP, 3 seeds:", *(f"{b:.2f}" for b in seeds))
assert 0.8 < results["bigram"] - max(seeds) < 1.3
assert seeds[-1] - seeds[0] < 0.1
on_valid = {
    "unigram": bits(score_unigram(*valid, found[score_unigram])),
    "bigram": bits(score_bigram(*valid, found[score_bigram])),
    "MLP": bits(score_mlp(*valid, mlps[0])),
    "Transformer": transformer_bits,
    "n-gram": min(mixed),
    "n-gram and Transformer": trials[weight],
}
ranked = sorted(on_valid, key=on_valid.get)
print("same order on the validation text:", *ranked, sep="\n  ")
assert ranked == sorted(log_p, key=results.get)

# %%
plt.figure(figsize=(5.2, 3.4))
bars = plt.barh(list(results), list(results.values()), color="C2")
plt.bar_label(bars, fmt="%.1f", padding=3)
plt.gca().invert_yaxis()
plt.xlim(0, 8)
plt.xlabel("bits per character (less is better)")
plt.title("The same held-out text")
plt.show()

# %% [markdown]
# ![Bits per character on the test text fall from no model over unigram, bigram and networks to n-gram counts and their mixture.](../plots/labs/characters-3.svg)
#
# The column `step` says what each step was worth, in bits per character against the step before it; below zero is better. The Transformer had another budget than the MLP, and the compressors another question, so they are no steps, and the n-gram's step is counted from the MLP.
#
# - **From no model to pairs** is cheap and worth a lot. A network that does not beat its bigram has a bug.
# - **The MLP** gains about a bit on pairs, and its three seeds lie close together.
# - **The Transformer** was run once, with three times an MLP's budget, and at one rate, so its distance from the MLP says little about which is better: try [more than one rate](../learning-rate.md#pick-lr).
# - **Counts with shorter histories** beat both networks. At this size of text and in this budget, with networks that were not tuned, this is the result to report. A paper's figure for a Transformer comes from far more text and training, so it says nothing about this comparison.
# - **The mixture** is better than either part on text that chose none of its weights.
# - **The compressors** see the test text while they work on it, so they answer a slightly different question. Both are within a quarter of a bit of the mixture; on which side of it depends on the text, and so on the version of Python. They are a quick check on a language model's score.
#
# The last tenth is about other topics than the validation text, so levels differ between the two; the order of the models is the same on both. For people, Shannon estimated about one bit per letter of ordinary English when up to 100 letters are known, and 2.3 bits from statistics of up to eight letters. His alphabet has 27 characters and the texts are others, so compare the order of magnitude only.
#
# ## Try it
#
# Raise `budget` tenfold and give the machine ten minutes: which of the two networks gains more? Keep the repeated paragraphs and see who profits most. Both are one line.
#
# ## Sources
#
# Claude Elwood Shannon, *Prediction and Entropy of Printed English*, Bell System Technical Journal 30, 1951, [doi:10.1002/j.1538-7305.1951.tb01366.x](https://doi.org/10.1002/j.1538-7305.1951.tb01366.x). Yoshua Bengio, Réjean Ducharme, Pascal Vincent, et al., *A Neural Probabilistic Language Model*, JMLR 3, 2003, [jmlr.org](https://jmlr.org/papers/v3/bengio03a.html): the MLP. Ashish Vaswani, Noam Shazeer, Niki Parmar, et al., *Attention Is All You Need*, NeurIPS 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762). Stanley Chen, Joshua Goodman, *An Empirical Study of Smoothing Techniques for Language Modeling*, ACL 1996, [arXiv:cmp-lg/9606011](https://arxiv.org/abs/cmp-lg/9606011): smoothing compared; Kneser and Ney's is of 1995.
