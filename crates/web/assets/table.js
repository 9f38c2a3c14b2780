// Registers: move, select, open and edit rows by key; filter as one types; count what is selected.

let at = -1;
const register = () => document.querySelector("[data-register]");
const rows = () => [...(register()?.querySelectorAll("tbody tr") ?? [])];
const busy = (e) => e.target.closest?.("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]") || document.querySelector("dialog[open]");

const go = (to) => {
  const all = rows();
  all[at]?.classList.remove("here");
  at = Math.max(0, Math.min(to, all.length - 1));
  const row = all[at];
  if (!row) return;
  row.classList.add("here");
  row.querySelector("a, input")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (e) => {
  if (busy(e) || e.ctrlKey || e.metaKey || e.altKey) return;
  const row = rows()[at];
  if (e.key === "j") go(at + 1);
  else if (e.key === "k") go(at - 1);
  else if (e.key === "x" && row) row.querySelector("[name=key]")?.click();
  else if (e.key === "e" && row?.dataset.edit) location.assign(row.dataset.edit);
  else if (e.key === "Enter" && row?.dataset.href && !e.target.closest("a, button, summary")) location.assign(row.dataset.href);
  else return;
  e.preventDefault();
});

// Selection
const count = (form) => {
  const boxes = [...form.querySelectorAll("[name=key]")], n = boxes.filter((b) => b.checked).length;
  const out = form.querySelector("[data-count]"), all = form.querySelector("[data-all]");
  if (out) out.textContent = n === 1 ? out.dataset.one : out.dataset.many.replace("{n}", n);
  if (all) { all.checked = n > 0 && n === boxes.length; all.indeterminate = n > 0 && n < boxes.length; }
};
document.addEventListener("change", (e) => {
  const form = e.target.closest("[data-bulk]");
  if (!form) return;
  if (e.target.matches("[data-all]")) for (const b of form.querySelectorAll("[name=key]")) b.checked = e.target.checked;
  count(form);
});
document.addEventListener("reset", (e) => { if (e.target.matches("[data-bulk]")) setTimeout(() => count(e.target)); });
for (const form of document.querySelectorAll("[data-bulk]")) count(form);

// The same address answers with the whole page; its region takes the place of ours, and the address bar follows.
let asked = null, timer = 0;
const swap = async (url, id) => {
  asked?.abort();
  const mine = asked = new AbortController();
  const old = document.getElementById(id);
  old?.classList.add("busy");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: mine.signal });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
    if (mine !== asked) return;
    if (!fresh || !old) { location.assign(url); return; }
    old.replaceWith(document.adoptNode(fresh));
    at = -1;
    for (const form of fresh.querySelectorAll("[data-bulk]")) count(form);
    history.replaceState(history.state, "", url);
  } catch {
    if (!mine.signal.aborted) { old?.classList.remove("busy"); location.assign(url); }
  }
};

const address = (form) => {
  const url = new URL(form.action, location.href), data = new FormData(form);
  url.search = new URLSearchParams([...data].filter(([, v]) => typeof v === "string" && v !== ""));
  return url;
};
document.addEventListener("input", (e) => {
  const form = e.target.closest("[data-filter]");
  if (!form || e.target.name !== "q") return;
  clearTimeout(timer);
  timer = setTimeout(() => swap(address(form), form.dataset.filter), 110);
});
document.addEventListener("submit", (e) => {
  const form = e.target.closest("[data-filter]");
  if (!form || e.submitter?.closest(".menu")) return;
  e.preventDefault();
  clearTimeout(timer);
  swap(address(form), form.dataset.filter);
});
