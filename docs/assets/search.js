/* Opens the search dialog (theme/partials/search.html). What searches is loaded
   when the reader first opens it. Without this script the control is a link. */
{
  const open = document.querySelector(".search-open");
  const dialog = document.querySelector(".search");
  const script = document.currentScript.src;
  const [input, status] = dialog.querySelectorAll("input, [role=status]");
  let ready;

  const load = () =>
    (ready ??= import(new URL("search-engine.js", script))
      .then((engine) => engine.attach(dialog, new URL("../", script)))
      .catch(() => {
        ready = undefined; // the next time may be better
        status.textContent = "The search could not be loaded.";
      }));
  const show = () => {
    if (!dialog.open) dialog.showModal();
    input.select();
    load();
  };
  const close = () => {
    dialog.close(); // the focus returns to where it was, if it was anywhere
    if (dialog.contains(document.activeElement)) document.activeElement.blur();
  };
  const links = () => [...dialog.querySelectorAll("ol a")];
  const typing = (at) =>
    at.closest("select, textarea, [contenteditable], input:not([type=checkbox], [type=radio])");

  const elsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey; // a new tab

  open.setAttribute("role", "button");
  open.setAttribute("aria-haspopup", "dialog");
  open.addEventListener("click", (event) => {
    if (elsewhere(event)) return;
    event.preventDefault();
    show();
  });
  open.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    show();
  });

  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    const asked = command ? event.key.toLowerCase() === "k" : event.key === "/";
    if (!asked || event.altKey || typing(event.target)) return;
    event.preventDefault();
    show();
  });

  // A field of the page itself: what is typed or pasted goes on in the dialog.
  const ask = document.getElementById("ask");
  ask?.addEventListener("input", () => {
    if (!ask.value) return;
    show();
    input.value = ask.value;
    ask.value = "";
    input.setSelectionRange(input.value.length, input.value.length);
    input.dispatchEvent(new Event("input"));
  });
  ask?.form.addEventListener("submit", (event) => event.preventDefault());

  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the page's own keys rest
    const all = links();
    const at = all.indexOf(document.activeElement);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const to = at + (event.key === "ArrowDown" ? 1 : -1);
      (to < 0 ? input : all[Math.min(to, all.length - 1)])?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault(); // else the first one only empties the field
      close();
    } else if (!plain && event.key.toLowerCase() === "k") {
      event.preventDefault();
      input.select();
    } else if (at >= 0 && plain && event.key.length === 1 && event.key !== " ") {
      input.focus(); // what is typed goes on with the query
    }
  });
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await load();
    links()[0]?.click();
  });
  dialog.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest("a") && elsewhere(event)) return;
    if (target === dialog || target.closest("a, button")) close();
  });
}
