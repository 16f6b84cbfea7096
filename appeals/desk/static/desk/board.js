/* The board. Counters and clocks follow the city where they stand; rows neither come nor go nor change
   places: what has left its bay is struck through, what has come waits behind «Показать».
   1–6 step into a bay, pressed again open it whole; ← → go from bay to bay. */
const board = document.querySelector("[data-board]");

function take(fresh) {
  if (!fresh.querySelector("[data-board]")) return;
  for (const link of document.querySelectorAll("#hall-rail a")) counter(link, fresh.querySelector(`#hall-rail a[href="${CSS.escape(link.getAttribute("href"))}"]`));
  for (const bay of board.querySelectorAll("[data-bay]")) {
    const now = fresh.querySelector(`[data-bay="${bay.dataset.bay}"]`);
    if (now) follow(bay, now, fresh);
  }
  const time = fresh.querySelector("[data-live-fresh] time");
  const shown = document.querySelector("[data-live-bar] time");
  if (time && shown) { shown.textContent = time.textContent; shown.dateTime = time.dateTime; }
}

function counter(link, now) {
  const was = link.querySelector("b");
  const is = now?.querySelector("b");
  if (!was || !is) return;
  was.textContent = is.textContent;
  link.classList.toggle("breach", now.classList.contains("breach"));
}

function follow(bay, now, fresh) {
  bay.querySelector("header b").textContent = now.querySelector("header b").textContent;
  bay.classList.toggle("is-breach", now.classList.contains("is-breach"));
  const age = [bay, now].map((each) => each.querySelector("footer span"));
  if (age[0] && age[1]) age[0].textContent = age[1].textContent;
  const whole = !/\d/.test(now.querySelector("footer a").textContent);
  for (const strip of bay.querySelectorAll("[data-key-row]")) {
    const key = `[data-key-row="${CSS.escape(strip.dataset.keyRow)}"]`;
    const row = now.querySelector(key);
    if (row) strip.querySelector(".clock")?.replaceWith(document.importNode(row.querySelector(".clock"), true));
    strip.classList.toggle("is-gone", !row && (whole || Boolean(fresh.querySelector(`[data-board] ${key}`))));
  }
}

function strips(bay) {
  return [...bay.querySelectorAll("a.strip")];
}

function enter(bay, at = 0) {
  const rows = strips(bay);
  const row = rows.find((each) => at === 0 && each.hasAttribute("aria-current")) ?? rows[Math.min(at, rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
  return Boolean(row);
}

function beside(way) {
  const strip = document.activeElement.closest?.("a.strip");
  const bays = [...board.querySelectorAll("[data-bay]")];
  const here = bays.findIndex((bay) => bay.contains(strip));
  if (here < 0) return false;
  const at = strips(bays[here]).indexOf(strip);
  for (let next = here + way; bays[next]; next += way) if (enter(bays[next], Math.max(at, 0))) return true;
  return false;
}

if (board) {
  document.addEventListener("otklik:news", (event) => take(event.detail));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest?.("input, textarea, select, dialog[open]") || document.querySelector("dialog[open]")) return;
    if (/^Arrow(Left|Right)$/.test(event.code)) { if (beside(event.code === "ArrowRight" ? 1 : -1)) event.preventDefault(); return; }
    const number = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1];
    if (!number || document.querySelector("[data-single-keys]")?.checked === false) return;
    const bay = board.querySelectorAll("[data-bay]")[Number(number) - 1];
    if (!bay || bay.contains(document.activeElement) || !enter(bay)) return;   // the second press opens the list (keys.js)
    event.preventDefault();
  }, true);
}
