// Forms: rows that come and go, fields shown only when they matter, suggestions for keys, nothing lost by accident.

// Rows
const renumber = (html, i) => html.replaceAll("__i__", i).replaceAll("__n__", Number(i) + 1);
const add = (button) => {
  const template = button.previousElementSibling, list = template?.previousElementSibling;
  if (!template?.matches("template[data-blank]") || !list) return false;
  const next = Number(list.dataset.next ?? list.children.length);
  const row = document.importNode(template.content, true);
  for (const e of row.querySelectorAll("*")) for (const a of [...e.attributes]) if (/__[in]__/.test(a.value)) a.value = renumber(a.value, next);
  list.append(row);
  list.dataset.next = next + 1;
  list.lastElementChild.querySelector("input, select, textarea")?.focus();
  settle();
  return true;
};
document.addEventListener("click", (e) => {
  const button = e.target.closest("button[name=_add], button[name=_remove]");
  if (!button) return;
  if (button.name === "_add") { if (add(button)) e.preventDefault(); return; }
  const row = button.closest(".part, .picks > li"), list = row?.parentElement;
  if (!row) return;
  e.preventDefault();
  const beside = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (beside?.querySelector("input, select, textarea") ?? list.nextElementSibling?.nextElementSibling)?.focus();
});

// Shown when another field holds a value; what is hidden is not sent.
const value = (form, name) => new FormData(form).getAll(name).map(String);
const settle = () => {
  for (const e of document.querySelectorAll("[data-shown-when]")) {
    const form = e.closest("form"), [name, ...rest] = e.dataset.shownWhen.split("=");
    if (!form) continue;
    const show = value(form, name).includes(rest.join("="));
    e.hidden = !show;
    for (const i of e.querySelectorAll("input, select, textarea")) {
      if (!show && !i.disabled) { i.disabled = true; i.dataset.off = ""; }
      else if (show && "off" in i.dataset) { i.disabled = false; delete i.dataset.off; }
    }
  }
};
document.addEventListener("change", settle);
settle();

// Text areas grow with what is in them, where the browser does not see to it.
if (!CSS.supports("field-sizing: content")) {
  const grow = (t) => { t.rows = Math.min(40, Math.max(Number(t.dataset.least ??= t.rows), t.value.split("\n").length + Math.floor(t.value.length / 90))); };
  for (const t of document.querySelectorAll("[data-grow]")) grow(t);
  document.addEventListener("input", (e) => { if (e.target.matches("[data-grow]")) grow(e.target); });
}

// Suggestions
let asked = null, timer = 0, count = 0;
const suggest = async (input) => {
  asked?.abort();
  const mine = asked = new AbortController();
  try {
    const answer = await fetch("/find?" + new URLSearchParams({ kind: input.dataset.kind, q: input.value }), { headers: { Accept: "application/json" }, signal: mine.signal });
    if (!answer.ok) return;
    const found = await answer.json();
    if (mine !== asked || !Array.isArray(found)) return;
    let list = input.list;
    if (!list) {
      list = document.createElement("datalist");
      list.id = "suggest-" + count++;
      input.after(list);
      input.setAttribute("list", list.id);
    }
    list.replaceChildren(...found.map((a) => {
      const o = document.createElement("option");
      o.value = a.key ?? a.detail ?? a.title ?? "";
      o.label = o.textContent = a.title ?? "";
      return o;
    }));
    named(input);
  } catch { /* without suggestions a key can still be typed */ }
};
const named = (input) => {
  const chosen = [...(input.list?.options ?? [])].find((o) => o.value === input.value);
  const title = input.parentElement?.querySelector("output.title");
  if (title && (chosen || title.dataset.of !== input.value)) { title.textContent = chosen?.label ?? ""; title.dataset.of = input.value; }
};
document.addEventListener("input", (e) => {
  if (!e.target.matches("[data-kind]")) return;
  named(e.target);
  clearTimeout(timer);
  timer = setTimeout(() => suggest(e.target), 110);
});
document.addEventListener("focusin", (e) => { if (e.target.matches("[data-kind]:not([list]):not([readonly])")) suggest(e.target); });

// Nothing written is lost by leaving.
const written = (form) => JSON.stringify([...new FormData(form)].map(([k, v]) => [k, typeof v === "string" ? v : v.name]));
const kept = new Map([...document.querySelectorAll("[data-form]")].map((f) => [f, written(f)]));
let leaving = false;
const dirty = () => !leaving && [...kept].some(([f, was]) => f.isConnected && written(f) !== was);
document.addEventListener("submit", (e) => { if (kept.has(e.target)) leaving = true; });
document.addEventListener("click", (e) => {
  const cancel = e.target.closest("[data-cancel]"), form = cancel?.closest("[data-form]");
  if (!form || !dirty()) return;
  if (confirm(form.dataset.leave)) leaving = true; else e.preventDefault();
});
addEventListener("beforeunload", (e) => { if (dirty()) e.preventDefault(); });
addEventListener("pageshow", () => { leaving = false; });
