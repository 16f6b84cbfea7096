/* Who else is at the open appeal: the page says every twenty seconds that it is here and whether
   something is being typed; the answer is the note that stands on it. Without JavaScript the page
   shows who was there when it opened. */
const place = document.querySelector("[data-presence]");
const BEAT_MS = 20000;
const FIRST_MS = 4000;
const TYPING_MS = 45000;
let typedAt = 0;

function said(more) {
  const form = new FormData();
  form.set("seat", place.dataset.seat);
  form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  for (const name of more) form.set(name, "1");
  return form;
}

async function beat() {
  const writes = Date.now() - typedAt < TYPING_MS;
  if (document.hidden && !writes) return;
  let answer;
  try { answer = await fetch(place.dataset.presence, { method: "POST", body: said(writes ? ["writes"] : []), credentials: "same-origin" }); } catch { return; }
  if (!answer.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  // the same sentence again is not spoken again
  if (parsed.body.textContent.trim() === place.textContent.trim()) return;
  place.replaceChildren(...[...parsed.body.childNodes].map((node) => document.importNode(node, true)));
}

if (place) {
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("details.move, form[data-writes]")) return;
    const first = Date.now() - typedAt > TYPING_MS;
    typedAt = Date.now();
    if (first) beat();
  });
  setTimeout(beat, FIRST_MS);
  setInterval(beat, BEAT_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.presence, said(["leaves"])));
}
