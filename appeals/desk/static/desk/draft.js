/* The card of a call survives a closed tab: it is kept on the server a moment after the last key,
   and at once when the page goes. Never in the browser: the machine is shared, names are not. */
const form = document.querySelector("form[data-draft]");
const place = document.querySelector("[data-draft-place]");
const WAIT_MS = 800;
let timer = 0;
let saving = null;
let changed = false;

async function keep(last = false) {
  clearTimeout(timer);
  if (!changed || form.dataset.sent) return;
  changed = false;
  saving?.abort();
  saving = last ? null : new AbortController();
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), credentials: "same-origin", keepalive: last, signal: saving?.signal });
    if (!answer.ok || last) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...[...parsed.body.childNodes].map((node) => document.importNode(node, true)));
  } catch { changed = true; }
}

function touched() {
  changed = true;
  document.querySelector("[data-drafts]")?.remove();
  clearTimeout(timer);
  timer = setTimeout(keep, WAIT_MS);
}

if (form) {
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("otklik:house", touched);
  form.addEventListener("otklik:pick", touched);
  form.addEventListener("submit", () => { clearTimeout(timer); saving?.abort(); });
  addEventListener("pagehide", () => keep(true));
}
