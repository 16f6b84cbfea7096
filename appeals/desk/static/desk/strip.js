/* The strip of a call over any page of the desk: asked once a second while this operator has a
   telephone, once a page otherwise (appeals/desk/ringing.py says why it is asked and not pushed). */
import { mark } from "./title.js";

const strip = document.querySelector("[data-strip]");
const LOST_MS = 5000;
let seen = "";

async function ask() {
  const url = new URL(strip.dataset.strip, location.href);
  url.searchParams.set("seen", seen);
  const card = document.querySelector("form[data-next-field] [name=call]")?.value;
  if (card) url.searchParams.set("card", card);
  let again = LOST_MS;
  try {
    const answer = await fetch(url, { credentials: "same-origin", redirect: "error" });
    if (answer.status === 204) again = Number(strip.dataset.again);
    else if (answer.ok) again = show(await answer.text());
  } catch { /* no connection: asked again a little later */ }
  if (again) setTimeout(ask, again);
}

function show(text) {
  const told = new DOMParser().parseFromString(text, "text/html").querySelector("[data-token]");
  if (!told) return 0;
  seen = told.dataset.token;
  strip.dataset.again = told.dataset.again;
  strip.replaceChildren(...[...told.childNodes].map((node) => document.importNode(node, true)));
  const rings = strip.querySelector(".is-ringing");
  strip.hidden = !strip.firstElementChild;
  mark("call", rings ? "☎" : "");
  return Number(told.dataset.again);
}

if (strip) ask();
