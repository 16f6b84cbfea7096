/* Keeps the crew's page on the phone. `APP` is written above by the server: the version by the content
   of all files, the page, its files, and the scripts that send the queue.

   The page itself comes from the network whenever it answers in time; what is kept of it is thrown
   away as soon as the server sends this person elsewhere (signed out, another part, another person). */
importScripts(...APP.parts);

const SHELL = `crew-shell-${APP.version}`;
const PAGES = "crew-page";
const PHOTOS = "crew-photos";
const PATIENCE_MS = 4000;
const PHOTOS_KEPT = 60;
const NOT_THEIRS = [401, 403, 404];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(APP.shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("crew-shell-") && name !== SHELL) await caches.delete(name);
    await self.clients.claim();
  })());
});

async function forget() {
  await caches.delete(PAGES);
  await caches.delete(PHOTOS);
}

async function fromNetwork(request) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) (await caches.open(PAGES)).put(APP.page, answer.clone());
  else if (answer.type === "opaqueredirect" || answer.redirected || NOT_THEIRS.includes(answer.status)) await forget();
  return answer;
}

function later(milliseconds) { return new Promise((done) => { setTimeout(done, milliseconds); }); }

async function page(event) {
  const fresh = fromNetwork(event.request);
  event.waitUntil(fresh.catch(() => {}));
  const kept = await caches.match(APP.page, { cacheName: PAGES });
  if (!kept) return fresh;
  try {
    const answer = await Promise.race([fresh, later(PATIENCE_MS)]);
    return answer && answer.status < 500 ? answer : kept;
  } catch { return kept; }
}

async function photo(request) {
  const album = await caches.open(PHOTOS);
  const kept = await album.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await album.put(request, answer.clone());
    const all = await album.keys();
    for (const old of all.slice(0, Math.max(0, all.length - PHOTOS_KEPT))) await album.delete(old);
  }
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === APP.page) event.respondWith(page(event));
  } else if (APP.shell.includes(url.pathname + url.search)) {
    event.respondWith(caches.match(request, { cacheName: SHELL }).then((kept) => kept ?? fetch(request)));
  } else if (/^\/media\/[^/]+\.jpg$/.test(url.pathname)) event.respondWith(photo(request));
});

/* Background Sync: the page is closed, the connection is back. A rejected promise asks for another go. */
self.addEventListener("sync", (event) => {
  if (event.tag !== "crew-queue") return;
  event.waitUntil(CrewSender.run().then(({ stopped }) => { if (stopped === "offline") throw new Error("later"); }));
});
