/* What was typed is looked at: themes, questions, outages, similar appeals and the preview come anew.

   The form goes to data-look as it is, without its photos; the answer is {parts: {name: html}, say}, each
   part the same piece of the page that the server draws without scripts. */
import { say } from "./words.js";

const PAUSE_MS = 450;
const NOT_TOLD = ["photos", "kept", "csrfmiddlewaretoken"];

export class Look {
  constructor(form) {
    this.form = form;
    this.drawn = {};
    for (const part of form.querySelectorAll("[data-part]")) this.drawn[part.dataset.part] = part.innerHTML;
    form.addEventListener("input", (event) => { if (event.target.type !== "file") this.soon(); });
    form.addEventListener("change", (event) => { if (event.target.type !== "file") this.soon(event.target.matches("input[type=radio], select") ? 0 : PAUSE_MS); });
    for (const news of ["otklik:house", "otklik:words", "otklik:restored"]) document.addEventListener(news, () => this.soon(0));
    if (typedAlready(form)) this.soon(0);
  }

  soon(pause = PAUSE_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    clearTimeout(this.timer);
    const told = new URLSearchParams([...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !NOT_TOLD.includes(name)));
    if (String(told) === this.told) return;
    this.asking?.abort();
    const mine = this.asking = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.look, { method: "POST", body: told, signal: mine.signal });
      if (!answer.ok) return;
      const found = await answer.json();
      if (mine.signal.aborted) return;
      this.told = String(told);
      for (const part of this.form.querySelectorAll("[data-part]")) this.put(part, found.parts[part.dataset.part]);
      say(found.say);
    } catch { /* typed on, or no connection: the server looks when the form comes */ }
  }

  /* The new piece in the place of the old one; whoever stands in it stays where they were. */
  put(part, html) {
    if (html === undefined) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    if (this.drawn[part.dataset.part] === fresh.innerHTML) return;
    this.drawn[part.dataset.part] = fresh.innerHTML;
    const here = part.contains(document.activeElement) ? document.activeElement : null;
    const typed = [...part.querySelectorAll("input[type=text]")].map((field) => [field.id, field.value]);
    const isOpen = Boolean(part.querySelector("details[open]"));
    part.replaceChildren(fresh.content);
    for (const [id, value] of typed) { const field = document.getElementById(id); if (field) field.value = value; }
    const details = part.querySelector("details");
    if (details && isOpen) details.open = true;
    if (!here) return;
    const again = [...part.querySelectorAll("input, select, button, a, summary")].find((one) => same(one, here)) ?? part.querySelector("input:checked");
    again?.focus({ preventScroll: true });
    if (again?.type === "text") again.setSelectionRange(here.selectionStart, here.selectionEnd);
  }
}

/* Whether somebody typed before this script came, as on a slow line they do. */
function typedAlready(form) {
  return [...form.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue);
}

function same(one, other) {
  if (one.tagName !== other.tagName) return false;
  if (one.type === "radio" || one.type === "submit") return one.name === other.name && one.value === other.value;
  return one.id ? one.id === other.id : one.textContent === other.textContent;
}
