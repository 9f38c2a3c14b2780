// Says quietly that somebody else changed something; loading again is left to the reader.
// Events of type "act" carry JSON: { actor, own } (own: made by this viewer).

const notice = document.getElementById("news");
let count = 0;

if (notice) {
  const source = new EventSource(document.body.dataset.events);
  source.addEventListener("act", (e) => {
    let act;
    try { act = JSON.parse(e.data); } catch { return; }
    if (act.own) return;
    count += 1;
    const text = count === 1 && act.actor ? notice.dataset.by.replace("{who}", act.actor) : notice.dataset.many.replace("{n}", count);
    notice.querySelector("span").textContent = text;
    notice.querySelector("a").href = location.href;
    notice.hidden = false;
  });
  addEventListener("pagehide", () => source.close());
}
