/* Shows what was pushed, and opens its page. Answers no request: pages go to the network as ever. */
self.addEventListener("push", (event) => {
  let told = {};
  try { told = event.data?.json() ?? {}; } catch { told = { text: event.data?.text() ?? "" }; }
  event.waitUntil(self.registration.showNotification(told.title || "Отклик", {
    body: told.text ?? "",
    tag: told.tag || undefined,
    renotify: Boolean(told.tag),
    lang: "ru",
    data: { link: told.link || "/" },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const asked = new URL(event.notification.data?.link ?? "/", self.location.origin);
  // Only our own pages are opened, whatever was pushed.
  const link = asked.origin === self.location.origin ? asked.href : self.location.origin;
  event.waitUntil((async () => {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = windows.find((each) => each.url === link);
    return open ? open.focus() : self.clients.openWindow(link);
  })());
});
