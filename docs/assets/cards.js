// What a card can do with a script. Without one all of it is still there to read:
// answers fold by themselves (details), figures open as files, programs are links.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const cards = all("section.card");
  const answer = (card) => card.querySelector("details.answer");

  // Light, dark, or as the system has it. The choice is set before the page is
  // drawn by a line in the head; here it changes.
  const root = document.documentElement;
  const toggle = document.querySelector(".theme-toggle");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  if (toggle) {
    const tell = () => toggle.setAttribute("aria-label", `Switch to the ${isDark() ? "light" : "dark"} theme`);
    toggle.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("cards-theme", root.dataset.theme); } catch { /* private */ }
      tell();
    });
    dark.addEventListener("change", tell);
    tell();
  }

  // The drawer of small screens opens by key, too.
  const drawer = document.getElementById("__drawer");
  const menu = document.querySelector("button.menu");
  const covered = all(".md-header__inner > :not(.menu, dialog), .md-content, .md-sidebar--secondary, .md-footer");
  const slide = (open) => {
    drawer.checked = open;
    menu.setAttribute("aria-expanded", open);
    for (const part of covered) part.inert = open;
  };
  if (drawer && menu) {
    menu.addEventListener("click", () => slide(!drawer.checked));
    drawer.addEventListener("change", () => slide(drawer.checked));
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked) return;
      slide(false);
      menu.focus();
    });
    matchMedia("(min-width: 76.25em)").addEventListener("change", () => slide(false));
  }

  // Copy program: the blocks of one program, also when it is shown in parts.
  const say = document.createElement("p");
  say.className = "said";
  say.setAttribute("role", "status");
  document.body.append(say);
  // A page that came by plain http has no clipboard of the new kind.
  const selected = (text) => {
    const area = document.createElement("textarea");
    const before = document.activeElement;
    area.value = text;
    area.readOnly = true;
    area.className = "said";
    area.style.whiteSpace = "pre"; // else spaces in a row are copied as one
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus({ preventScroll: true });
    return done;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      try { return selected(text); } catch { return false; }
    }
  };
  const copies = (button, text) => {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const done = await copy(text());
      button.textContent = done ? "Copied" : "Not copied";
      say.textContent = done ? "Copied" : "Not copied: select the text and copy it";
      setTimeout(() => { button.textContent = label; say.textContent = ""; }, done ? 1500 : 6000);
    });
  };
  const blocksOf = (name, root) => all(`[data-program="${name}"]`, root);
  const joined = (blocks) => blocks.map((block) => block.querySelector("code").textContent).join("");
  for (const button of all("[data-copy]")) {
    const { copy: name, part } = button.dataset;
    copies(button, () => joined(
      blocksOf(name, button.closest("section")).filter((block) => !part || block.dataset.part === part)));
  }
  // A button of its own for each block that is not a whole program. A later part of
  // one needs what stands above it, and is copied with that.
  for (const block of all(".highlight:not(.output)")) {
    const name = block.dataset.program;
    const own = name ? blocksOf(name) : [block];
    if (block.dataset.part || (name && own.length === 1)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    const last = own.at(-1) === block;
    button.textContent = !name ? "Copy" : last ? "Copy program" : "Copy up to here";
    copies(button, () => joined(own.slice(0, own.indexOf(block) + 1)));
    block.append(button);
  }

  // Test yourself: all answers closed, and remembered.
  const KEY = "cards-test-yourself";
  const remembered = (key) => { try { return localStorage.getItem(key) === "yes"; } catch { return false; } };
  const remember = (key, on) => { try { localStorage.setItem(key, on ? "yes" : "no"); } catch { /* private */ } };
  const button = document.querySelector(".test-yourself button");
  if (button) {
    const set = (on) => {
      button.setAttribute("aria-pressed", on);
      for (const card of cards) answer(card).open = !on;
    };
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      set(on);
      remember(KEY, on);
    });
    if (remembered(KEY)) set(true);
  }

  // A direct link opens its card.
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const card = target && target.closest("section.card");
    if (card) answer(card).open = true;
  };
  addEventListener("hashchange", open);
  open();

  // Keys: j and k walk, space opens and closes.
  let current = -1;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  addEventListener("keydown", (event) => {
    const here = document.activeElement;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (here && here.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j" || event.key === "k") {
      const step = event.key === "j" ? 1 : -1;
      current = Math.min(Math.max(current + step, 0), cards.length - 1);
      const heading = cards[current] && cards[current].querySelector("h2");
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ behavior: still.matches ? "auto" : "smooth" });
    } else if (event.key === " " && here && here.matches("section.card h2")) {
      event.preventDefault();
      const details = answer(here.closest("section.card"));
      details.open = !details.open;
    }
  });
  addEventListener("focusin", (event) => {
    const card = event.target.closest && event.target.closest("section.card");
    if (card) current = cards.indexOf(card);
  });

  // Figures open large; Escape or a click closes them.
  const links = all(".figure a");
  if (links.length && window.HTMLDialogElement) {
    const dialog = document.createElement("dialog");
    dialog.className = "large";
    dialog.setAttribute("aria-label", "Figure");
    dialog.innerHTML = '<form method="dialog"><button aria-label="Close">×</button></form><img alt="">';
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => {
      if (event.target.localName !== "img") dialog.close();
    });
    for (const link of links) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const [large, small] = [dialog.querySelector("img"), link.querySelector("img")];
        large.src = link.href;
        large.alt = small.alt;
        large.width = small.width;
        large.height = small.height;
        large.style.setProperty("--shape", small.width / small.height);
        dialog.showModal();
      });
    }
  }

  // What scrolls sideways can be reached by key.
  const reach = () => {
    for (const part of all('math[display="block"], .highlight pre > code, article table')) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    }
  };
  requestIdleCallback ? requestIdleCallback(reach) : setTimeout(reach);

  // Who doubts one output doubts them all: the switch is one, and remembered.
  const SEEDS = "cards-seeds";
  const boxes = all(".seeds input");
  const ranges = (on) => {
    for (const box of boxes) box.checked = on;
    reach(); // outputs are wider now
  };
  for (const box of boxes) {
    box.addEventListener("change", () => {
      ranges(box.checked);
      remember(SEEDS, box.checked);
    });
  }
  if (remembered(SEEDS)) ranges(true);

  // The contents show where you are.
  const places = new Map(all(".md-nav--secondary a").map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  if (places.size && window.IntersectionObserver) {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of places.values()) link.classList.remove("md-nav__link--active");
        places.get(entry.target.getAttribute("aria-labelledby"))?.classList.add("md-nav__link--active");
      }
    }, { rootMargin: "-20% 0px -75%" });
    for (const card of cards) seen.observe(card);
  }

  // All questions: filter as you type.
  const filter = document.getElementById("filter");
  if (filter) {
    const box = filter.closest(".filter");
    // a pasted error has other sizes in it, and is no question: letters, and no links
    const loose = "loose" in filter.dataset;
    const said = (item) => [...item.childNodes].filter((node) => !loose || node.nodeName !== "A");
    const items = all("article li").map((item) =>
      [item, said(item).map((node) => node.textContent).join("").toLowerCase()]);
    filter.addEventListener("input", () => {
      const words = filter.value.toLowerCase().split(loose ? /[^\p{L}_]+/u : /\s+/).filter(Boolean);
      let shown = 0;
      for (const [item, text] of items) {
        item.hidden = !words.every((word) => text.includes(word));
        shown += !item.hidden;
      }
      for (const list of all("article ul")) {
        const none = all("li", list).every((item) => item.hidden);
        list.hidden = none;
        const before = list.previousElementSibling;
        if (before && /^H\d$/.test(before.nodeName)) before.hidden = none;
      }
      box.querySelector("[role=status]").textContent =
        words.length ? `${shown} of ${items.length}` : "";
    });
  }

  // A mark on the cards that were studied in this browser (study.js).
  try {
    const learned = JSON.parse(localStorage.getItem("cards-study"))?.cards ?? {};
    for (const card of cards) {
      if (!(card.dataset.card in learned)) continue;
      const mark = document.createElement("span");
      mark.className = "studied";
      mark.textContent = "studied";
      card.querySelector("summary").after(mark);
    }
  } catch { /* nothing is stored, or nothing that can be read: the page for study says so */ }

  // Print shows every answer, and then leaves them as they were.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details.answer:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of closed) details.open = false; });

  // Folded evidence opens for print, and for what is linked to inside of it.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details.evidence:not([open])");
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });

  // Predict: the answer waits; right or wrong is told above the output, which comes
  // into view.
  const printed = (output) => { // without what its numbers range over
    const copy = output.cloneNode(true);
    for (const range of all(".range", copy)) range.remove();
    return copy.textContent;
  };
  for (const form of all(".predict form")) {
    const card = form.closest("section.card");
    const fold = form.closest("details");
    const verdict = document.createElement("p");
    verdict.className = "verdict";
    fold.querySelector("summary").addEventListener("click", () => {
      if (!fold.open && !verdict.textContent) answer(card).open = false; // it opens now
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const options = all("label", form).map((label) => label.textContent.trim());
      const right = form.querySelector(":checked").value === form.dataset.right;
      verdict.textContent = right ? "Right: it prints this." : `No: it is ${options[form.dataset.right]}.`;
      form.querySelector("[role=status]").textContent = verdict.textContent;
      answer(card).open = true;
      const outputs = all(".output", card);
      const output = outputs.find((one) => printed(one).includes(form.dataset.answer)) || outputs[0];
      if (!output) return;
      output.before(verdict);
      verdict.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    });
  }
})();
