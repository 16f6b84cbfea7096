/* ↑ ↓ over rows that are opened by a button: those of the design system are links. */
document.addEventListener("keydown", (event) => {
  if (!/^Arrow(Up|Down)$/.test(event.code) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const list = event.target.closest?.("[data-rows]") ?? (event.target === document.body ? document.querySelector("[data-rows]:not([hidden])") : null);
  if (!list?.querySelector("button[data-row]")) return;
  const rows = [...list.querySelectorAll("[data-row]")];
  const at = rows.indexOf(document.activeElement);
  const next = rows[event.code === "ArrowDown" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}, true);
