/* Sends what waits, one after another, each until it is answered.

   Every filing carries the key of its form, so that sending it again files nothing twice. The form's own
   page is asked anew before: for a token that has not gone stale, and for the small proof of work that
   a busy address is asked for. Runs on pages and, when they are closed, in the worker. */
(() => {
  const LOCK = "otklik-draft-sending";
  const ASK_MS = 30000;
  const SEND_MS = 180000;
  const TICKETS_MS = 6000000; // a photo that the server put aside is kept there for two hours

  class Stopped extends Error {}

  async function ask(address, options, patience) {
    let answer;
    const impatience = new AbortController();
    const clock = setTimeout(() => impatience.abort(), patience);
    try {
      answer = await fetch(address, { ...options, credentials: "same-origin", cache: "no-store", signal: impatience.signal });
      answer.words = await answer.text();
    } catch { throw new Stopped(); } finally { clearTimeout(clock); }
    if (answer.status >= 500 || answer.status === 429) throw new Stopped();
    return answer;
  }

  function plain(text) {
    return text.replace(/<[^>]*>/g, " ").replace(/&quot;/g, "\"").replace(/&lt;/g, "<").replace(/&gt;/g, ">")
      .replace(/&#x27;/g, "'").replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();
  }

  function valueOf(name, page) {
    const input = page.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0];
    return input?.match(/value="([^"]*)"/)?.[1];
  }

  async function fresh({ url, key }) {
    const answer = await ask(url, {}, ASK_MS);
    const found = {};
    for (const name of ["csrfmiddlewaretoken", "pass", "task"]) {
      const value = valueOf(name, answer.words);
      if (value) found[name] = value;
    }
    const bits = Number(answer.words.match(/data-proof="(\d+)"/)?.[1] ?? 0);
    if (found.task && bits && Work.isPossible) found.proof = await Work.done(`${found.task}:${key}`, bits);
    return found;
  }

  function packed(entry, found) {
    const body = new FormData();
    const isLate = entry.spare?.length && Date.now() - entry.at > TICKETS_MS;
    for (const [name, value] of entry.fields) if (!(name in found) && !(isLate && name === "kept")) body.append(name, value);
    for (const [name, value] of Object.entries(found)) body.append(name, value);
    body.append("queued", "1");
    for (const { field, name, blob } of [...(isLate ? entry.spare : []), ...entry.files]) body.append(field, blob, name);
    return body;
  }

  function sentences(page) {
    const list = page.match(/class="errors"[\s\S]*?<ul>([\s\S]*?)<\/ul>/)?.[1] ?? "";
    return list.split("</li>").map(plain).filter(Boolean);
  }

  async function send(entry) {
    const answer = await ask(entry.url, { method: "POST", body: packed(entry, await fresh(entry)) }, SEND_MS);
    const number = answer.words.match(/data-draft-number="([^"]+)"/)?.[1];
    if (answer.ok && number) {
      const link = answer.words.match(/data-draft-link="([^"]+)"/)?.[1] ?? answer.url;
      await DraftStore.put({ key: entry.key, at: Date.now(), state: "sent", number, link: plain(link) });
    } else await DraftStore.put({ ...entry, state: "refused", said: sentences(answer.words) });
  }

  async function sendAll() {
    const tried = new Set();
    try {
      for (;;) {
        // Read anew each time: more may be written while a photo is on its way.
        const next = (await DraftStore.queue()).find((entry) => entry.state === "waiting" && !tried.has(entry.key));
        if (!next) return { stopped: false };
        tried.add(next.key);
        await send(next);
      }
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return { stopped: true };
    }
  }

  self.DraftSender = {
    /* At most one sends at a time, on all pages and in the worker together. */
    run: () => (self.navigator.locks ? navigator.locks.request(LOCK, sendAll) : sendAll()),
  };
})();
