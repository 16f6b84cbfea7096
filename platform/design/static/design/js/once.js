/* A form is sent once: the second press of its button does nothing until the answer comes.
   The server refuses the second copy anyway (the form's key); this spares the person the doubt. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button?.dataset.sending) {
    button.dataset.word = button.textContent;
    button.textContent = button.dataset.sending;
  }
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-word]")) button.textContent = button.dataset.word;
  }
});
