/* Keys of the staff screens: data-key="Alt+1" on a link, button or field; its hint stands in a <kbd> beside it.

   Bound by the physical key (event.code), so that the Russian and the Latin layout do the same.
   Single keys act outside text fields only and can be switched off: <input data-single-keys="address"> sends the
   choice to the person's own record ("on", "off"); without an address this machine keeps it.
   F6 goes from region to region ([data-region]); ↑ ↓ walk a list ([data-rows]); `?` opens the list of keys. */

const NAMES = { Digit: "", Key: "", Numpad: "" };
const CODES = { Slash: "/", Space: "Пробел", Enter: "Enter", NumpadEnter: "Enter", Escape: "Esc" };
const OFF = "otklik:single-keys-off";
const box = document.querySelector("[data-single-keys]");

function name(event) {
  let key = CODES[event.code] ?? event.code;
  for (const prefix of Object.keys(NAMES)) if (key.startsWith(prefix) && key.length === prefix.length + 1) key = key.slice(prefix.length);
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  return [...parts, key].join("+");
}

function typing(target) {
  return target.closest?.("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])");
}

function act(element) {
  if (element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) { element.focus(); element.select?.(); return; }
  if (element.getAttribute("aria-disabled") === "true") { element.focus(); return; }
  element.click();
  if (element.matches("label, [data-key-focus]")) element.focus?.();
}

// Inside a closed <details> an element still has its rectangles: ask the browser itself where it can say.
function visible(element) {
  return element.checkVisibility?.() ?? (!element.hidden && element.getClientRects().length > 0);
}

function nextRegion(step) {
  const regions = [...document.querySelectorAll("[data-region]")].filter(visible);
  if (!regions.length) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const region = regions[(at + step + regions.length) % regions.length];
  const inside = region.querySelector("[aria-current] a, a[aria-current], [aria-current], a, button, input") ?? region;
  if (!inside.hasAttribute("tabindex") && !inside.matches("a, button, input")) inside.tabIndex = -1;
  inside.focus();
}

function walk(event) {
  const list = event.target.closest?.("[data-rows]") ?? (event.target === document.body ? document.querySelector("[data-rows]") : null);
  if (!list) return false;
  const rows = [...list.querySelectorAll("a[data-row], [data-row] a, a.strip")].filter(visible);
  const at = rows.indexOf(document.activeElement.closest?.("a"));
  const next = rows[event.code === "ArrowDown" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)];
  next?.focus();
  return Boolean(next);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.code === "F6") { event.preventDefault(); nextRegion(event.shiftKey ? -1 : 1); return; }
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  const single = plain && !/^F\d+$/.test(event.code);
  if (single && typing(event.target)) return;
  if (single && /^Arrow(Up|Down)$/.test(event.code)) { if (walk(event)) event.preventDefault(); return; }
  if (single && box && !box.checked && event.code !== "Escape") return;
  if (document.querySelector("dialog[open]")) return;
  if (plain && (event.key === "?" || (event.shiftKey && event.code === "Slash"))) {
    const opener = document.querySelector("[data-open='keys']");
    if (opener) { event.preventDefault(); opener.click(); }
    return;
  }
  const wanted = name(event);
  const element = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key.split(" ").includes(wanted) && visible(each));
  if (element) { event.preventDefault(); act(element); }
});

box?.addEventListener("change", () => {
  if (!box.dataset.singleKeys) {
    if (box.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1");
    return;
  }
  const said = new FormData();
  said.set("single_keys", box.checked ? "on" : "off");
  said.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  fetch(box.dataset.singleKeys, { method: "POST", body: said, credentials: "same-origin", headers: { "X-Partial": "1" } }).catch(() => {});
});
if (box && !box.dataset.singleKeys) box.checked = !localStorage.getItem(OFF);
