// A meeting on one screen: keys, notes that are kept while they are written, and what others change.
// Without this every button and field does the same by forms.

const root = document.querySelector("[data-meeting]");
const typing = (e) => e.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");
const note = () => document.querySelector("[data-note]");
let dirty = false, timer = 0, waiting = false;

// The keys of this page join those that "?" lists.
const keys = document.getElementById("meeting-keys"), list = document.querySelector("#keys dl.keys");
if (keys && list) list.append(keys.content.cloneNode(true));

const page = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// Takes over what has changed, but never a part in which someone is writing or choosing.
const take = (fresh) => {
  for (const part of root.querySelectorAll("[data-live]")) {
    const found = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    const busy = part.contains(document.activeElement) && document.activeElement.matches("textarea, input, select");
    const begun = part.dataset.live === "item" && (dirty || part.querySelector("form[data-touched]"));
    if (found && !busy && !begun && part.innerHTML !== found.innerHTML) part.replaceWith(found);
  }
  const news = document.getElementById("news");
  if (news) news.hidden = true;
};

const refresh = async () => {
  if (waiting) return;
  waiting = true;
  try {
    const answer = await fetch(location.href);
    if (answer.ok) take(await page(answer));
  } finally { waiting = false; }
};

if (document.body.dataset.events) {
  const source = new EventSource(document.body.dataset.events);
  source.addEventListener("act", () => { setTimeout(() => refresh().catch(() => {}), 60); });
  addEventListener("pagehide", () => source.close());
}

const keep = async () => {
  const form = note()?.form;
  if (!form || !dirty || !form.hasAttribute("data-autosave")) return;
  const text = note().value;
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) { if (answer.status === 409) form.submit(); return; }
  const fresh = await page(answer);
  const base = fresh.querySelector("[name=base]"), here = form.querySelector("[name=base]");
  if (base && here) here.value = base.value;
  if (note()?.value === text) dirty = false;
  const status = form.querySelector("[data-status]");
  if (status) status.textContent = form.dataset.saved;
};

document.addEventListener("input", (e) => {
  if (e.target.closest("[data-decide]")) e.target.closest("[data-decide]").dataset.touched = "";
  if (!e.target.matches("[data-note]")) return;
  dirty = true;
  clearTimeout(timer);
  timer = setTimeout(() => keep().catch(() => {}), 1500);
});
document.addEventListener("focusout", (e) => { if (e.target.matches?.("[data-note]")) keep().catch(() => {}); });
document.addEventListener("submit", () => { dirty = false; });

const go = (step) => {
  const at = Number(root.dataset.item) + step;
  root.querySelector(`[data-place="${at}"]`)?.click();
};

document.addEventListener("keydown", (e) => {
  if (typing(e) || e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
  const focus = (selector) => { const f = root.querySelector(selector); if (f) { e.preventDefault(); f.focus(); } };
  if (e.key === "j") go(1);
  else if (e.key === "k") go(-1);
  else if (e.key === "d") focus("[data-dissent]");
  else if (e.key === "m") focus("[data-note]");
  else if (e.key === "a") focus(".agenda a[aria-current]");
  else if (/^[1-9]$/.test(e.key)) {
    const option = root.querySelector(`[data-decide] [name=option][value="${e.key}"]`);
    if (option) { e.preventDefault(); option.checked = true; option.focus(); option.form.dataset.touched = ""; }
  }
});
