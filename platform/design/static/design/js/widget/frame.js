/* The form inside a frame of another site: tells its height to that site's page and to no other, opens
   the city's pages in a window of their own (they may not be framed). */
const { widget: code, widgetOrigins } = document.body.dataset;
const listed = widgetOrigins.split(" ");

function around() {
  try {
    const origin = location.ancestorOrigins?.[0] ?? new URL(document.referrer).origin;
    return listed.includes(origin) ? origin : "";
  } catch { return ""; }
}

if (self !== self.top) {
  const origin = around() || sessionStorage.getItem("around") || "";
  // After the form was sent the page before this one is our own.
  try { if (origin) sessionStorage.setItem("around", origin); } catch { /* no storage in frames here */ }
  let last = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (!origin || height === last) return;
    last = height;
    parent.postMessage({ otklik: code, height }, origin);
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#") || link.target) return;
    link.target = "_blank";
    link.rel = "noopener";
  }, true);
}
