/* <button data-copy="id">: what stands in the field goes to the clipboard; without scripts it is
   selected and copied by hand. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(field.value); } catch { field.select(); return; }
    const was = button.textContent;
    button.textContent = button.dataset.done;
    button.setAttribute("role", "status");
    setTimeout(() => { button.textContent = was; button.removeAttribute("role"); }, 3000);
  });
}
