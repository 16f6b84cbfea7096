/* The sound of the hall: appeals that nobody accepted in time. The server says which; the page says so
   in the bar and in the tab's title, and plays two notes: at once for a new one, then once a minute.
   One tab of a browser sounds, also from the background. A browser lets a page sound only after the
   person has touched it: until then the button says that the sound waits. */
import { mark } from "./title.js";

const place = document.querySelector("[data-alarm]");
const gesture = document.querySelector("[data-alarm-try]");
const ASK_MS = 30000;
const SOON_MS = 3000;
const REPEAT_MS = 60000;
const KEPT = "otklik:alarm";
let sound = null;
let sounds = false;   // this tab is the one that plays
let timer = 0;

const numbers = () => [...place.querySelectorAll("[data-alarm-row]")].map((row) => row.dataset.alarmRow);
const muted = () => Boolean(place.querySelector("[data-muted]"));
const remembered = () => { try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; } };

function note(at, pitch) {
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
  volume.gain.setTargetAtTime(0, at + 0.22, 0.08);
  tone.connect(volume).connect(sound.destination);
  tone.start(at);
  tone.stop(at + 0.7);
}

function play() {
  const now = sound.currentTime;
  note(now, 880);
  note(now + 0.28, 660);
}

async function unlock() {
  if (!sound) {
    sound = new AudioContext();
    sound.addEventListener("statechange", () => { if (sound.state === "running") gesture.hidden = true; });
  }
  if (sound.state !== "running") await Promise.race([sound.resume(), new Promise((done) => setTimeout(done, 400))]);
  if (sound.state !== "running") return false;
  if (!sounds && !unlock.asked) {
    unlock.asked = true;
    if (navigator.locks) navigator.locks.request("otklik:alarm", () => { sounds = true; return new Promise(() => {}); });
    else sounds = true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return true;
}

async function ring() {
  const now = numbers();
  mark("alarm", now.length ? `▲${now.length}` : "");
  const kept = remembered();
  const isNew = now.some((number) => !(kept.heard ?? []).includes(number));
  const due = now.length > 0 && (isNew || Date.now() - (kept.at ?? 0) > REPEAT_MS - 1000);
  place.querySelector(".btn-alarm")?.classList.toggle("is-ringing", due);
  if (!due || muted()) { gesture.hidden = !now.length || muted() || sound?.state === "running"; return; }
  if (isNew) { const say = document.querySelector("[data-live-say]"); if (say) say.textContent = place.querySelector("summary").textContent.trim(); }
  const allowed = await unlock();
  gesture.hidden = allowed;
  if (allowed && !sounds) return;   // another tab of this browser plays
  localStorage.setItem(KEPT, JSON.stringify({ at: Date.now(), heard: now }));
  if (allowed) play();
}

async function ask() {
  clearTimeout(timer);
  timer = setTimeout(ask, ASK_MS);
  let answer;
  try { answer = await fetch(place.dataset.alarm, { credentials: "same-origin" }); } catch { return; }
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#alarm");
  const old = place.querySelector("#alarm");
  // nothing moves under the cursor: an open list waits until it is closed
  if (fresh && !old?.open) place.replaceChildren(document.importNode(fresh, true));
  await ring();
}

if (place) {
  place.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-alarm-form]")) return;
    event.preventDefault();
    try { await fetch(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter), credentials: "same-origin", headers: { "X-Partial": "1" } }); } catch { return; }
    place.querySelector("#alarm").open = false;
    place.querySelector("summary").focus();
    await ask();
  });
  gesture.addEventListener("click", async () => { gesture.hidden = await unlock(); if (gesture.hidden) play(); });
  document.addEventListener("click", (event) => { const open = place.querySelector("#alarm[open]"); if (open && !open.contains(event.target)) open.open = false; });
  document.addEventListener("keydown", (event) => {
    const open = place.querySelector("#alarm[open]");
    if (event.code !== "Escape" || !open) return;
    event.preventDefault();
    open.open = false;
    open.querySelector("summary").focus();
  }, true);
  // the first touch of the page lets it sound from then on
  const touched = () => { if (numbers().length && !muted() && sound?.state !== "running") unlock(); };
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, touched, { passive: true });
  document.addEventListener("otklik:change", () => { clearTimeout(timer); timer = setTimeout(ask, SOON_MS); });
  if (place.querySelector("#alarm")) { ring(); timer = setTimeout(ask, ASK_MS); } else ask();
}
