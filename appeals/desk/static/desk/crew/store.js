/* What the crew did and the server has not confirmed yet: kept in the phone's own database, in order.

   A classic script, so that the page and its service worker run the same. An entry:
   { id, key, owner, name, number, address, kind, text, photo, photoKind, doneAt, asReport, clash } */
(() => {
  const BASE = "otklik-crew";
  const QUEUE = "queue";
  let opened;

  function open() {
    opened ??= new Promise((done, failed) => {
      const asked = indexedDB.open(BASE, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(QUEUE, { keyPath: "id", autoIncrement: true });
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
        done(asked.result);
      };
      asked.onerror = () => failed(asked.error);
    }).catch((error) => { opened = undefined; throw error; });
    return opened;
  }

  /* One transaction; settled when it is on the disk, not when it was asked for. */
  async function run(mode, act) {
    const base = await open();
    return new Promise((done, failed) => {
      const work = base.transaction(QUEUE, mode, { durability: "strict" });
      const request = act(work.objectStore(QUEUE));
      work.oncomplete = () => done(request?.result);
      work.onerror = work.onabort = () => failed(work.error ?? request?.error);
    });
  }

  const news = "BroadcastChannel" in self ? new BroadcastChannel(BASE) : null;
  function changed() { news?.postMessage("changed"); }

  self.CrewStore = {
    news,
    all: () => run("readonly", (queue) => queue.getAll()),
    async add(entry) { await run("readwrite", (queue) => queue.add(entry)); changed(); },
    async put(entry) { await run("readwrite", (queue) => queue.put(entry)); changed(); },
    async remove(id) { await run("readwrite", (queue) => queue.delete(id)); changed(); },
  };
})();
