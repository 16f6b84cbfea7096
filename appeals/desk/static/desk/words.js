/* Ready words: F8 opens the templates of the form one stands in, the chosen one goes into its text.
   A place that nobody filled, {срок}, is shown before the form is sent; the server refuses it too. */
const PLACE = /\{[^{}\n]{1,60}\}/g;

function put(select) {
  const words = select.selectedOptions[0]?.dataset.words;
  const field = select.form.elements[select.dataset.words];
  if (!words || !field) return;
  const before = field.value.trim();
  field.value = before ? `${before}\n${words}` : words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  const open = field.value.search(PLACE);
  if (open >= 0) field.setSelectionRange(open, open + field.value.match(PLACE)[0].length);
}

document.addEventListener("change", (event) => { if (event.target.matches("select[data-words]")) put(event.target); });

document.addEventListener("keydown", (event) => {
  if (event.code !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
  const form = event.target.closest?.("form") ?? null;
  const all = [...document.querySelectorAll("select[data-words]")].filter((each) => each.checkVisibility?.() ?? each.getClientRects().length);
  const select = all.find((each) => each.form === form) ?? all[0];
  if (!select) return;
  event.preventDefault();
  select.focus();
  try { select.showPicker?.(); } catch { /* the browser opens it by the arrow keys */ }
});

function open(form) {
  const texts = [...form.querySelectorAll("textarea, input[type=text]")].map((field) => field.value);
  return [...new Set(texts.flatMap((text) => text.match(PLACE) ?? []))];
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-guard-places]") || event.submitter?.name === "insert") return;
  const places = open(form);
  let note = form.querySelector("[data-open-places]");
  if (!places.length) { note?.remove(); return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!note) {
    note = document.createElement("p");
    note.className = "error";
    note.dataset.openPlaces = "";
    note.setAttribute("role", "alert");
    form.querySelector("button.btn-main, button[data-save]")?.closest("p, button")?.before(note);
  }
  note.textContent = `Не заполнено: ${places.join(", ")}. Впишите своё или сотрите.`;
  const field = [...form.querySelectorAll("textarea, input[type=text]")].find((each) => each.value.match(PLACE));
  field?.focus();
  if (field) { const at = field.value.search(PLACE); field.setSelectionRange(at, at + field.value.match(PLACE)[0].length); }
}, true);

for (const button of document.querySelectorAll("button[name=insert]")) button.hidden = true;
