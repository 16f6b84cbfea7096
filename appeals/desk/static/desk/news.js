/* Live lists: nothing moves under the cursor. A change in the city → how many rows of this list are
   newer than the page → «Показать 3 новых» in the bar. The open appeal says that it has changed.
   The board takes its counters and clocks from the same answer (board.js). */
import { mark } from "./title.js";

const since = document.body.dataset.news;
const place = document.querySelector("[data-news-place]");
const partial = document.querySelector("[data-board]") ? "board" : "news";
const QUIET_MS = 2000;
const SELDOM_MS = 60000;
let timer = 0;

function paused() {
  return document.querySelector("[data-live-pause]")?.getAttribute("aria-pressed") === "true";
}

async function ask() {
  clearTimeout(timer);
  timer = 0;
  if (paused()) return;
  const url = new URL(location.href);
  url.searchParams.set("partial", partial);
  url.searchParams.set("since", since);
  url.hash = "";
  let answer;
  try { answer = await fetch(url, { credentials: "same-origin" }); } catch { return; }
  if (!answer.ok || paused()) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const link = parsed.querySelector("a[data-fresh]");
  const before = place.textContent;
  place.replaceChildren(...(link ? [document.importNode(link, true)] : []));
  mark("news", link ? "•" : "");
  const say = document.querySelector("[data-live-say]");
  if (say && link && link.textContent !== before) say.textContent = link.textContent;
  document.dispatchEvent(new CustomEvent("otklik:news", { detail: parsed }));
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
  document.addEventListener("click", (event) => { if (event.target.closest("[data-live-pause]")) setTimeout(ask, 0); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
}
