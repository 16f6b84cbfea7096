/* Steps appear as they become known: the theme and the place after the text, the rest after the place.
   A step that was shown stays; after a refusal, and without scripts, all of them stand on the page. */

const TEXT_SIGNS = 12;
const PLACE_SIGNS = 3;

export class Steps {
  constructor(form, look) {
    this.form = form;
    this.look = look;
    this.next = form.querySelector("[data-on]");
    this.next?.addEventListener("click", (event) => this.on(event));
    for (const step of form.querySelectorAll("[data-step]")) step.hidden = true;
    for (const news of ["input", "change", "otklik:restored"]) form.addEventListener(news, () => this.open());
    document.addEventListener("otklik:house", () => this.open());
    document.querySelector(".stages")?.addEventListener("click", (event) => { if (event.target.closest("a")) this.show("theme", "place", "rest"); });
    if (form.dataset.open !== undefined) this.show("theme", "place", "rest");
    this.open();
  }

  open() {
    const { text, house, lat, address } = this.form.elements;
    if (text.value.trim().length >= TEXT_SIGNS) this.show("theme", "place");
    if (house.value || lat.value || address.value.trim().length >= PLACE_SIGNS) this.show("theme", "place", "rest");
  }

  show(...names) {
    for (const name of names) for (const step of this.form.querySelectorAll(`[data-step="${name}"]`)) step.hidden = false;
    if (this.next) this.next.parentElement.hidden = true;
  }

  /* «Дальше», or Enter in a field of one line. */
  async on(event) {
    event.preventDefault();
    if (!this.form.elements.text.value.trim()) { this.form.elements.text.focus(); return; }
    const isFirst = !this.next.parentElement.hidden;
    await this.look.ask();
    this.show("theme", "place");
    if (isFirst) document.getElementById("l2").focus();
  }
}
