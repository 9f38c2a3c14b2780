// Writing with a preview beside it: after a pause the text is sent, and the parts that change come back.
// Without this module the button "Show" does the same, a page at a time.

const form = document.querySelector("[data-preview]");
for (const e of form.querySelectorAll("[data-without-script]")) e.hidden = true;

let asked = null, timer = 0;
const show = async () => {
  asked?.abort();
  const mine = asked = new AbortController();
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: mine.signal });
    if (!answer.ok) return;
    const parts = document.createElement("template");
    parts.innerHTML = await answer.text();
    if (mine !== asked) return;
    for (const part of [...parts.content.children]) document.getElementById(part.dataset.put)?.replaceChildren(...part.childNodes);
  } catch { /* the last preview stays; the next change asks again */ }
};
form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 350); });
