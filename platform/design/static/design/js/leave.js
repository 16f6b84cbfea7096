/* Whoever signs in or out takes the pages that were kept on the phone along: nobody opens another's.
   Signing out waits until they are gone; imported before once.js, which counts what is really sent. */
const KEPT = ["crew-page", "crew-photos"];
const PATIENCE_MS = 1000;

/* What was typed and not sent; what waits to be sent was given to us and goes its way. */
async function dropDrafts() {
  if (localStorage.getItem("otklik-draft") !== "1") return;
  await import("./offline/store.js");
  for (const draft of await DraftStore.drafts()) await DraftStore.drop(draft.key);
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  const where = new URL(form.getAttribute("action") ?? "", location.href).pathname;
  if (event.defaultPrevented || form.dataset.left || !("caches" in self) || !/^\/accounts\/(login|logout)\//.test(where)) return;
  const drafts = where.includes("logout") ? [dropDrafts()] : [];
  const gone = Promise.allSettled([...KEPT.map((name) => caches.delete(name)), ...drafts]);
  if (!where.includes("logout")) return;
  event.preventDefault();
  form.dataset.left = "1";
  await Promise.race([gone, new Promise((done) => { setTimeout(done, PATIENCE_MS); })]);
  form.requestSubmit(submitter);
});
