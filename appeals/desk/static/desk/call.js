/* The card of a call: Enter goes to the next field, and the side tells what is known meanwhile. */
const form = document.querySelector("form[data-next-field]");
const side = document.querySelector("[data-known]");

function fields() {
  return [...form.elements].filter((field) => field.matches("input:not([type=hidden]):not([type=radio]), select, textarea") && field.getClientRects().length);
}

function step(from, way) {
  const all = fields();
  const next = all[all.indexOf(from) + way];
  (next ?? form.querySelector("button.btn-main"))?.focus();
  next?.select?.();
}

let last = "";
async function tell() {
  const wanted = ["phone", "house", "category"].map((name) => form.elements[name]?.value ?? "").join("|");
  if (wanted === last) return;
  last = wanted;
  let answer;
  try { answer = await fetch(side.dataset.known, { method: "POST", body: new FormData(form), credentials: "same-origin" }); } catch { return; }
  if (!answer.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  side.replaceChildren(...[...parsed.body.childNodes].map((node) => document.importNode(node, true)));
}

if (form) {
  form.addEventListener("keydown", (event) => {
    if (event.code !== "Enter" && event.code !== "NumpadEnter") return;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!event.target.matches("input, select") || event.target.type === "radio") return;
    event.preventDefault();
    step(event.target, event.shiftKey ? -1 : 1);
  });
  form.addEventListener("otklik:house", (event) => { tell(); step(event.target.querySelector("input"), 1); });
  form.addEventListener("otklik:pick", (event) => { tell(); step(event.target, 1); });
  form.addEventListener("change", tell);
  if (!form.querySelector("[aria-invalid], .errors")) fields()[0]?.focus();
}
