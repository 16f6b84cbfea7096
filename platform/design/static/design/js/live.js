/* One stream of changes for the page, and what it does with them.

   <body data-live="/live/?appeal=PNZ-2026-000123" data-live-partial="timeline">
   An event `appeal` → fetch this page's own partial (`?partial=timeline`) → every element of the answer
   that has an id takes the place of the element with this id. Nothing else on the page moves.

   The bar ([data-live-bar]) tells how fresh the page is and can pause it (ПП РФ № 102 of 2026);
   one short sentence goes to [data-live-say] (role=status). Without JavaScript: a plain reload. */

import { say } from "./say.js";

const GAP_MS = 1000;           // not more often than this, the last one always comes
const RETRY_MS = [1000, 30000];
const HIDDEN_MS = 30000;       // a hidden tab gives its connection back (browsers allow six per host)

const body = document.body;
const address = body.dataset.live;
const partial = body.dataset.livePartial;

function clock(at) {
  return new Intl.DateTimeFormat("ru-RU", {
    timeZone: document.documentElement.dataset.zone, hour: "2-digit", minute: "2-digit", second: "2-digit",
  }).format(at);
}

class Bar {
  constructor() {
    this.element = document.querySelector("[data-live-bar]");
    this.button = document.querySelector("[data-live-pause]");
    this.say = document.querySelector("[data-live-say]");
  }
  word(text, at) {
    if (!this.element) return;
    const word = this.element.querySelector("[data-live-word]");
    const time = this.element.querySelector("time");
    if (word) word.textContent = text;
    if (time && at) { time.textContent = clock(at); time.dateTime = at.toISOString(); }
  }
  state(name) { if (this.element) this.element.dataset.state = name; }
  announce(text) {
    // an empty region first, so that the same sentence twice is spoken twice
    if (!this.say || !text) return;
    this.say.textContent = "";
    setTimeout(() => { this.say.textContent = text; }, 50);
  }
}

class Live {
  constructor() {
    this.bar = new Bar();
    this.words = { ...(this.bar.element?.dataset ?? {}) };
    this.paused = false;
    this.missed = 0;
    this.attempt = 0;
    this.timer = 0;
    this.last = 0;
    this.shownAt = new Date();
    this.freshWord = this.bar.element?.querySelector("[data-live-word]")?.textContent ?? "";
    this.pauseWord = this.bar.button?.querySelector("[data-live-pause-word]")?.textContent ?? "";
    if (this.bar.button) {
      this.bar.button.hidden = false;
      this.bar.button.addEventListener("click", () => (this.paused ? this.resume() : this.pause()));
    }
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("pageshow", (event) => { if (event.persisted) this.refresh(); });
    this.open();
  }

  open() {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = new EventSource(address);
    this.source.addEventListener("open", () => {
      if (this.attempt > 0) this.refresh();   // something may have happened meanwhile
      this.attempt = 0;
      if (!this.paused) { this.bar.state("live"); this.bar.word(this.freshWord, this.shownAt); }
    });
    this.source.addEventListener("appeal", (event) => this.changed(event));
    // a slow reader's queue was emptied: it is told to fetch everything again
    // After a break every open page is told at once: they come back over three seconds, not in one instant.
    this.source.addEventListener("refetch", () => setTimeout(() => this.refresh(), Math.random() * 3000));
    this.source.addEventListener("error", () => this.lost());
  }

  lost() {
    this.attempt += 1;
    if (!this.paused) { this.bar.state("lost"); this.bar.word(say("Нет связи с"), this.shownAt); }
    if (this.source.readyState !== EventSource.CLOSED) return;   // the browser tries again by itself
    const wait = Math.min(RETRY_MS[1], RETRY_MS[0] * 2 ** Math.min(this.attempt, 5));
    this.retry = setTimeout(() => this.open(), wait * (0.5 + Math.random() / 2));
  }

  seen() {
    if (body.dataset.liveHidden === "keep") return;   // a desk that must ring in a hidden tab
    clearTimeout(this.hiding);
    if (document.hidden) {
      this.hiding = setTimeout(() => { this.source?.close(); this.source = null; clearTimeout(this.retry); }, HIDDEN_MS);
    } else if (!this.source) {
      this.attempt = 1;
      this.open();
    }
  }

  changed(event) {
    let change = {};
    try { change = JSON.parse(event.data); } catch { /* the partial is the record, the event only a hint */ }
    const told = new CustomEvent("otklik:change", { detail: change, cancelable: true });
    if (!document.dispatchEvent(told)) return;
    if (this.paused) {
      this.missed += 1;
      this.bar.word(say("Приостановлено, новых: {count}, с", { count: this.missed }), null);
      return;
    }
    const wait = Math.max(0, this.last + GAP_MS - Date.now());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), wait);
  }

  pause() {
    this.paused = true;
    this.missed = 0;
    this.bar.state("paused");
    this.bar.word(say("Приостановлено в"), new Date());
    this.label(say("Продолжить"));
  }

  resume() {
    this.paused = false;
    this.bar.state("live");
    this.label(this.pauseWord);
    this.refresh();
  }

  label(text) {
    const word = this.bar.button?.querySelector("[data-live-pause-word]");
    if (word) word.textContent = text;
    this.bar.button?.setAttribute("aria-pressed", String(this.paused));
  }

  async refresh() {
    if (this.paused || !partial) return;
    this.last = Date.now();
    // A page that answers a refused form stands at the form's address, which cannot be read.
    const url = new URL(body.dataset.livePage ?? location.href, location.href);
    url.searchParams.set("partial", partial);
    url.hash = "";
    let answer;
    try {
      answer = await fetch(url, { headers: { "X-Partial": partial }, credentials: "same-origin" });
    } catch { return; }   // the stream tells about the lost connection
    if (!answer.ok || this.paused) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    const spoken = parsed.querySelector("[data-live-spoken]")?.textContent.trim();
    let moved = false;
    for (const fresh of parsed.querySelectorAll("[id][data-live-part]")) moved = swap(fresh) || moved;
    this.shownAt = new Date();
    this.bar.state("live");
    this.bar.word(this.freshWord, this.shownAt);
    if (moved) this.bar.announce(spoken);
    document.dispatchEvent(new CustomEvent("otklik:swapped", { detail: { moved } }));
  }
}

// A form that came back refused holds what was typed as its own values: it says so by data-kept.
function typedIn(element) {
  return Boolean(element.querySelector("[data-kept]")) || [...element.querySelectorAll("textarea, input:not([type=hidden]), select")].some((field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
      : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
        : field.value !== field.defaultValue);
}

function swap(fresh) {
  const old = document.getElementById(fresh.id);
  if (!old || old.outerHTML === fresh.outerHTML || typedIn(old)) return false;
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  const place = held && (held.id ? `#${CSS.escape(held.id)}` : held.getAttribute("href") ? `a[href="${CSS.escape(held.getAttribute("href"))}"]` : null);
  const imported = document.importNode(fresh, true);
  const before = new Set([...old.querySelectorAll("[data-key-row]")].map((row) => row.dataset.keyRow));
  old.replaceWith(imported);
  for (const row of imported.querySelectorAll("[data-key-row]")) {
    if (!before.has(row.dataset.keyRow)) row.classList.add("is-new");
  }
  window.htmx?.process(imported);
  if (place) (imported.querySelector(place) ?? imported.closest("main"))?.focus({ preventScroll: true });
  return true;
}

if (address && "EventSource" in window) new Live();
