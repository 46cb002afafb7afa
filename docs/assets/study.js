/* Study: cards as questions, due when they would be forgotten. What is learned is
   kept in this browser alone, and leaves it only as a file that the reader saves. */
const KEY = "cards-study";
const RATINGS = { again: "Again", good: "Good", easy: "Easy" }; // FSRS has one more
const VERSION = 1;

/** What was learned, from its text. Throws an Error that says what is wrong with it. */
export function parse(text) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (given?.version !== VERSION || typeof given.cards !== "object" || !given.cards)
    throw new Error(`it is no study file of version ${VERSION}`);
  for (const [name, card] of Object.entries(given.cards)) {
    const whole = card && ["stability", "difficulty", "reps", "state"].every((k) => Number.isFinite(card[k]));
    const dated = whole && [card.due, card.last_review].every((day) => !Number.isNaN(Date.parse(day)));
    if (!dated) throw new Error(`the entry of ${name} is not whole`);
  }
  return given.cards;
}

/** Of two records the entries that were reviewed last. */
export function merged(one, two) {
  const all = { ...one };
  for (const [name, card] of Object.entries(two)) {
    const known = all[name];
    if (!known || Date.parse(known.last_review) < Date.parse(card.last_review)) all[name] = card;
  }
  return all;
}

/** The next card to ask of a list: what is due longest, else the first new one. */
export function next(names, learned, now) {
  const due = names
    .filter((name) => learned[name] && Date.parse(learned[name].due) <= now)
    .sort((a, b) => Date.parse(learned[a].due) - Date.parse(learned[b].due));
  return due[0] ?? names.find((name) => !learned[name]);
}

class Study {
  constructor(root, data, base) {
    Object.assign(this, { root, data, base, learned: {} });
    this.part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.status = this.part("status");
    this.load();
    const choice = this.part("list");
    const all = { title: "All cards", cards: Object.keys(data.cards) };
    this.lists = [all, ...data.lists];
    choice.replaceChildren(...this.lists.map((list, i) => new Option(list.title, i)));
    choice.addEventListener("change", () => this.ask());
    this.part("show").addEventListener("click", () => this.show());
    for (const button of root.querySelectorAll("[data-rate]"))
      button.addEventListener("click", () => this.rate(button.dataset.rate));
    this.part("export").addEventListener("click", () => this.save());
    this.part("import").addEventListener("change", (event) => this.take(event.target));
    this.part("forget").addEventListener("click", () => this.forget());
    addEventListener("keydown", (event) => this.key(event));
    this.ask();
  }

  load() {
    let text = null;
    try {
      text = localStorage.getItem(KEY);
      localStorage.setItem(KEY, text ?? JSON.stringify({ version: VERSION, cards: {} }));
    } catch {
      this.say("This browser stores nothing here: save a file before you leave the page.");
    }
    if (text === null) return;
    try {
      this.learned = parse(text);
    } catch (error) {
      try {
        localStorage.setItem(`${KEY}-broken`, text); // nothing is lost
      } catch { /* then it stays where it was until something is learned */ }
      this.say(`What was stored cannot be read: ${error.message}. It is kept as "${KEY}-broken", and you begin anew.`);
    }
  }

  store() {
    try {
      localStorage.setItem(KEY, this.text());
      return true;
    } catch {
      this.say("This could not be stored in the browser: save a file before you leave the page.");
      return false;
    }
  }

  text() {
    return JSON.stringify({ version: VERSION, cards: this.learned });
  }

  say(text) {
    this.status.textContent = text;
  }

  ask() {
    const names = this.lists[this.part("list").value].cards;
    const now = Date.now();
    const known = names.filter((name) => this.learned[name]);
    const due = known.filter((name) => Date.parse(this.learned[name].due) <= now);
    this.part("counts").textContent =
      `${due.length} due, ${known.length} learned, ${names.length - known.length} new`;
    this.name = next(names, this.learned, now);
    const card = this.data.cards[this.name];
    this.part("card").hidden = !card;
    this.part("done").hidden = Boolean(card);
    if (!card) {
      const days = names.map((name) => Date.parse(this.learned[name].due));
      const first = new Date(Math.min(...days));
      this.part("done").textContent = `Nothing is due. The next card comes on ${first.toLocaleString()}.`;
      return;
    }
    this.part("question").textContent = card.question;
    this.part("answer").textContent = card.answer;
    this.part("link").href = new URL(card.url, this.base);
    this.part("shown").hidden = true;
    this.part("show").hidden = false;
    this.predict(card);
  }

  predict(card) {
    const form = this.part("predict");
    form.hidden = !card.predict;
    this.right = "";
    if (!card.predict) return;
    const [question, marked, right] = card.predict;
    const options = marked.map((option) => option.replaceAll("`", ""));
    this.right = options[right];
    form.querySelector("legend").textContent = question;
    const labels = options.map((option) => {
      const label = document.createElement("label");
      const button = Object.assign(document.createElement("input"), { type: "radio", name: "predict" });
      label.append(button, ` ${option}`);
      return label;
    });
    form.querySelector("div").replaceChildren(...labels);
    const said = form.querySelector("output");
    said.textContent = "";
    form.onchange = (event) => {
      const chosen = labels.findIndex((label) => label.contains(event.target));
      said.textContent = chosen === right ? "Yes." : `No: ${this.right}`;
    };
  }

  show() {
    this.fsrs ??= import("./vendor/ts-fsrs.js"); // when it is going to be needed
    this.part("shown").hidden = false;
    this.part("show").hidden = true;
    const said = this.part("predict").querySelector("output");
    said.textContent ||= this.right;
    this.root.querySelector('[data-rate="good"]').focus({ preventScroll: true });
  }

  async rate(name) {
    const asked = this.name;
    const { createEmptyCard, fsrs, Rating } = await this.fsrs;
    if (this.name !== asked || this.part("shown").hidden) return; // rated twice at once
    const now = new Date();
    const before = this.learned[asked] ?? createEmptyCard(now);
    this.learned[asked] = fsrs().next(before, now, Rating[RATINGS[name]]).card;
    if (this.store()) {
      const due = this.learned[asked].due - now; // ms
      const [count, unit] = due < 432e5 ? [Math.ceil(due / 6e4), "minute"] : [Math.round(due / 864e5), "day"];
      this.say(`Again in ${count} ${count === 1 ? unit : `${unit}s`}.`);
    }
    this.learned = parse(this.text()); // dates as text, as they are stored
    this.ask();
    this.part("show").focus({ preventScroll: true });
  }

  save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.text()], { type: "application/json" }));
    link.download = "study.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async take(input) {
    const [file] = input.files;
    if (!file) return;
    try {
      this.learned = merged(this.learned, parse(await file.text()));
      if (this.store()) this.say(`${file.name} is taken over: ${Object.keys(this.learned).length} cards learned.`);
      this.ask();
    } catch (error) {
      this.say(`${file.name} is left as it is: ${error.message}. Nothing has changed.`);
    }
    input.value = "";
  }

  forget() {
    if (!confirm("Forget all that was learned here? A file that you saved stays.")) return;
    this.learned = {};
    if (this.store()) this.say("Forgotten.");
    this.ask();
  }

  key(event) {
    // an option that is chosen leaves the keys to the card
    const field = event.target.closest("input:not([type=radio]:checked), select, textarea, dialog, a");
    if (event.ctrlKey || event.metaKey || event.altKey || field || this.part("card").hidden) return;
    const hidden = this.part("shown").hidden;
    const rating = Object.keys(RATINGS)["123".indexOf(event.key)];
    if (event.key === " " && hidden && event.target.localName !== "button") this.show();
    else if (rating && !hidden) this.rate(rating);
    else return;
    event.preventDefault();
  }
}

const root = globalThis.document?.querySelector(".study");
if (root) {
  const base = new URL("../", import.meta.url);
  try {
    const answer = await fetch(new URL("study.json", base));
    if (!answer.ok) throw new Error(`study.json: ${answer.status}`);
    new Study(root, await answer.json(), base);
  } catch (error) {
    root.textContent = `The cards could not be loaded: ${error.message}`;
  }
  root.removeAttribute("aria-busy");
}
