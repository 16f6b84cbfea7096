/* The portal on the phone: the worker behind it, the button that puts it on the home screen, and what
   this browser keeps unsent. Pages with nothing kept load nothing more. */
function keeps() {
  try { return localStorage.getItem("otklik-draft") === "1"; } catch { return false; }
}

const form = document.querySelector("form[data-draft]");
if ("indexedDB" in self && "FormData" in self) {
  if (document.querySelector("[data-draft-done]") || keeps()) import("./offline/news.js").then(({ begin }) => begin()).catch(() => {});
  if (form) import("./draft.js").then(({ begin }) => begin(form)).catch(() => {});
}

if (document.querySelector("[data-proof]")) import("./proof.js").catch(() => {});

const address = document.querySelector("link[data-worker]")?.dataset.worker;
if (address && navigator.serviceWorker && self === self.top) {
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register(address);
      const { active } = await navigator.serviceWorker.ready;
      active?.postMessage({ visited: document.documentElement.lang });
    } catch { /* a private window, or no worker allowed: the site works as any other */ }
  });
}

let install;
const button = document.querySelector("[data-app-install]");
addEventListener("beforeinstallprompt", (event) => {
  if (!button) return;
  event.preventDefault();
  install = event;
  button.hidden = false;
});
button?.addEventListener("click", async () => {
  button.hidden = true;
  await install?.prompt();
});
