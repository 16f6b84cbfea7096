/* A house was chosen: what is off there stands in the form before anything is sent.
   <div id="outage" data-outages="/outages/"> inside the form; without JavaScript the server says the
   same when the form comes, before it files. */
const place = document.querySelector("[data-outages]");

async function tell(house) {
  const url = new URL(place.dataset.outages, location.href);
  url.searchParams.set("partial", "notice");
  url.searchParams.set("house", house);
  url.searchParams.set("category", place.closest("form")?.elements.category?.value ?? "");
  let answer;
  try { answer = await fetch(url, { credentials: "same-origin" }); } catch { return; }
  if (!answer.ok || answer.redirected) return;
  const said = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  place.replaceChildren(...[...said.childNodes].map((node) => document.importNode(node, true)));
}

if (place) {
  const form = place.closest("form");
  const again = () => (form?.elements.house?.value ? tell(form.elements.house.value) : place.replaceChildren());
  document.addEventListener("otklik:house", (event) => tell(event.detail.id));
  document.addEventListener("otklik:words", () => place.replaceChildren());
  form?.elements.category?.addEventListener("change", again);
}
