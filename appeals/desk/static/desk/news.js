/* Live lists: nothing moves under the cursor. A change in the city → how many rows of this list are
   newer than the page → «Показать 3 новых» in the bar. The open appeal says that it has changed. */
const since = document.body.dataset.news;
const place = document.querySelector("[data-news-place]");
const title = document.title;
const QUIET_MS = 2000;
const SELDOM_MS = 60000;
let timer = 0;

async function ask() {
  clearTimeout(timer);
  timer = 0;
  const url = new URL(location.href);
  url.searchParams.set("partial", "news");
  url.searchParams.set("since", since);
  url.hash = "";
  let answer;
  try { answer = await fetch(url, { credentials: "same-origin" }); } catch { return; }
  if (!answer.ok) return;
  const link = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("a");
  place.replaceChildren(...(link ? [document.importNode(link, true)] : []));
  document.title = link ? `• ${title}` : title;
  const say = document.querySelector("[data-live-say]");
  if (say && link) say.textContent = link.textContent;
}

if (since && place) {
  document.addEventListener("otklik:change", (event) => {
    event.preventDefault();
    const open = document.querySelector("[data-appeal]");
    if (open && open.dataset.appeal === event.detail?.n) {
      const note = open.querySelector("[data-changed]");
      if (note) { note.hidden = false; note.querySelector("a").href = location.href; }
    }
    timer ||= setTimeout(ask, QUIET_MS * (0.5 + Math.random()));
  });
  // What the stream does not carry (appeals not shown to the public, a broken connection) comes by asking.
  setInterval(() => { if (!document.hidden) ask(); }, SELDOM_MS);
}
