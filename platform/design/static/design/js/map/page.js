/* The page of the map: the picture becomes a map that moves, the address follows it, changes come in.

   Without this file the page is whole: groups, zoom and ways are links, the filters submit. */

import { ground, L, LEAST, MOST } from "./ground.js";
import { Marks, ring, shape } from "./marks.js";

const QUIET_MS = 250;      // a finger that still moves asks for nothing
const CLOSE = 17;

const place = document.querySelector("[data-map]");
const form = document.querySelector("[data-map-filters]");

class CityMap {
  constructor() {
    const { lat, lon, zoom, base, credit } = place.dataset;
    const element = document.createElement("div");
    element.className = "map-ground";
    place.prepend(element);
    this.map = ground(element, { lat: Number(lat), lon: Number(lon), zoom: Number(zoom), base, credit });
    if (!new URLSearchParams(location.search).has("lat")) this.whole();
    this.marks = new Marks(this.map);
    this.spot = null;
    for (const old of place.querySelectorAll("[data-map-plane], [data-map-ways], [data-map-plain]")) old.remove();
    this.tools();
    this.filters();
    this.districts();
    this.map.on("moveend", () => { this.spot = null; this.moved(); });
    document.addEventListener("otklik:swapped", () => this.cells(true));
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("mouseover", (event) => this.hovered(event));
    document.addEventListener("focusin", (event) => this.hovered(event));
    this.tell();
    this.cells(false);
    this.list();   // the server listed its own picture's rectangle, this screen is another
  }

  /* The whole city on this very screen; the server knows only its own picture's size. */
  whole() {
    const [south, west, north, east] = place.dataset.extent.split(",").map(Number);
    this.map.fitBounds([[south, west], [north, east]], { padding: [24, 24], maxZoom: 15, animate: false });
  }

  /* What is asked for, as the address says it. */
  query(more) {
    const asked = new URLSearchParams();
    const at = this.map.getCenter();
    asked.set("lat", at.lat.toFixed(5));
    asked.set("lon", at.lng.toFixed(5));
    asked.set("z", String(this.map.getZoom()));
    for (const [name, value] of new FormData(form)) {
      const usual = value === "" || ["lat", "lon", "z"].includes(name) || (name === "period" && value === "week");
      if (!usual) asked.append(name, value);
    }
    if (asked.getAll("state").length === 2) asked.delete("state");
    for (const [name, value] of Object.entries(more ?? {})) asked.set(name, value);
    return asked;
  }

  box() {
    const { _southWest: low, _northEast: high } = this.map.getBounds();
    return [low.lng, low.lat, high.lng, high.lat].map((value) => value.toFixed(5)).join(",");
  }

  /* The address for people, and the page that live changes are read from. */
  tell() {
    const asked = this.query(this.spot === null ? {} : { place: this.spot });
    history.replaceState(null, "", `/map/?${asked}`);
    asked.set("bbox", this.box());
    document.body.dataset.livePage = `/map/?${asked}`;
    for (const [name, value] of [["lat", asked.get("lat")], ["lon", asked.get("lon")], ["z", asked.get("z")]]) form.elements[name].value = value;
  }

  moved() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.tell(); this.cells(false); this.list(); }, QUIET_MS);
  }

  async cells(live) {
    this.asking?.abort();
    const mine = this.asking = new AbortController();
    const asked = this.query({ bbox: this.box() });
    let told;
    try {
      const answer = await fetch(`/map/cells/?${asked}`, { signal: mine.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      told = await answer.json();
    } catch (error) {
      if (error.name !== "AbortError") say(place.dataset.failed);
      return;
    }
    this.marks.show([...told.groups.map((row) => this.group(row)), ...told.singles.map((row) => this.single(row))], live);
  }

  group([lat, lon, red, green, strict, spot]) {
    const total = red + green, zoom = this.map.getZoom();
    const near = spot !== null && zoom >= CLOSE;
    const words = near ? place.dataset.place : place.dataset.group;
    return {
      key: spot !== null ? `p${spot}` : `g${zoom}:${lat.toFixed(3)}:${lon.toFixed(3)}`,
      lat, lon,
      look: total === 1 ? shape(strict ? "strict" : red ? "work" : "done") : ring(red, green),
      label: words.replace("{count}", total).replace("{red}", red).replace("{green}", green),
      act: () => (near ? this.open(spot) : this.map.setView([lat, lon], Math.min(MOST, total === 1 ? CLOSE : zoom + 2))),
    };
  }

  single([lat, lon, tone, number, words]) {
    return { key: `n${number}`, lat, lon, look: shape(tone), label: words, act: () => { location.href = `/appeals/${number}/`; } };
  }

  /* The list of one place; the map stays. */
  open(spot) {
    this.spot = spot;
    this.tell();
    this.list(true);
  }

  async list(focus) {
    const url = new URL(document.body.dataset.livePage, location.href);
    url.searchParams.set("partial", "list");
    const fresh = await partial(url);
    if (!fresh) return;
    document.getElementById("map-list").replaceWith(fresh);
    if (focus) { fresh.tabIndex = -1; fresh.focus({ preventScroll: false }); }
  }

  async more(link) {
    const url = new URL(link.href);
    url.searchParams.set("bbox", this.box());
    url.searchParams.set("partial", "list");
    const fresh = await partial(url);
    const feed = document.querySelector("#map-list .feed");
    if (!fresh || !feed) { location.href = link.href; return; }
    const rows = [...fresh.querySelectorAll(".item")];
    feed.append(...rows);
    const further = fresh.querySelector("[data-map-more]");
    if (further) link.href = further.href; else link.remove();
    rows[0]?.querySelector("a")?.focus({ preventScroll: true });
  }

  clicked(event) {
    const link = event.target.closest?.("[data-map-more], [data-map-everywhere], [data-map-wider]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.matches("[data-map-more]")) this.more(link);
    else if (link.matches("[data-map-everywhere]")) { this.spot = null; this.moved(); }
    else {
      form.elements.period.value = new URL(link.href).searchParams.get("period") ?? "week";
      this.moved();
    }
  }

  /* A row of the list is shown on the map, as far as it stands there by itself. */
  hovered(event) {
    const number = event.target.closest?.("#map-list .item")?.querySelector("h3 a")?.getAttribute("href")?.split("/")[2];
    for (const [key, { marker }] of this.marks.standing) marker.getElement()?.classList.toggle("is-here", key === `n${number}`);
  }

  filters() {
    const fold = form.querySelector("[data-map-fold]");
    if (matchMedia("(max-width: 63.99em)").matches) fold.open = false;
    const words = fold.querySelector("summary span");
    form.addEventListener("change", () => {
      const names = [form.elements.category, form.elements.sector].filter((field) => field.value).map((field) => field.selectedOptions[0].text);
      const period = form.elements.period.selectedOptions[0].text;
      words.textContent = `${words.textContent.split(":")[0]}: ${[...names, period].join(", ").toLowerCase()}`;
      this.spot = null;
      this.moved();
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); this.spot = null; fold.open = innerWidth >= 1024; this.moved(); });
  }

  tools() {
    const nearer = document.querySelector("[data-map-nearer]"), farther = document.querySelector("[data-map-farther]");
    const closed = () => {
      nearer?.setAttribute("aria-disabled", String(this.map.getZoom() >= MOST));
      farther?.setAttribute("aria-disabled", String(this.map.getZoom() <= LEAST));
    };
    nearer?.addEventListener("click", (event) => { event.preventDefault(); this.map.zoomIn(); });
    farther?.addEventListener("click", (event) => { event.preventDefault(); this.map.zoomOut(); });
    this.map.on("zoomend", closed);
    closed();
    const me = document.querySelector("[data-map-me]");
    if (!("geolocation" in navigator)) return;
    me.hidden = false;
    me.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.here(coords), () => say(place.dataset.noPlace), { timeout: 10000, maximumAge: 60000 },
    ));
  }

  here({ latitude, longitude }) {
    const at = [latitude, longitude];
    this.me ??= L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-me", iconSize: [18, 18] }) }).addTo(this.map);
    this.me.setLatLng(at);
    this.map.setView(at, Math.max(CLOSE, this.map.getZoom()));
    say(place.dataset.here);
  }

  async districts() {
    let told;
    try { told = await (await fetch("/map/districts.json", { credentials: "same-origin" })).json(); } catch { return; }
    for (const { rings } of told.districts) {
      for (const line of rings) {
        L.polygon(line.map(([lon, lat]) => [lat, lon]), { className: "map-district", fill: false, interactive: false, weight: 1.5 }).addTo(this.map);
      }
    }
  }
}

async function partial(url) {
  try {
    const answer = await fetch(url, { headers: { "X-Partial": "list" }, credentials: "same-origin" });
    if (!answer.ok) return null;
    return document.importNode(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("map-list"), true);
  } catch { return null; }
}

function say(text) {
  const region = document.querySelector("[data-live-say]");
  if (!region || !text) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}

if (place && form) new CityMap();
