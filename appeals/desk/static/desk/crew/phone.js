/* The crew's phone: whatever the crew does is kept here first and sent when there is a connection.

   Without this script, or where the browser keeps nothing (a private window), the same forms are sent
   as plain forms. With it every form with data-deed goes through the queue (store.js, sender.js). */
import { show, words } from "./shown.js";
import { shrunk } from "./shrink.js";

const { crew: OWNER, crewName: NAME, page: PAGE, worker: WORKER } = document.body.dataset;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 300000;
const REFRESH_MS = 60000;
const OLD_MS = 180000;
const PAGES = "crew-page";
let stopped = "";
let pause = FIRST_PAUSE_MS;
let timer = 0;
let leaving = false;
let keeps = "indexedDB" in self && "FormData" in self;

const notice = document.querySelector("[data-crew-notice]");

/* What has just been sent stays on the screen until the server's own page says it. */
let before = [];
let arrived = [];
const dropped = new Set();

async function render() {
  if (!keeps) return [];
  let queue;
  try { queue = await CrewStore.all(); } catch { keeps = false; return []; }
  const gone = before.filter((old) => !queue.some((entry) => entry.id === old.id) && !dropped.has(old.id));
  before = queue;
  arrived.push(...gone.filter((entry) => entry.owner === OWNER && !entry.asReport));
  show(queue, { owner: OWNER, stopped, decide, arrived });
  if (gone.length && !queue.some((entry) => entry.owner === OWNER && !entry.clash)) refresh();
  return queue;
}

/* --- taking in -------------------------------------------------------------------------------- */

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte, index) => ([4, 6, 8, 10].includes(index) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
}

async function keep(form, fields) {
  const task = form.closest("[data-task]");
  const entry = {
    key: newKey(), owner: OWNER, name: NAME, number: task.dataset.task, address: task.dataset.address,
    doneAt: Date.now(), ...fields,
  };
  try { await CrewStore.add(entry); } catch (error) {
    if (error?.name !== "QuotaExceededError") throw error;
    notice.append(words("full"));
    notice.lastElementChild.scrollIntoView({ block: "center" });
    return false;
  }
  notice.querySelector(".is-full")?.remove();
  await render();
  pause = FIRST_PAUSE_MS;
  wake();
  return true;
}

function wants(field) {
  let error = field.previousElementSibling;
  if (!error?.classList.contains("error")) {
    error = document.createElement("p");
    error.className = "error";
    error.id = `${field.id}-error`;
    field.before(error);
  }
  error.replaceChildren(words("crew_help"), document.createElement("span"));
  error.lastElementChild.textContent = field.dataset.wants;
  error.setAttribute("role", "alert");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", error.id);
  field.focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-deed]");
  if (!form || !keeps) return;
  event.preventDefault();
  const told = new FormData(form, event.submitter);
  const kind = told.get("kind") ?? event.submitter?.value; // older browsers leave the button out
  if (kind === "photo") return; // a photo is kept as soon as it is taken
  const field = form.querySelector("textarea");
  const text = [told.get("cause"), told.get("text")].map((part) => (part ?? "").trim()).filter(Boolean).join(": ");
  if (field && !text) { wants(field); return; }
  const button = event.submitter;
  if (button?.getAttribute("aria-busy")) return;
  button?.setAttribute("aria-busy", "true");
  try {
    if (!(await keep(form, { kind, text }))) return;
    form.reset();
    form.querySelector(".error")?.remove();
    field?.removeAttribute("aria-invalid");
    const box = form.closest("details.move");
    if (box) { box.open = false; box.querySelector("summary").focus(); }
  } catch { keeps = false; form.requestSubmit(button); } finally { button?.removeAttribute("aria-busy"); }
});

document.addEventListener("change", async (event) => {
  const form = event.target.closest("[data-deed=photo]");
  const file = event.target.files?.[0];
  if (!form || !file) return;
  if (!keeps) { form.submit(); return; }
  const photo = await shrunk(file);
  event.target.value = "";
  await keep(form, { kind: "photo", photo, photoKind: form.dataset.shotForm });
});

/* A closed «Сделано» does not open: it says what is missing, and the way there stands beside it. */
document.addEventListener("click", (event) => {
  const closed = event.target.closest("[data-finish][aria-disabled=true]");
  if (!closed) return;
  event.preventDefault();
  const need = document.getElementById(closed.getAttribute("aria-describedby"));
  need.setAttribute("role", "alert");
  need.replaceChildren(need.textContent);
  need.classList.add("b");
});
document.addEventListener("toggle", (event) => {
  const box = event.target;
  // Where a thumb may choose first, the keyboard would cover what there is to choose from.
  if (box.matches?.("details.move[open]") && !box.querySelector("[type=radio]")) box.querySelector("textarea")?.focus({ preventScroll: true });
}, true);

/* --- sending ---------------------------------------------------------------------------------- */

async function decide(entries, what) {
  for (const entry of entries) {
    if (what === "drop") { dropped.add(entry.id); await CrewStore.remove(entry.id); }
    else { const { clash, ...clean } = entry; await CrewStore.put({ ...clean, asReport: true }); }
  }
  await render();
  pause = FIRST_PAUSE_MS;
  wake();
}

async function wake() {
  clearTimeout(timer);
  timer = 0;
  if (!keeps) return;
  const queue = await render();
  if (!queue.some((entry) => entry.owner === OWNER && !entry.clash)) { stopped = ""; return; }
  const registration = await navigator.serviceWorker?.getRegistration?.(PAGE);
  registration?.sync?.register("crew-queue").catch(() => {});
  const outcome = await CrewSender.run();
  stopped = outcome.stopped;
  await render();
  if (stopped === "offline") {
    timer = setTimeout(wake, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  } else pause = FIRST_PAUSE_MS;
}

/* --- the page itself -------------------------------------------------------------------------- */

function isBusy() {
  return [...document.querySelectorAll("details.move[open] textarea")].some((field) => field.value.trim())
    || document.activeElement?.matches("textarea");
}

/* The day as the server has it now; nothing that somebody is typing is taken away. */
async function refresh() {
  if (isBusy()) return;
  let answer;
  try { answer = await fetch(PAGE, { credentials: "same-origin", cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(15000) }); } catch { return; }
  if (answer.type === "opaqueredirect" || answer.status === 403) { await forget(); location.reload(); return; }
  if (!answer.ok || leaving) return;
  if ("caches" in self) (await caches.open(PAGES)).put(PAGE, answer.clone());
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.body.dataset.crew !== OWNER) { location.reload(); return; }
  if (isBusy()) return;
  const day = document.querySelector("[data-crew-day]");
  const open = new Set([...day.querySelectorAll("details.later[open]")].map((each) => each.closest("[data-task]").dataset.task));
  const focused = document.activeElement?.closest("[data-task]")?.dataset.task;
  day.replaceChildren(...document.importNode(page.querySelector("[data-crew-day]"), true).childNodes);
  for (const task of day.querySelectorAll("[data-task]")) {
    const details = task.querySelector(":scope > details.later");
    if (details && open.has(task.dataset.task)) details.open = true;
    if (task.dataset.task === focused && document.activeElement === document.body) (task.querySelector("summary, button, a") ?? task).focus({ preventScroll: true });
  }
  arrived = [];
  prepare();
  await render();
}

async function forget() {
  if (!("caches" in self)) return;
  for (const name of await caches.keys()) if (name === PAGES || name === "crew-photos") await caches.delete(name);
}

function prepare() {
  const form = document.querySelector("[data-crew-standing]");
  if (form && "geolocation" in navigator) form.hidden = false;
  // An iPhone knows its own maps by another word.
  if (/iPhone|iPad/.test(navigator.userAgent)) {
    for (const link of document.querySelectorAll("a[href^='geo:']")) link.href = link.getAttribute("href").replace(/^geo:([^?]+).*$/, "maps:?daddr=$1");
  }
  age();
}

/* Clocks on a kept page stand still: the page says of what hour they are. */
function age() {
  const said = document.querySelector("[data-crew-at]");
  if (said) said.hidden = Date.now() - Date.parse(said.dataset.crewAt) < OLD_MS;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-crew-standing]");
  if (!form || form.latitude.value) return;
  event.preventDefault();
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.latitude.value = coords.latitude.toFixed(3);
      form.longitude.value = coords.longitude.toFixed(3);
      form.submit();
    },
    () => { form.latitude.value = "?"; form.submit(); },
    { timeout: 10000, maximumAge: 60000 },
  );
});
/* Signing out with something unsent: nothing is lost, and the crew should know it. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!/\/accounts\/logout\//.test(form.action)) return;
  if (!document.querySelector("[data-crew-waiting]:not([hidden])") || form.dataset.sure) { leaving = true; return; }
  event.preventDefault();
  form.dataset.sure = "1";
  notice.append(words("leaving"));
  notice.lastElementChild.scrollIntoView({ block: "center" });
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-crew-refresh]")) { event.preventDefault(); wake(); refresh(); }
  if (event.target.closest("[data-show]")) document.getElementById("waiting").hidden = false;
});

let install;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  install = event;
  document.querySelector("[data-crew-install]").hidden = false;
});
document.querySelector("[data-crew-install]").addEventListener("click", async (event) => {
  event.currentTarget.hidden = true;
  await install?.prompt();
});

/* --- beginning -------------------------------------------------------------------------------- */

prepare();
await render();
CrewStore.news?.addEventListener("message", render);
addEventListener("online", () => { pause = FIRST_PAUSE_MS; wake(); });
addEventListener("offline", render);
document.addEventListener("visibilitychange", () => { if (!document.hidden) { wake(); refresh(); } });
setInterval(() => { age(); if (!document.hidden && navigator.onLine && !timer) refresh(); }, REFRESH_MS);
navigator.storage?.persist?.();
if (navigator.serviceWorker) {
  navigator.serviceWorker.register(WORKER).catch(() => {});
  navigator.serviceWorker.ready.then(async () => {
    if (!(await (await caches.open(PAGES)).match(PAGE))) refresh();
  });
}
wake();
