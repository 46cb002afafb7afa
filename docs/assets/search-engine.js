/* Finds cards, and shows them in the search dialog. Loaded by search.js when a
   reader goes to search. One tokenizer serves the index and the query. */
import MiniSearch from "./vendor/minisearch.js";

const WEAK = `a about all am an and any are as at be been but by can could did do does doing for
  from get give had has have how i if in into is it its just like make me mean means
  my need not of on one or put should so than that the their them then there these
  they this those to use used using versus vs was we were what when where which who
  why will with without would you your`;
// what is typed for what is written
const SHORT = new Map(Object.entries({
  acc: "accuracy", bn: "batch norm", ce: "cross entropy", val: "validation",
  wd: "weight decay",
}));
// of a pasted traceback: where it happened, and which kind of error it was
const TRACE = [
  /^\s*Traceback \(most recent call last\):/gm,
  /\bFile "[^"]*"|\bline \d+\b(, in \S+)?|\S+\.(py|cu|cpp|h|ipynb)(:\d+)*:?(?=\s|$)/g,
  /(^|\s)[\w.~<>-]*([\/\\][\w.~<>-]+){2,}/g,
  /\b(\w+\.)*\w*(Error|Warning|Exception)\b:?/g,
];
// a Map: of an object, "constructor" would be a word as well
const IRREGULAR = new Map([["dying", "die"], ["died", "die"], ["centre", "center"], ["centred", "center"]]);
const BOOST = { question: 6, terms: 5, answer: 3, title: 1.5, code: 1.5, body: 1.3 };

const BESIDE = 0.4; // the weight of what was not typed itself

/** A word's stem, by English endings. Wrong stems do no harm: both sides get them. */
export function stem(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  const root = (IRREGULAR.get(word) ?? word)
    .replace(/(.{4})is(e|es|ed|ing|ation)s?$/, "$1iz$2") // British
    .replace(/ies$/, (end, at) => (at > 1 ? "y" : "ie"))
    .replace(/(s|x|z|ch|sh)es$/, "$1")
    .replace(/([^s])s$/, "$1")
    .replace(/(.*[aeiouy].*..|.[aeiouy].)ing$|(.{4,})ed$/, "$1$2");
  return (root === word ? root : root.replace(/([bdgmnprt])\1$/, "$1")) // stopp(ed)
    .replace(/(.{5,})ion$|(.{3,})e$/, "$1$2") // activat(e), activat(ion)
    .replace(/(.{4,})at$|(.{5,})ity$/, "$1$2"); // normaliz(ation), linear(ity)
}

/** `ReLUs`: relu; `CrossEntropyLoss`: cross, entropy, loss. */
function parts(word) {
  const cut = word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+\p{Ll}*|./gu) ?? [];
  const joined = [];
  for (const part of cut) {
    const last = joined.at(-1);
    if (last?.length < 3 && part.length < 3) joined[joined.length - 1] += part;
    else joined.push(part);
  }
  return joined;
}

// Chinese, Japanese and Korean put no space between words
const CLOSE = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー々]`;
const LETTER = String.raw`(?:(?!${CLOSE})[\p{L}\p{N}])`;
const NAMES = new RegExp(`(${CLOSE}+)|${LETTER}+(?:[._-]${LETTER}+)*`, "gu");

/** 激活函数: 激活, 活函, 函数, and the last sign alone, so that each sign begins one. */
function pairs(text) {
  const signs = [...text];
  return signs.map((sign, i) => sign + (signs[i + 1] ?? ""));
}

/** The stems of a text: of whole names (`model.eval`), their words and their parts. */
export function terms(text) {
  const found = [];
  const plain = text.normalize("NFKD").replace(/\p{M}|['’]s\b/gu, "").normalize("NFC");
  for (const [name, close] of plain.matchAll(NAMES)) {
    if (close) {
      found.push(...pairs(close));
      continue;
    }
    const words = name.split(/[._-]/).map((w) => w.replace(/(\p{Lu}{2})s$/u, "$1"));
    const small = words.flatMap(parts);
    const stems = words.map((word) => stem(word.toLowerCase()));
    const inside = small.map((word) => stem(word.toLowerCase()));
    found.push(...new Set([stems.join(""), ...stems, ...inside]));
  }
  return found;
}

// of little use beside another word; alone they are searched for
const weak = new Set(terms(WEAK));
const isWeak = (term) => term.length < 2 || weak.has(term);

/** Those of a text's stems that say something, each once; all, where none does. */
function telling(stems) {
  const found = stems.filter((term) => !isWeak(term));
  return [...new Set(found.length ? found : stems)];
}

/** A query's stems, without a traceback's places, and those of what short forms mean. */
function asking(query) {
  const told = TRACE.reduce((text, place) => text.replace(place, " "), query);
  const text = terms(told).some((term) => !isWeak(term)) ? told : query;
  const short = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const meant = short.flatMap((word) => terms(SHORT.get(word) ?? ""));
  const wanted = telling(terms(text));
  return [wanted, [...new Set(meant)].filter((term) => !wanted.includes(term))];
}

/** The entries of `cards.json`, whose words are packed by `cards/show/search.py`. */
export function unpack({ entries, ...fields }) {
  for (const [field, [words, places]] of Object.entries(fields)) {
    const steps = places.split(" ");
    let word = [];
    for (const [i, piece] of words.split(" ").entries()) {
      const [same, ...rest] = piece;
      if (!same) continue; // no words at all
      word = [...word.slice(0, same.codePointAt(0) - 48), ...rest];
      let at = -1;
      for (const step of steps[i]) {
        at += step.codePointAt(0) - 48;
        entries[at][field] = `${entries[at][field] ?? ""} ${word.join("")}`;
      }
    }
  }
  return entries;
}

/** The index of `unpack`'s entries, as a function: query → entries, best first.
    What is found is `nothing` where no entry has half of the query's words. */
export function index(entries) {
  const known = new Set();
  const cards = new MiniSearch({
    fields: Object.keys(BOOST),
    storeFields: ["url", "question", "title", "answer"],
    extractField(entry, field) {
      // a card's id says what it is about, too
      const id = field === "terms" && entry.id.split("#")[1];
      return id ? `${id}, ${entry.terms ?? ""}` : entry[field];
    },
    tokenize: terms,
    processTerm: (term) => (known.add(term), term),
  });
  cards.addAll(entries);
  const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const begun = new Map(entries.map((e) => [e.id, letters(e.question ?? "")]));
  const asked = new Map(entries.map((e) => [e.id, telling(terms(e.question ?? ""))]));
  const phrase = (stems) => stems.toSorted().join(" ");
  const phrases = (text) => text.split(", ").map((part) => phrase(telling(terms(part))));
  const listed = new Map(entries.map((e) => [e.id, new Set(phrases(e.terms ?? ""))]));
  return (query) => {
    const [wanted, beside] = asking(query);
    // a question that the query asks whole comes before one that asks more
    const share = (id) => {
      const own = asked.get(id);
      return own.filter((term) => wanted.includes(term)).length / (own.length || 1);
    };
    // and one that begins with these very words, or lists them, before all
    const typed = letters(query);
    const whole = phrase(wanted);
    const literal = (id) =>
      (typed.includes(" ") && begun.get(id).startsWith(typed)) || listed.get(id).has(whole) ? 2 : 1;
    const found = cards.search(query, {
      tokenize: () => [...beside, ...wanted],
      processTerm: (term) => term,
      boost: BOOST,
      boostTerm: (term) => (wanted.includes(term) ? 1 : BESIDE),
      prefix: (term, i) => i === wanted.length + beside.length - 1 || !known.has(term),
      // names of this field lie one letter apart: what is a word is not misspelled
      fuzzy: (term) => term.length > 3 && !known.has(term) && 0.25,
      maxFuzzy: 2,
      boostDocument: (id) => (id.includes("#") ? literal(id) * (1 + 2 * share(id) ** 2) : 0.5),
    });
    // a word still being typed counts, one that only looks like a word does not
    const told = wanted.filter((term) => !/\d/.test(term));
    const counts = (term) => known.has(term) || term === wanted.at(-1);
    const covered = found.slice(0, 3).map(
      ({ queryTerms }) => told.filter((t) => counts(t) && queryTerms.includes(t)).length,
    );
    const nothing = !found.length || Math.max(...covered) < told.length / 2;
    return Object.assign(found, { nothing });
  };
}

const entry = (root, { url, question, title, answer }) => {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = new URL(url, root);
  for (const [name, text] of Object.entries({ question, title, answer })) {
    if (!text) continue;
    const part = link.appendChild(document.createElement("span"));
    part.className = `search-${name}`;
    part.textContent = text;
  }
  return item;
};

/** Fetch the cards, and let the dialog find them. */
export async function attach(dialog, root) {
  const answer = await fetch(new URL("search/cards.json", root));
  if (!answer.ok) throw new Error(`search/cards.json: ${answer.status}`);
  const find = index(unpack(await answer.json()));
  const [input, list, status] = ["input", "ol", "[role=status]"].map((what) =>
    dialog.querySelector(what),
  );
  const show = () => {
    const query = input.value.trim();
    const all = query ? find(query) : [];
    const found = all.slice(0, all.nothing ? 3 : 10);
    list.replaceChildren(...found.map((card) => entry(root, card)));
    list.scrollTop = 0;
    const count = found.length === 1 ? "1 result" : `${found.length} results`;
    const nearest = found.length ? "Nothing on this yet. The nearest:" : "Nothing on this yet.";
    status.textContent = query ? (all.nothing ? nearest : count) : "";
  };
  input.addEventListener("input", show);
  show();
}
