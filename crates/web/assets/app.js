// The entry: what every page needs, and the modules a page asks for by what is on it.
// Nothing here is required; without it links and forms do the same, a page at a time.

const typing = (e) => e.target.closest?.("input, textarea, select, [contenteditable]");
const show = (id) => { const d = document.getElementById(id); if (d && !d.open) d.showModal(); return d; };

// Menus close on Escape and on a press or focus elsewhere; only one is open.
const menus = () => document.querySelectorAll("details[data-menu][open]");
const closeMenus = (but) => { for (const m of menus()) if (!m.contains(but)) m.open = false; };
document.addEventListener("click", (e) => closeMenus(e.target));
document.addEventListener("focusin", (e) => closeMenus(e.target));

// Dialogs open by name and close on a press beside them.
document.addEventListener("click", (e) => {
  const opener = e.target.closest("[data-dialog]");
  if (opener && show(opener.dataset.dialog)) e.preventDefault();
  if (e.target instanceof HTMLDialogElement) e.target.close();
});

document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") {
    for (const m of menus()) { m.open = false; m.querySelector("summary")?.focus(); }
    if (typing(e) && !e.target.closest("dialog")) e.target.blur();
    return;
  }
  if ((e.ctrlKey || e.metaKey) && e.key === "Enter") { const f = e.target.closest?.("form"); if (f) { e.preventDefault(); f.requestSubmit(); } return; }
  if (typing(e) || e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
  if (e.key === "?") { e.preventDefault(); show("keys"); }
  else if (e.key === "/") { const f = document.querySelector("[data-filter] input[type=search]"); if (f) { e.preventDefault(); f.focus(); f.select(); } }
  else if (e.key === "n") document.querySelector("[data-new]")?.click();
});

// What must be mended is read first.
document.querySelector("[data-focus]")?.focus();

const has = (selector) => document.querySelector(selector) !== null;
if (has("#palette")) import("./palette.js").catch(() => {});
if (has("[data-register]")) import("./table.js").catch(() => {});
if (has("[data-form], [data-repeat], [data-shown-when], [data-kind]")) import("./form.js").catch(() => {});
if (has("[data-bench]")) import("./bench.js").catch(() => {});
if (has("[data-preview]")) import("./writing.js").catch(() => {});
if (document.body.dataset.events) import("./live.js").catch(() => {});
if (has("[data-meeting]")) import("./meeting.js").catch(() => {});
if (has("[data-fragment]")) import("./fragment.js").catch(() => {});
