/* Whoever signs in or out takes the pages that were kept for them along: nobody opens another's. */
document.addEventListener("submit", (event) => {
  const where = new URL(event.target.action, location.href).pathname;
  if (!("caches" in self) || !/^\/accounts\/(login|logout)\//.test(where)) return;
  for (const name of ["crew-page", "crew-photos"]) caches.delete(name);
});
