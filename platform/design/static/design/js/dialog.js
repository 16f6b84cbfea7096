/* [data-open="id"] opens the native dialog with this id; [data-close] inside closes it. */
for (const opener of document.querySelectorAll("[data-open]")) opener.hidden = !document.getElementById(opener.dataset.open);
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.open);
    if (dialog?.showModal && !dialog.open) { event.preventDefault(); dialog.showModal(); }
  } else if (event.target.closest("[data-close]")) {
    event.target.closest("dialog")?.close();
  }
});
