// A part of the page that takes a while to compute is asked for apart, when it comes near; without this it is a link.

const load = async (part) => {
  part.setAttribute("aria-busy", "true");
  try {
    const url = new URL(part.dataset.fragment, location.href);
    url.searchParams.set("fragment", "1");
    const answer = await fetch(url);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById(part.id);
    if (found) part.replaceWith(found);
  } finally { part.removeAttribute("aria-busy"); }
};

const near = new IntersectionObserver((seen) => {
  for (const s of seen) if (s.isIntersecting) { near.unobserve(s.target); load(s.target).catch(() => {}); }
}, { rootMargin: "400px" });
for (const part of document.querySelectorAll("[data-fragment]")) near.observe(part);
