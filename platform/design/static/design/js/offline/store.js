/* What a resident has typed and not sent, in this browser's own database: nowhere else.

   A script for pages and for the worker alike. Three shelves: `drafts` (being typed), `photos` of each
   draft, `queue` (given to be sent). A draft: { key, form, url, fields, at, state }; of the queue:
   { key, url, fields, files, spare, at, state, said, number, link }. What was sent keeps its number and
   link alone, till it has been read. Everything goes after KEEP_MS. */
(() => {
  const BASE = "otklik-draft";
  const SHELVES = ["drafts", "photos", "queue"];
  const KEEP_MS = 14 * 86400000;
  const FLAG = "otklik-draft";
  let opened;

  function open() {
    opened = opened ?? new Promise((done, failed) => {
      const asked = indexedDB.open(BASE, 1);
      asked.onupgradeneeded = () => { for (const name of SHELVES) asked.result.createObjectStore(name, { keyPath: "key" }); };
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
      const work = base.transaction(SHELVES, mode);
      const request = act((name) => work.objectStore(name));
      work.oncomplete = () => done(request?.result);
      work.onerror = work.onabort = () => failed(work.error ?? request?.error);
    });
  }

  /* Pages without anything kept do not open the database at all. */
  function flag(isSet) {
    try { if (isSet) localStorage.setItem(FLAG, "1"); else localStorage.removeItem(FLAG); } catch { /* the worker has none */ }
  }

  const news = "BroadcastChannel" in self ? new BroadcastChannel(BASE) : null;
  const changed = () => news?.postMessage("changed");

  self.DraftStore = {
    news,
    drafts: () => run("readonly", (shelf) => shelf("drafts").getAll()),
    queue: () => run("readonly", (shelf) => shelf("queue").getAll()),
    async photos(key) { return (await run("readonly", (shelf) => shelf("photos").get(key)))?.files ?? []; },
    async keep(draft) { flag(true); await run("readwrite", (shelf) => shelf("drafts").put(draft)); },
    async keepPhotos(key, files) { flag(true); await run("readwrite", (shelf) => shelf("photos").put({ key, files })); },
    /* A draft that is given to be sent leaves the drafts in the same transaction. */
    async give(entry) {
      flag(true);
      await run("readwrite", (shelf) => {
        shelf("drafts").delete(entry.key);
        shelf("photos").delete(entry.key);
        return shelf("queue").put(entry);
      });
      changed();
    },
    /* And one that was refused comes back to be mended. */
    async takeBack(draft, files) {
      await run("readwrite", (shelf) => {
        shelf("queue").delete(draft.key);
        shelf("photos").put({ key: draft.key, files });
        return shelf("drafts").put(draft);
      });
      changed();
    },
    async put(entry) { await run("readwrite", (shelf) => shelf("queue").put(entry)); changed(); },
    async drop(key) {
      await run("readwrite", (shelf) => { for (const name of SHELVES) shelf(name).delete(key); });
      changed();
    },
    /* Throw away what is too old; says whether anything is left. */
    async sweep() {
      const [drafts, queue] = [await this.drafts(), await this.queue()];
      const old = [...drafts, ...queue].filter((each) => Date.now() - each.at > KEEP_MS);
      for (const each of old) await this.drop(each.key);
      const isLeft = drafts.length + queue.length > old.length;
      flag(isLeft);
      return isLeft;
    },
  };
})();
