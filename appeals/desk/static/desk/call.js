/* The card of a call: Enter goes to the next field, and the side tells what is known meanwhile,
   of what is chosen and of what is only marked in an open list. */
const form = document.querySelector("form[data-next-field]");
const side = document.querySelector("[data-known]");
const say = document.querySelector("[data-known-say]");
const WAIT_MS = 120;

function fields() {
  return [...form.elements].filter((field) => field.matches("input:not([type=hidden]):not([type=radio]), select, textarea") && field.getClientRects().length);
}

function step(from, way) {
  const all = fields();
  const next = all[all.indexOf(from) + way];
  (next ?? form.querySelector("button.btn-main"))?.focus();
  next?.select?.();
}

/* After a choice the cursor goes on, unless its owner has taken it elsewhere already. */
function onward(from) {
  if (document.activeElement === from) step(from, 1);
}

/* What stands marked in an open list counts like what is chosen, for the side alone. */
const candidate = { house: "", category: "" };
let last = "";
let timer = 0;
let asking = null;

function tell() {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT_MS);
}

async function ask() {
  const told = new FormData(form);
  for (const [name, value] of Object.entries(candidate)) if (!told.get(name) && value) told.set(name, value);
  const wanted = ["phone", "house", "category"].map((name) => told.get(name) ?? "").join("|");
  if (wanted === last) return;
  last = wanted;
  asking?.abort();
  asking = new AbortController();
  let answer;
  try { answer = await fetch(side.dataset.known, { method: "POST", body: told, credentials: "same-origin", signal: asking.signal }); } catch { return; }
  if (!answer.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  side.replaceChildren(...[...parsed.body.childNodes].map((node) => document.importNode(node, true)));
  // A screen reader hears the news, not the whole side again.
  const news = [...side.querySelectorAll("[data-say-when]")].map((part) => part.dataset.sayWhen).join(". ");
  if (say.textContent !== news) say.textContent = news;
}

function put(name, value) {
  const field = form.elements[name];
  if (field) field.value = value ?? "";
}

if (form) {
  document.documentElement.classList.add("has-script");
  form.addEventListener("keydown", (event) => {
    if (event.code !== "Enter" && event.code !== "NumpadEnter") return;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!event.target.matches("input, select") || event.target.type === "radio") return;
    event.preventDefault();
    step(event.target, event.shiftKey ? -1 : 1);
  });
  form.addEventListener("otklik:candidate", (event) => {
    if (event.target.matches("[data-houses]")) candidate.house = event.detail ? String(event.detail.id) : "";
    else candidate.category = event.detail.value;
    tell();
  });
  form.addEventListener("otklik:house", (event) => {
    candidate.house = "";
    if (event.detail.flat && !form.elements.flat.value) put("flat", event.detail.flat);
    tell();
    onward(event.target.querySelector("input"));
  });
  form.addEventListener("otklik:words", (event) => { candidate.house = ""; tell(); onward(event.target.querySelector("input")); });
  form.addEventListener("otklik:pick", (event) => { candidate.category = ""; tell(); onward(event.target); });
  form.addEventListener("change", tell);
  side.addEventListener("click", (event) => {
    const same = event.target.closest("[data-same]");
    if (!same) return;
    event.preventDefault();
    if (!form.elements.name.value) put("name", same.dataset.name);
    for (const name of ["address", "flat", "house"]) put(name, same.dataset[name]);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    tell();
    document.querySelector("input[data-key='Alt+4']")?.focus();
  });
  const ready = fields();
  // With the number known already the first thing to hear is the address.
  if (!form.querySelector("[aria-invalid], .errors")) (form.elements.phone.value && !form.elements.address.value ? form.elements.address : ready[0])?.focus();
}
