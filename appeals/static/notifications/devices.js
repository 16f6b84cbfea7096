/* «Включить на этом устройстве»: asks the browser, subscribes it and tells the portal. Without
   JavaScript, or in a browser that cannot, the button stays hidden and the words say so. */
const box = document.querySelector("[data-push-key]");
const button = box?.querySelector("[data-push-on]");
const say = box?.querySelector("[data-push-say]");

function bytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
}

function packed(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

async function subscribe() {
  if (await Notification.requestPermission() !== "granted") {
    say.textContent = say.dataset.refused;
    return;
  }
  // One worker stands at the root of the site: the portal's own, which takes push.js in.
  const worker = await navigator.serviceWorker.register("/worker.js");
  await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(box.dataset.pushKey),
  });
  const form = new FormData();
  form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  form.set("endpoint", subscription.endpoint);
  form.set("public_key", packed(subscription.getKey("p256dh")));
  form.set("secret", packed(subscription.getKey("auth")));
  const answer = await fetch(box.dataset.pushTo, { method: "POST", body: form });
  if (!answer.ok) throw new Error(String(answer.status));
  location.reload();
}

if (box && button && "serviceWorker" in navigator && "PushManager" in window) {
  button.hidden = false;
  say.textContent = "";
  button.addEventListener("click", async () => {
    button.disabled = true;
    try { await subscribe(); } catch { say.textContent = say.dataset.failed; }
    button.disabled = false;
  });
}
