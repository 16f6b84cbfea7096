/* Choosing rows: Space on a row, Shift+↓ ↑ on and on, the box by mouse; the bar says how many.
   Without this script the boxes and the bar work as a plain form. */
const bar = document.querySelector("form[data-bulk]");
const boxes = () => [...document.querySelectorAll("[data-pick-row]")];
const rowOf = (element) => element?.closest?.("tr");
const boxOf = (element) => rowOf(element)?.querySelector("[data-pick-row]");

function tell() {
  const chosen = boxes().filter((box) => box.checked);
  for (const box of boxes()) rowOf(box).setAttribute("aria-selected", String(box.checked));
  bar.hidden = !chosen.length;
  const count = bar.querySelector("[data-bulk-count]");
  count.textContent = `${count.dataset.word} ${chosen.length}`;
  bar.querySelector("[data-bulk-clear]").hidden = !chosen.length;
}

function set(box, value) {
  if (box) box.checked = value;
  tell();
}

function clear() {
  for (const box of boxes()) box.checked = false;
  tell();
}

if (bar) {
  document.addEventListener("change", (event) => { if (event.target.matches("[data-pick-row]")) tell(); });
  bar.querySelector("[data-bulk-clear]").addEventListener("click", clear);
  // A button reacts to Space when the key is released: both are taken.
  for (const kind of ["keydown", "keyup"]) document.addEventListener(kind, (event) => {
    if (event.code !== "Space" || event.ctrlKey || event.altKey || event.metaKey || !event.target.matches?.("[data-row]") || !boxOf(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    if (kind === "keydown" && !event.repeat) { const box = boxOf(event.target); set(box, !box.checked); }
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!event.shiftKey || !/^Arrow(Up|Down)$/.test(event.code) || !event.target.matches?.("[data-row], [data-pick-row]")) return;
    const rows = [...document.querySelectorAll("[data-rows] [data-row]")];
    const at = rows.findIndex((row) => rowOf(row) === rowOf(event.target));
    const next = rows[at + (event.code === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    event.stopPropagation();
    set(boxOf(event.target), true);
    if (!next) return;
    set(boxOf(next), true);
    next.focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Escape" || event.defaultPrevented || bar.hidden) return;
    if (document.querySelector("details.move[open], dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    clear();
  }, true);
  tell();
}
