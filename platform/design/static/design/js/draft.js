/* <form data-draft="new">: whatever is typed, chosen and marked is kept in this browser while it is typed,
   comes back on return, and is sent when there is a connection.

   With a connection the form leaves as any form does. Without one, or from a page whose token may have
   gone stale (kept by the worker, or open for long), it goes through the queue (offline/news.js). Other
   scripts may hear `otklik:restored`, and say `otklik:unsent` when a sending of their own has failed. */
import "./offline/store.js";
import { begin as beginNews, give, wake } from "./offline/news.js";
import { dropForm, said } from "./offline/words.js";

const PAUSE_MS = 600;
const STALE_MS = 3600000;
const LATE_FIELDS_MS = 15000;
const NOT_KEPT = ["csrfmiddlewaretoken", "pass", "task", "proof", "answer", "website"];

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class FormDraft {
  constructor(form) {
    this.form = form;
    this.name = form.dataset.draft;
    this.url = form.getAttribute("action") || location.pathname;
    this.isKept = Boolean(form.querySelector("[data-page-kept]"));
    this.isStale = this.isKept || !navigator.onLine;
    this.opened = Date.now();
    this.key = this.isKept ? newKey() : form.elements.key.value;
    form.elements.key.value = this.key;
  }

  async begin() {
    const drafts = (await DraftStore.drafts()).filter((each) => each.form === this.name).sort((one, other) => other.at - one.at);
    const mine = drafts.find((each) => each.key === this.key);
    const isAnswer = this.isAnswer = Boolean(mine) || Boolean(this.form.querySelector("textarea")?.defaultValue);
    this.isSaved = Boolean(mine);
    const unanswered = isAnswer ? undefined : drafts.find((each) => each.state === "sending");
    // It left this form, and instead of an answer came this page: it never arrived, or nobody knows.
    if (unanswered) { this.listen(); await give(unanswered); await beginNews(); return; }
    // Whoever was quicker than this script is not written over; the older draft comes another time.
    const last = isAnswer || !this.isEmpty() ? undefined : drafts[0];
    if (last) await this.restore(last); else if (isAnswer || !this.isEmpty()) await this.save();
    this.listen();
    if (last?.state === "mending") this.form.requestSubmit?.(this.form.querySelector("button[data-sending]") ?? undefined);
  }

  listen() {
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("change", () => this.soon());
    this.form.addEventListener("click", () => this.soon());
    this.form.addEventListener("otklik:unsent", () => this.queue());
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.timer) this.save(); });
    addEventListener("offline", () => { this.isStale = true; });
    document.addEventListener("submit", (event) => this.leaving(event), true);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE_MS);
  }

  isEmpty() {
    const isTouched = (field) => {
      if (!field.name || field.type === "hidden" || NOT_KEPT.includes(field.name)) return false;
      if (field.type === "file") return field.files.length > 0;
      if (field.type === "checkbox" || field.type === "radio") return false;
      if (field.tagName === "SELECT") return false;
      return field.tagName !== "BUTTON" && field.value.trim() !== "" && (this.isAnswer || field.value !== field.defaultValue);
    };
    return ![...this.form.elements].some(isTouched);
  }

  entry(state) {
    // A photo that has arrived while the form was typed is here as a file too: its ticket would be a second.
    const arrived = [...this.form.querySelectorAll("input[type=hidden][name=kept]")].map((input) => input.value);
    const fields = [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name)
      && !(name === "kept" && arrived.includes(value)));
    return { key: this.key, form: this.name, url: this.url, fields, at: Date.now(), state, hasFiles: this.files().length > 0 };
  }

  async save(state = "typed") {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.isGone) return;
    if (this.isEmpty() && state === "typed") {
      if (this.isSaved) { this.isSaved = false; await DraftStore.drop(this.key); }
      return;
    }
    const files = this.files(); // now: a form that leaves lets go of those that have arrived
    try {
      await DraftStore.keep(this.entry(state));
      await this.savePhotos(files);
      this.isSaved = true;
      this.tell("kept", this.form.querySelector("button[data-sending]")?.closest("p"), "after");
    } catch { /* no room, or a private window: the form works as any other */ }
  }

  /* Only when others are chosen: a photo is a thousand times a letter. After a refusal the page carries
     tickets in place of the photos; those kept here stay, for when the tickets have run out. */
  async savePhotos(files) {
    const look = files.map(({ name, blob }) => `${name}:${blob.size}`).join("|");
    if (look === this.photosLook || (!files.length && this.form.elements.kept)) return;
    this.photosLook = look;
    await DraftStore.keepPhotos(this.key, files);
  }

  files() {
    const inputs = [...this.form.querySelectorAll("input[type=file]")];
    return inputs.flatMap((input) => [...input.files].map((file) => ({ field: input.name, name: file.name, blob: file })));
  }

  async restore(draft) {
    this.key = draft.key;
    this.form.elements.key.value = draft.key;
    this.isSaved = true;
    const waiting = this.fill(new Map(draft.fields.map(([name]) => [name, draft.fields.filter(([each]) => each === name).map(([, value]) => value)])));
    const photos = await DraftStore.photos(draft.key);
    for (const input of this.form.querySelectorAll("input[type=file]")) {
      const mine = photos.filter((photo) => photo.field === input.name);
      if (!mine.length || !("DataTransfer" in window)) continue;
      const transfer = new DataTransfer();
      for (const { blob, name } of mine) transfer.items.add(new File([blob], name, { type: blob.type }));
      input.files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const field of this.form.querySelectorAll("textarea")) field.dispatchEvent(new Event("input", { bubbles: true }));
    this.form.dispatchEvent(new CustomEvent("otklik:restored", { bubbles: true, detail: { fields: draft.fields } }));
    if (waiting.size) this.fillLater(waiting);
    if (draft.state !== "mending") this.tell("restored", this.form, "before", draft.at);
  }

  /* Puts values where they belong; gives back those whose fields are not on the page. */
  fill(values) {
    const waiting = new Map();
    for (const [name, all] of values) {
      if (name === "key" || NOT_KEPT.includes(name)) continue;
      const fields = [...this.form.elements].filter((field) => field.name === name && field.dataset.draftSkip === undefined && field.type !== "submit");
      if (!fields.length) { if (!this.form.elements[name]) waiting.set(name, all); continue; }
      for (const field of fields) {
        if (field.type === "checkbox" || field.type === "radio") field.checked = all.includes(field.value);
        else if (!field.defaultValue || field.tagName === "SELECT") field.value = all[0];
      }
    }
    return waiting;
  }

  /* Questions of a theme come a moment later. */
  fillLater(values) {
    let waiting = values;
    const watch = new MutationObserver(() => { waiting = this.fill(waiting); if (!waiting.size) watch.disconnect(); });
    watch.observe(this.form, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), LATE_FIELDS_MS);
  }

  tell(state, beside, where, at) {
    if (this.told?.dataset.word === state) return;
    const box = said(state);
    if (!box || !beside) return;
    this.told?.remove();
    this.told = box;
    const time = box.querySelector("time");
    if (time && at) {
      time.dateTime = new Date(at).toISOString();
      time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(at);
    }
    box.addEventListener("click", (event) => {
      if (event.target.closest("[data-act=drop]")) dropForm(event.target, () => this.clear());
    });
    beside[where](box);
  }

  async clear() {
    this.isGone = true;
    clearTimeout(this.timer);
    await DraftStore.drop(this.key);
    this.form.reset();
    location.replace(location.pathname);
  }

  leaving(event) {
    if (event.target !== this.form || event.submitter?.name) return; // a look for a house is no sending
    if (navigator.onLine && !this.isStale && Date.now() - this.opened < STALE_MS) { this.save("sending"); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    this.queue();
  }

  /* Given to the queue; what happens then is said on top of the page. */
  async queue() {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.timer);
    try {
      await this.savePhotos(this.files());
      await give(this.entry("typed"));
    } catch {
      // Nothing can be kept here: the form goes as it is, and the browser says what it says.
      this.form.submit();
      return;
    }
    this.told?.remove();
    this.form.hidden = true;
    await beginNews();
    document.querySelector("[data-draft-news]")?.scrollIntoView({ block: "center" });
    await wake();
  }
}

export async function begin(form) {
  try { await new FormDraft(form).begin(); } catch { /* this browser keeps nothing: a form as any other */ }
}
