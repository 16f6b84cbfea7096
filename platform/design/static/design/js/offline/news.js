/* What waits on this device to be sent, what was sent and what came back, on top of any page. */
import "./store.js";
import "./work.js";
import "./sender.js";
import { dropForm, said } from "./words.js";

const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 300000;
const SETTLED_MS = 120000;
const place = document.querySelector("[data-draft-news]");
let pause = FIRST_PAUSE_MS;
let timer = 0;
let shown = "";
let isSending = false;

/* A page that says «принято» has an end to the draft that was sent from here a moment ago. */
async function settle() {
  const done = document.querySelector("[data-draft-done]");
  for (const draft of await DraftStore.drafts()) {
    if (draft.state !== "sending") continue;
    if (done && draft.form === done.dataset.draftDone) await DraftStore.drop(draft.key);
    // Sent, and no answer was seen: asked again under the same key, which files nothing twice.
    else if (!document.querySelector("form[data-draft]") && Date.now() - draft.at > SETTLED_MS) await give(draft);
  }
}

export async function give(draft) {
  const files = await DraftStore.photos(draft.key);
  // Photos that stand in the form as tickets of an earlier answer: needed when those have run out.
  const isSpare = !draft.hasFiles && draft.fields.some(([name]) => name === "kept");
  await DraftStore.give({ ...draft, files: isSpare ? [] : files, spare: isSpare ? files : [], state: "waiting" });
}

function excerpt(entry) {
  const text = entry.fields?.find(([name]) => name === "text")?.[1] ?? "";
  return text.length > 80 ? `${text.slice(0, 80).replace(/\s+\S*$/, "")} …` : text;
}

function look({ state }) {
  return state === "waiting" && isSending ? "sending" : state;
}

function draw(entry) {
  const box = said(look(entry));
  if (!box) return "";
  const words = box.querySelector("[data-excerpt]");
  if (words) { words.textContent = excerpt(entry); words.hidden = !words.textContent; }
  const link = box.querySelector("a[data-link]");
  if (link) link.href = entry.link;
  const number = box.querySelector("[data-number]");
  if (number) number.textContent = entry.number;
  const list = box.querySelector("[data-sentences]");
  if (list) {
    list.append(...(entry.said ?? []).map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
    list.hidden = !list.children.length;
  }
  box.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "send") { pause = FIRST_PAUSE_MS; wake(); }
    else if (act === "mend") mend(entry);
    else if (act === "drop") dropForm(event.target, () => DraftStore.drop(entry.key).then(render));
    else if (act === "close") DraftStore.drop(entry.key).then(render);
  });
  return box;
}

/* Back into the form, to be sent from there: the server then says at each field what is wrong. */
async function mend(entry) {
  const { files, spare, said: _, ...draft } = entry;
  const photos = files.length ? files : spare ?? [];
  await DraftStore.takeBack({ ...draft, fields: draft.fields.filter(([name]) => name !== "kept"), state: "mending", at: Date.now() }, photos);
  location.assign(entry.url);
}

async function render() {
  const queue = (await DraftStore.queue()).sort((one, other) => one.at - other.at);
  const looks = JSON.stringify(queue.map((entry) => [entry.key, look(entry), entry.said]));
  if (!place || looks === shown) return queue;
  shown = looks;
  place.textContent = "";
  place.append(...queue.map(draw));
  return queue;
}

export async function wake() {
  clearTimeout(timer);
  isSending = navigator.onLine;
  const queue = await render();
  if (!queue.some((entry) => entry.state === "waiting")) return;
  const registration = await navigator.serviceWorker?.getRegistration?.("/");
  registration?.sync?.register("draft").catch(() => {});
  const { stopped } = await DraftSender.run();
  isSending = false;
  await render();
  if (stopped) {
    timer = setTimeout(wake, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  } else pause = FIRST_PAUSE_MS;
}

export async function begin() {
  await settle();
  if (!(await DraftStore.sweep())) return;
  DraftStore.news?.addEventListener("message", render);
  addEventListener("online", () => { pause = FIRST_PAUSE_MS; wake(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  await wake();
}
