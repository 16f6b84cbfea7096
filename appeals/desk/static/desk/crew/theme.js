/* «Как в телефоне»: night by the phone's own setting, before anything is drawn. Loaded at the top of
   the page; the other two themes come from the server as they are. */
(() => {
  const light = matchMedia("(prefers-color-scheme: light)");
  function dress() {
    const theme = document.body.dataset.theme;
    document.body.classList.toggle("night", theme === "night" || (theme === "auto" && !light.matches));
  }
  dress();
  light.addEventListener("change", dress);
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-crew-theme]");
    if (!form || !event.submitter) return;
    // At once, with or without a connection; the cookie is what the server reads next time.
    event.preventDefault();
    document.body.dataset.theme = event.submitter.value;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `crew_theme=${event.submitter.value}; path=/; max-age=31536000; samesite=lax${secure}`;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === event.submitter));
    dress();
  });
})();
