/* The sentences of drafts, written by the server in the language of the page. */
const words = document.getElementById("draft-words")?.content;

export function said(state) {
  const found = words?.querySelector(`[data-word="${state}"]`);
  return found ? document.importNode(found, true) : null;
}

/* Throwing away is asked twice, by the same button. */
export function dropForm(target, act) {
  const button = target.closest("button");
  if (button.dataset.sure) { act(); return; }
  button.dataset.sure = "1";
  button.textContent = button.dataset.again;
}
