/* What the crew sees of its queue: every task as it stands on the phone, the count with its promise,
   the list of what waits, and the tasks about which the crew must decide. */
const WORDS = new Map([...document.querySelectorAll("template[data-words]")].map((each) => [each.dataset.words, each]));
const NAMES = {
  set_out: "Выехали", arrive: "На месте", resolve: "Сделано", give_back: "Не можем выполнить",
  crew_note: "Запись", crew_help: "Нужна помощь",
};
const PHOTOS = { before: "до", after: "после" };
const STEPS = ["sent", "out", "there"];
const previews = new Map();

export function words(name) { return WORDS.get(name).content.cloneNode(true); }

export function plural(number, one, few, many) {
  const tens = number % 100;
  const ones = number % 10;
  if (tens > 10 && tens < 20) return many;
  return ones === 1 ? one : ones > 1 && ones < 5 ? few : many;
}

function clock(moment) {
  return new Date(moment).toLocaleTimeString("ru-RU", { hour: "2-digit", minute: "2-digit", timeZone: document.documentElement.dataset.zone });
}

export function megabytes(bytes) {
  if (bytes < 104858) return `${Math.max(1, Math.round(bytes / 1024))} КБ`;
  return `${(bytes / 1048576).toLocaleString("ru-RU", { maximumFractionDigits: 1 })} МБ`;
}

function deed(entry) {
  if (entry.kind === "photo") return `Снимок «${PHOTOS[entry.photoKind] ?? "после"}», ${megabytes(entry.photo?.size ?? 0)}`;
  return entry.text ? `${NAMES[entry.kind]}: «${entry.text}»` : NAMES[entry.kind];
}

function preview(entry) {
  if (!previews.has(entry.key)) previews.set(entry.key, URL.createObjectURL(entry.photo));
  return previews.get(entry.key);
}

/* Addresses of pictures that are gone are given back. */
function forget(queue) {
  const kept = new Set(queue.map((entry) => entry.key));
  for (const [key, address] of previews) if (!kept.has(key)) { URL.revokeObjectURL(address); previews.delete(key); }
}

/* --- tasks ----------------------------------------------------------------------------------- */

function tag(icon, text) {
  const made = document.createElement("span");
  made.className = "tag";
  made.append(words(icon), document.createTextNode(` ${text}`));
  return made;
}

function shot(entry, isSent) {
  const figure = document.createElement("figure");
  figure.dataset.queued = entry.photoKind;
  const picture = document.createElement("img");
  picture.src = preview(entry);
  picture.alt = `Снимок «${PHOTOS[entry.photoKind]}»`;
  const caption = document.createElement("figcaption");
  const name = document.createElement("b");
  name.textContent = entry.photoKind === "before" ? "До" : "После";
  caption.append(name, ` · ${clock(entry.doneAt)}`);
  if (!isSent) caption.append(document.createElement("br"), words("waits"));
  figure.append(picture, caption);
  return figure;
}

function lacking(before, after) {
  if (before && after) return "";
  if (before) return "Чтобы закончить, нужен снимок «после».";
  return after ? "Чтобы закончить, нужен снимок «до»." : "Чтобы закончить, нужны снимки «до» и «после».";
}

/* One task as it stands on the phone: the server's page with the queue laid over it. */
function lay(task, mine, sent) {
  const has = (kind) => mine.findLast((entry) => entry.kind === kind);
  for (const old of task.querySelectorAll("[data-queued]")) old.remove();
  const said = task.querySelector("[data-word]");
  if (!said) return;
  said.hidden = false;
  const over = has("resolve") ?? has("give_back");
  const moved = over ?? has("arrive") ?? has("set_out");
  task.classList.toggle("is-over", Boolean(over));
  if (moved) {
    const made = tag(moved.kind, `${NAMES[moved.kind]} ${clock(moved.doneAt)}`);
    made.dataset.queued = "word";
    const wait = document.createElement("span");
    wait.dataset.queued = "word";
    wait.className = "phone-waits";
    wait.append(words("waits"));
    said.after(made, ...(sent.has(moved) ? [] : [wait]));
    said.hidden = true;
  }
  const steps = task.querySelector("[data-steps]");
  if (!steps) return;
  const reached = Math.max(STEPS.indexOf(task.dataset.step), has("arrive") ? 2 : has("set_out") ? 1 : 0);
  for (const form of task.querySelectorAll("[data-deed=set_out]")) form.hidden = reached > 0 || Boolean(over);
  for (const form of task.querySelectorAll("[data-deed=arrive]")) {
    form.hidden = reached > 1 || Boolean(over);
    form.querySelector("button").classList.toggle("main", reached === 1);
  }
  steps.hidden = Boolean(over);
  const details = task.querySelector(":scope > details.later");
  if (details && moved && !details.dataset.met) { details.dataset.met = "1"; details.open = !over; }
  const count = { before: Number(task.dataset.before), after: Number(task.dataset.after) };
  for (const entry of mine.filter((each) => each.kind === "photo")) {
    count[entry.photoKind] += 1;
    task.querySelector(`[data-shot-form=${entry.photoKind}]`)?.before(shot(entry, sent.has(entry)));
  }
  const finish = task.querySelector("[data-finish]");
  const need = task.querySelector("[data-need]");
  const missing = "needsPhotos" in task.dataset ? lacking(count.before, count.after) : "";
  need.textContent = missing;
  need.hidden = !missing;
  finish.classList.toggle("main", reached === 2);
  if (missing) { finish.setAttribute("aria-disabled", "true"); finish.setAttribute("aria-describedby", need.id); }
  else { finish.removeAttribute("aria-disabled"); finish.removeAttribute("aria-describedby"); }
}

/* --- what waits ------------------------------------------------------------------------------- */

function line(entry) {
  const made = words("line").firstElementChild;
  made.querySelector("[data-icon]").replaceWith(words(entry.kind));
  made.querySelector("[data-say]").textContent = `${deed(entry)} — ${entry.address}`;
  made.querySelector("time").textContent = clock(entry.doneAt);
  return made;
}

function waiting(queue) {
  const place = document.querySelector("[data-crew-waiting]");
  place.hidden = !queue.length;
  const weight = queue.reduce((sum, entry) => sum + (entry.photo?.size ?? 0), 0);
  place.querySelector("h2").textContent = `Ждут отправки: ${queue.length}${weight ? `, ${megabytes(weight)}` : ""}`;
  place.querySelector("ol").replaceChildren(...queue.map(line));
}

function clash(number, entries, decide) {
  const made = words("clash").firstElementChild;
  const first = entries.find((entry) => entry.clash);
  made.dataset.clash = number;
  made.querySelector("[data-address]").textContent = first.address;
  made.querySelector("[data-said]").textContent = first.clash.said;
  const meanwhile = made.querySelector("[data-meanwhile]");
  meanwhile.hidden = !first.clash.meanwhile.length;
  const item = (at, text) => {
    const each = document.createElement("li");
    each.textContent = `${at} ${text}`;
    return each;
  };
  meanwhile.querySelector("ul").append(...first.clash.meanwhile.map((change) => item(change.at, change.title)));
  made.querySelector("[data-mine]").append(...entries.map((entry) => item(clock(entry.doneAt), deed(entry))));
  made.querySelector("[data-report]").addEventListener("click", () => decide(entries, "report"));
  made.querySelector("[data-drop]").addEventListener("click", (event) => {
    const button = event.currentTarget;
    if (button.dataset.sure) { decide(entries, "drop"); return; }
    // Once dropped nobody can bring it back: the second press says so.
    button.dataset.sure = "1";
    button.replaceChildren(words("sure"));
  });
  return made;
}

function notice(queue, mine, stopped) {
  const held = new Set(mine.filter((entry) => entry.clash).map((entry) => entry.number));
  const going = mine.filter((entry) => !held.has(entry.number));
  const deeds = (count) => `${count} ${plural(count, "действие ждёт", "действия ждут", "действий ждут")} отправки`;
  if (!queue.length) return null;
  let name = "";
  let text = "";
  if (stopped === "signed_out" || stopped === "forbidden") [name, text] = ["signed_out", `Вход закончился: ${deeds(queue.length)}`];
  else if (going.length && (stopped === "offline" || !navigator.onLine)) [name, text] = ["offline", `Нет связи: ${deeds(going.length)}`];
  else if (going.length) [name, text] = ["sending", `Отправляем: ${going.length} ${plural(going.length, "действие", "действия", "действий")}`];
  else if (queue.length > mine.length) {
    const other = queue.find((entry) => !mine.includes(entry));
    [name, text] = ["foreign", `${other.name || "Другой человек"}: ${deeds(queue.length - mine.length)}`];
  } else return null;
  const made = words(name);
  made.querySelector("[data-say]").textContent = text;
  return [name + text, made];
}

let saidBefore = "";
let clashesBefore = "";

export function show(queue, { owner, stopped, decide, arrived }) {
  forget([...queue, ...arrived]);
  const mine = queue.filter((entry) => entry.owner === owner);
  for (const task of document.querySelectorAll("[data-task]")) {
    const ofTask = (entry) => entry.number === task.dataset.task;
    lay(task, [...arrived.filter(ofTask), ...mine.filter(ofTask)], new Set(arrived));
  }
  waiting(mine);
  const place = document.querySelector("[data-crew-notice]");
  const made = notice(queue, mine, stopped);
  // Said again only when it says something else: a screen reader must not repeat itself.
  const says = made ? made[0] : "";
  if (says !== saidBefore) {
    saidBefore = says;
    for (const old of place.querySelectorAll(":scope > .offline:not(.is-full)")) old.remove();
    if (made) place.prepend(made[1]);
  }
  const clashing = [...new Set(mine.filter((entry) => entry.clash).map((entry) => entry.number))];
  const state = JSON.stringify(clashing.map((number) => mine.filter((entry) => entry.number === number).map((entry) => [entry.key, entry.clash?.at])));
  if (state === clashesBefore) return;
  clashesBefore = state;
  for (const old of place.querySelectorAll("[data-clash]")) old.remove();
  place.append(...clashing.map((number) => clash(number, mine.filter((entry) => entry.number === number), decide)));
}
