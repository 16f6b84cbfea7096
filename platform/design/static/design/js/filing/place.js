/* The place without typing: houses around the phone, a pin on the map.
   The point goes to the server in the body of a request and is kept only with the filing. */
import { say, wordsOf } from "./words.js";

const ACCURATE_M = 500;
const PATIENCE_MS = 12000;
const CITY_ZOOM = 13, STREET_ZOOM = 17;

export class Place {
  constructor(form) {
    const box = form.querySelector("[data-place]");
    this.form = form;
    this.box = box;
    this.words = wordsOf(box.querySelector("[data-place-words]"));
    this.list = box.querySelector("[data-place-list]");
    this.combo = form.querySelector("[data-houses]");
    this.panel = document.getElementById("pin-place");
    this.opener = box.querySelector("[data-place-map]");
    const here = box.querySelector("[data-place-here]");
    here.hidden = !("geolocation" in navigator) || !isSecureContext;
    here.addEventListener("click", () => this.here());
    this.opener.addEventListener("click", () => (this.panel.hidden ? this.openMap() : this.fold()));
    box.querySelector("[data-place-drop]").addEventListener("click", () => { this.pin(null); this.fold(); this.opener.focus(); });
    box.hidden = false;
    if (form.elements.lat.value) this.tell("pinned");
  }

  tell(name) {
    this.box.querySelector("[data-place-word]").textContent = name ? this.words[name] : "";
  }

  here() {
    this.tell("seeking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => (coords.accuracy > ACCURATE_M ? this.tell("denied") : this.offer({ lat: coords.latitude, lon: coords.longitude }, false)),
      () => this.tell("denied"),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60000 });
  }

  /* The houses around a point as buttons; `isPinned`: the point itself stays. */
  async offer(point, isPinned) {
    this.asking?.abort();
    const mine = this.asking = new AbortController();
    let houses;
    try {
      const answer = await fetch(this.box.dataset.near, { method: "POST", body: new URLSearchParams(point), signal: mine.signal });
      houses = (await answer.json()).houses;
    } catch { if (!mine.signal.aborted) this.tell("failed"); return; }
    if (mine.signal.aborted) return;
    this.tell(houses.length ? (isPinned ? "pinned" : "") : isPinned ? "pinned" : "none");
    const buttons = houses.map((house) => this.button(`${house.label}, ${house.detail}`, () => {
      if (!isPinned) this.pin(null);
      this.combo.dispatchEvent(new CustomEvent("otklik:pick", { detail: house }));
      this.close();
    }));
    if (!isPinned) buttons.push(this.button(this.words.only_pin, () => { this.pin(point); this.close(); this.openMap(); }));
    this.list.querySelectorAll("button").forEach((old) => old.remove());
    this.list.append(...buttons);
    this.list.hidden = false;
    if (!isPinned) buttons[0].focus();
  }

  button(text, then) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = text;
    button.addEventListener("click", then);
    return button;
  }

  close() {
    this.list.hidden = true;
    this.combo.querySelector("input").focus();
  }

  /* Put the pin, or take it away; the form hears of it as of anything typed. */
  pin(point) {
    const { lat, lon } = this.form.elements;
    lat.value = point ? point.lat.toFixed(6) : "";
    lon.value = point ? point.lon.toFixed(6) : "";
    this.tell(point ? "pinned" : "");
    if (point) say(this.words.pinned);
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  }

  fold() {
    this.panel.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  /* The map with the pin, at a point, where the pin stood, or in the middle of the city. */
  async openMap(point) {
    const place = this.panel.querySelector("[data-pin]");
    const { lat, lon } = this.form.elements;
    const stands = point ?? (lat.value ? { lat: Number(lat.value), lon: Number(lon.value) } : null);
    const start = stands ?? { lat: Number(place.dataset.lat), lon: Number(place.dataset.lon) };
    this.panel.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    if (stands) this.pin(stands);
    if (this.map) { this.map.resize(); if (stands) this.map.move(stands.lat, stands.lon); return; }
    try {
      const { pinMap } = await import(place.dataset.module);
      this.map = pinMap(place, { ...start, zoom: stands ? STREET_ZOOM : CITY_ZOOM, onMove: (moved) => { this.pin(moved); this.offer(moved, true); } });
    } catch { this.fold(); this.tell("no_map"); }
  }

  /* A photo knows where it was taken. */
  async take(point) {
    await this.openMap(point);
    await this.offer(point, true);
    this.box.scrollIntoView({ block: "center" });
    this.opener.focus({ preventScroll: true });
  }
}
