// Ctrl K: asks /find for records, pages and actions, and moves through the answers by key (ARIA combobox pattern).

const dialog = document.getElementById("palette");
const input = dialog.querySelector("input");
const list = dialog.querySelector("[role=listbox]");
const status = dialog.querySelector(".status");
const help = status.textContent;
let options = [], at = -1, asked = null, timer = 0;

const open = (e) => { e.preventDefault(); if (!dialog.open) { dialog.showModal(); input.select(); ask(); } };

document.addEventListener("keydown", (e) => { if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") open(e); });
document.addEventListener("click", (e) => {
  if (e.target.closest("[data-palette]") && !e.ctrlKey && !e.metaKey && !e.shiftKey) open(e);
});

const ask = async () => {
  asked?.abort();
  const mine = asked = new AbortController();
  try {
    const answer = await fetch("/find?" + new URLSearchParams({ q: input.value }), { headers: { Accept: "application/json" }, signal: mine.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    if (mine === asked) draw(Array.isArray(found) ? found : []);
  } catch {
    if (mine.signal.aborted) return;
    draw([]);
    status.textContent = dialog.dataset.failed;
  }
};

const element = (tag, attributes, ...content) => {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  e.append(...content);
  return e;
};

// An answer leads within this site only, whatever was sent.
const here = (href) => { try { const u = new URL(href, location.href); return u.origin === location.origin ? u.href : null; } catch { return null; } };

const option = (answer, i) => {
  const detail = element("small", {}, answer.detail ?? "");
  const o = element("div", { role: "option", id: "palette-" + i, "aria-selected": "false" }, element("span", {}, answer.title ?? ""), " ", detail);
  o.dataset.href = here(answer.href) ?? "";
  return o;
};

const draw = (found) => {
  const groups = new Map();
  options = found.filter((a) => here(a.href)).map((a, i) => {
    const o = option(a, i), name = a.group ?? "";
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(o);
    return o;
  });
  list.replaceChildren(...[...groups].map(([name, inside], i) => {
    const id = "palette-group-" + i, group = element("div", { role: "group" });
    if (name) { group.setAttribute("aria-labelledby", id); group.append(element("div", { class: "group", id, role: "presentation" }, name)); }
    group.append(...inside);
    return group;
  }));
  options = [...list.querySelectorAll("[role=option]")];
  input.setAttribute("aria-expanded", String(options.length > 0));
  status.textContent = options.length ? dialog.dataset.some.replace("{n}", options.length) : input.value ? dialog.dataset.none : help;
  move(options.length && input.value ? 0 : -1);
};

const move = (to) => {
  options[at]?.setAttribute("aria-selected", "false");
  at = to;
  const o = options[at];
  if (!o) { input.removeAttribute("aria-activedescendant"); return; }
  o.setAttribute("aria-selected", "true");
  o.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", o.id);
};

const follow = (o, apart) => { if (apart) window.open(o.dataset.href, "_blank", "noopener"); else location.assign(o.dataset.href); };

input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 90); });
input.addEventListener("keydown", (e) => {
  const last = options.length - 1;
  if (e.key === "ArrowDown") move(at >= last ? 0 : at + 1);
  else if (e.key === "ArrowUp") move(at <= 0 ? last : at - 1);
  else if (e.key === "Enter" && options[at]) follow(options[at], e.ctrlKey || e.metaKey);
  else return;
  e.preventDefault();
  e.stopPropagation();
});
list.addEventListener("mousedown", (e) => e.preventDefault());
list.addEventListener("click", (e) => { const o = e.target.closest("[role=option]"); if (o) follow(o, e.ctrlKey || e.metaKey); });
list.addEventListener("pointermove", (e) => { const i = options.indexOf(e.target.closest("[role=option]")); if (i >= 0 && i !== at) move(i); });
