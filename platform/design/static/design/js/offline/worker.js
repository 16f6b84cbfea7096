/* Stands before the residents' portal. `APP` is written above by the server: the version by the content
   of all files, the files, the form, the pages kept for when there is no connection.

   Pages come from the network, always: nobody is shown a state of yesterday. Without a connection the
   form is the one kept here, any other address a page that says so. The desk, accounts, interfaces and
   the live stream are not this worker's: their requests go their way untouched. */
importScripts(...APP.parts);

const SHELL = `portal-shell-${APP.version}`;
const PAGES = "portal-pages";
const NOT_OURS = /^\/(desk|accounts|api|live|telegram|notifications|contractor|widget)(\/|$)/;
const DAY_MS = 86400000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const shell = await caches.open(SHELL);
    await shell.addAll([...new Set([...APP.files, ...APP.modules])]);
    await keepPages();
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("portal-shell-") && name !== SHELL) await caches.delete(name);
    await self.clients.claim();
  })());
});

async function keepPages() {
  const pages = await caches.open(PAGES);
  await Promise.all(Object.values(APP.kept).map((address) => pages.add(new Request(address, { cache: "no-store" }))));
}

/* The kept pages in the language that is read now, and not older than a day. */
async function refreshPages(language) {
  const kept = await caches.match(APP.kept.form, { cacheName: PAGES });
  const isOld = !kept || Date.now() - Date.parse(kept.headers.get("Date") ?? 0) > DAY_MS;
  if (isOld || (language && kept.headers.get("Content-Language") !== language)) await keepPages();
}

self.addEventListener("message", (event) => {
  if (event.data?.visited) event.waitUntil(refreshPages(event.data.visited).catch(() => {}));
});

async function page(request, pathname) {
  try { return await fetch(request); } catch (error) {
    const address = pathname === APP.form ? APP.kept.form : APP.kept.page;
    const kept = await caches.match(address, { cacheName: PAGES });
    if (!kept) throw error;
    return kept;
  }
}

/* A name that carries the hash of its content never changes; a plain one may. */
async function file(request, isFixed) {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (kept && isFixed) return kept;
  try { return await fetch(request); } catch (error) {
    if (!kept) throw error;
    return kept;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || NOT_OURS.test(url.pathname)) return;
  if (request.mode === "navigate") {
    // The form may also be sent when the connection has just gone: the kept page finds what was typed.
    if (request.method === "GET" || url.pathname === APP.form) event.respondWith(page(request, url.pathname));
    return;
  }
  if (request.method !== "GET") return;
  const address = url.pathname + url.search;
  const isPlain = APP.modules.includes(address);
  if (APP.files.includes(address) || isPlain) event.respondWith(file(request, !isPlain));
});

/* Background Sync: the page is closed, the connection is back. A rejected promise asks for another go. */
self.addEventListener("sync", (event) => {
  if (event.tag !== "draft") return;
  event.waitUntil(DraftSender.run().then(({ stopped }) => { if (stopped) throw new Error("later"); }));
});
