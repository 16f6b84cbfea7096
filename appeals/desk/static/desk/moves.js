/* The form of a move: the cursor stands in its first field, Esc puts it away, only one is open. */
const forms = () => [...document.querySelectorAll("details.move")];

document.addEventListener("toggle", (event) => {
  const move = event.target;
  if (!move.matches?.("details.move") || !move.open) return;
  for (const other of forms()) if (other !== move) other.open = false;
  move.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  move.scrollIntoView({ block: "nearest" });
}, true);

document.addEventListener("keydown", (event) => {
  if (event.code !== "Escape" || event.defaultPrevented) return;
  const move = event.target.closest?.("details.move[open]");
  if (!move) return;
  event.preventDefault();
  move.open = false;
  move.querySelector("summary").focus();
});

/* Ctrl+Enter sends the form that is open, and no other: a closed form's button counts as visible to
   the browser, so the key is bound here and not by data-key. */
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || !/^(Numpad)?Enter$/.test(event.code) || event.defaultPrevented) return;
  const button = document.querySelector("details.move[open] [data-save]");
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  button.click();
}, true);

/* A form that came back refused stands open: the cursor goes to the field that is wrong. */
const wrong = document.querySelector("details.move[open] [aria-invalid], form [aria-invalid]");
if (wrong && !document.querySelector(".errors")) wrong.focus();
