// The estimate workbench: every change is drawn at once, and each number of a range can be dragged.
// Without this module the button "Show" does the same, a page at a time.

const form = document.querySelector("[data-bench]");
const lang = document.documentElement.lang;
for (const e of form.querySelectorAll("[data-without-script]")) e.hidden = true;

// Numbers as people type them: the server reads the decimal comma too.
const read = (text) => {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "");
  const comma = plain.includes(",") && !plain.includes(".") && !/^[^0,]+,\d{3}$/.test(plain);
  const n = Number(comma ? plain.replace(",", ".") : plain.replaceAll(",", ""));
  return plain === "" || !Number.isFinite(n) ? null : n;
};
const round = (x) => x >= 1000 ? Number(x.toPrecision(2)) : Number(x.toPrecision(x >= 100 ? 3 : 2));
const written = (x) => round(x).toLocaleString(lang, { useGrouping: false, maximumFractionDigits: 6 });
const spoken = (x) => round(x).toLocaleString(lang, { maximumFractionDigits: 6 });

// Sliders, even by logarithm. A number beyond the slider's ends stands at its end and stays as it was typed.
const slider = (input) => {
  const [least, most] = input.dataset.slide.split(" ").map(Number);
  const s = document.createElement("input");
  Object.assign(s, { type: "range", min: 0, max: 400, step: 1 });
  const label = form.querySelector(`label[for="${input.id}"]`)?.textContent ?? "";
  s.setAttribute("aria-label", `${label}, ${form.dataset.drag}`);
  const at = (x) => x <= least ? 0 : Math.round(400 * Math.log(x / least) / Math.log(most / least));
  const follow = () => {
    const x = read(input.value);
    s.classList.toggle("unset", x === null);
    s.value = x === null ? (input.dataset.end === "high" ? 260 : 140) : Math.min(400, at(x));
    s.setAttribute("aria-valuetext", x === null ? "–" : spoken(x));
  };
  s.addEventListener("input", () => {
    input.value = written(least * (most / least) ** (Number(s.value) / 400));
    push(input);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.addEventListener("input", follow);
  input.after(s);
  follow();
};

// The end that is dragged takes the other along; "once in so many years" counts the other way round.
const push = (input) => {
  if (!input.dataset.end) return;
  const other = form.elements[input.name.replace(/(low|high)$/, (e) => e === "low" ? "high" : "low")];
  const mine = read(input.value), theirs = other && read(other.value);
  if (!other || mine === null || theirs === null) return;
  const greater = (input.dataset.end === "high") !== input.name.startsWith("once.");
  if (greater ? mine < theirs : mine > theirs) { other.value = input.value; other.dispatchEvent(new Event("input", { bubbles: true })); }
};
for (const input of form.querySelectorAll("[data-slide]")) slider(input);

// The answer
let asked = null, timer = 0, quiet = 0;
const put = (part) => {
  const place = document.getElementById(part.dataset.put);
  if (!place) return;
  if (place.id === "said") { clearTimeout(quiet); const text = part.textContent; quiet = setTimeout(() => { place.textContent = text; }, 700); return; }
  if (place.innerHTML === part.innerHTML) return;
  const open = [...place.querySelectorAll("details")].map((d) => d.open);
  place.replaceChildren(...part.childNodes);
  place.querySelectorAll("details").forEach((d, i) => { d.open = open[i] ?? d.open; });
  if (!place.id.endsWith("-error")) return;
  const wrong = place.textContent.trim() !== "", field = place.closest(".field");
  field?.classList.toggle("wrong", wrong);
  for (const i of field?.querySelectorAll("input.num") ?? []) wrong ? i.setAttribute("aria-invalid", "true") : i.removeAttribute("aria-invalid");
};
const ask = async () => {
  asked?.abort();
  const mine = asked = new AbortController();
  try {
    const answer = await fetch(form.dataset.bench, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: mine.signal });
    if (!answer.ok) return;
    const text = await answer.text();
    if (mine !== asked) return;
    const parts = document.createElement("template");
    parts.innerHTML = text;
    for (const part of [...parts.content.children]) put(part);
  } catch { /* the last answer stays; the next change asks again */ }
};
form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 80); });
form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(ask, 80); });
