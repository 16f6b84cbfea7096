/* Sends the queue: one after another, in the order it was done, each until it is answered.

   Every deed carries a key made on the phone, so that sending it again does nothing twice. A deed
   that cannot be done any more holds back the later ones of its task until the crew has decided;
   other tasks go on. Runs on the page and, when that is closed, in the service worker. */
(() => {
  const STATE = "/desk/tasks/state/";
  const DOOR = "/desk/tasks/deeds/";
  const LOCK = "otklik-crew-sending";
  const ASK_MS = 15000;
  const SEND_MS = 90000;
  const REFUSED = [400, 404, 409, 412, 413, 422];

  class Stopped extends Error {
    constructor(why) { super(why); this.why = why; }
  }

  async function ask(address, options, patience) {
    let answer;
    try {
      answer = await fetch(address, {
        ...options, credentials: "same-origin", redirect: "manual", cache: "no-store",
        headers: { Accept: "application/json", ...options.headers }, signal: AbortSignal.timeout(patience),
      });
    } catch { throw new Stopped("offline"); }
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new Stopped("signed_out");
    if (answer.status === 403) throw new Stopped("forbidden");
    if (answer.ok || REFUSED.includes(answer.status)) return answer;
    throw new Stopped("offline");
  }

  async function whoIsIn() {
    const answer = await ask(STATE, {}, ASK_MS);
    if (!answer.ok) throw new Stopped("offline");
    return answer.json();
  }

  function packed(entry) {
    const body = new FormData();
    for (const [name, value] of Object.entries({
      key: entry.key, number: entry.number, kind: entry.kind, text: entry.text ?? "",
      photo_kind: entry.photoKind ?? "", done_at: entry.doneAt, sent_at: Date.now(),
    })) body.append(name, value);
    if (entry.asReport) body.append("as_report", "on");
    if (entry.photo) body.append("photo", entry.photo, "photo.jpg");
    return body;
  }

  async function send(entry, token) {
    const answer = await ask(DOOR, { method: "POST", body: packed(entry), headers: { "X-CSRFToken": token } }, SEND_MS);
    if (answer.ok) { await CrewStore.remove(entry.id); return true; }
    let told = {};
    try { told = await answer.json(); } catch { /* a page of words for people: the sentence below stands */ }
    const said = told.said ?? "Этой задачи у вас больше нет.";
    await CrewStore.put({ ...entry, clash: { said, meanwhile: told.meanwhile ?? [], at: Date.now() } });
    return false;
  }

  async function sendAll() {
    let sent = 0;
    let inHand;
    const held = new Set();
    const tried = new Set();
    for (;;) {
      // Read anew each time: the crew may add or decide something while a photo is on its way.
      const queue = await CrewStore.all();
      for (const entry of queue) if (entry.clash) held.add(entry.number);
      const next = queue.find((entry) => !entry.clash && !held.has(entry.number) && !tried.has(entry.id)
        && (!inHand || entry.owner === inHand.owner));
      if (!next) return { sent, left: queue.length, stopped: queue.some((entry) => inHand && entry.owner !== inHand.owner) ? "foreign" : "" };
      inHand ??= await whoIsIn();
      if (next.owner !== inHand.owner) continue;
      tried.add(next.id);
      if (await send(next, inHand.token)) sent += 1; else held.add(next.number);
    }
  }

  async function attempt() {
    try { return await sendAll(); } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return { sent: 0, left: (await CrewStore.all()).length, stopped: error.why };
    }
  }

  self.CrewSender = {
    /* At most one sends at a time, on all pages and in the worker together. */
    run() {
      if (!navigator.locks) return attempt();
      return navigator.locks.request(LOCK, attempt);
    },
  };
})();
