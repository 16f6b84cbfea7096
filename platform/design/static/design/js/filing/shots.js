/* Photos leave while the rest is typed: made smaller, each with its own progress, once more on request.

   A photo that has arrived leaves a ticket in the form (`kept`); until the form goes its file stays in the
   input too, so that a draft on the device has it. Whatever has not arrived goes with the form. */
import { draw, MAX_BYTES, smaller, weight } from "../pictures.js";
import { placeOf } from "./exif.js";
import { say, wordsOf } from "./words.js";

export class Shots {
  constructor(form, place) {
    const box = form.querySelector("[data-shots]");
    this.form = form;
    this.box = box;
    this.place = place;
    this.input = box.querySelector("input[type=file]");
    this.list = box.querySelector("[data-shots-list]");
    this.words = wordsOf(box.querySelector("[data-shots-words]"));
    this.most = Number(box.dataset.most);
    this.shots = [];
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    form.addEventListener("submit", (event) => { if (!event.defaultPrevented && !event.submitter?.name) this.leave(); });
    box.querySelector("[data-shots-pin]").addEventListener("click", () => { this.offer(null); this.place.take(this.taken); });
    box.querySelector("[data-shots-no]").addEventListener("click", () => { this.offer(null); this.input.focus(); });
    if (this.input.files.length) this.add([...this.input.files]); // given back by the browser or by a draft
  }

  async add(files) {
    this.tell("");
    for (const file of files) {
      if (this.shots.some((shot) => [shot.chosen, shot.file].some((one) => one && one.name === file.name && one.size === file.size))) continue;
      const kept = this.box.querySelectorAll("input[type=checkbox][name=kept]:checked").length;
      if (kept + this.shots.length >= this.most) { this.tell(this.words.too_many); break; }
      if (!file.type.startsWith("image/")) { this.tell(this.words.not_photo.replace("{name}", file.name)); continue; }
      const shot = { name: file.name, raw: file, chosen: { name: file.name, size: file.size } };
      this.shots.push(shot);
      const [made, point] = await Promise.all([smaller(file), placeOf(file)]);
      shot.file = made;
      shot.raw = null;
      this.row(shot);
      if (point && !this.form.elements.lat.value) this.offer(point);
    }
    this.store();
    this.send();
  }

  /* The input holds what the list shows; a photo that is still being made smaller goes as it is. */
  store() {
    const transfer = new DataTransfer();
    for (const shot of this.shots) if (shot.file ?? shot.raw) transfer.items.add(shot.file ?? shot.raw);
    this.input.files = transfer.files;
  }

  /* One at a time: a slow line brings the first one sooner. */
  send() {
    const shot = this.shots.find((each) => each.file && !each.ticket && !each.failed);
    if (!shot || this.going) return;
    if (shot.file.size > MAX_BYTES) { this.end(shot, this.words.too_large); return; }
    const body = new FormData();
    body.append("photo", shot.file, shot.file.name);
    const request = this.going = new XMLHttpRequest();
    shot.request = request;
    request.open("POST", this.box.dataset.shots);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) this.show(shot, Math.round((event.loaded / event.total) * 100)); });
    request.addEventListener("loadend", () => {
      this.going = null;
      const told = request.response;
      if (request.status === 200 && told?.ticket) this.keep(shot, told.ticket);
      else if (request.status === 422 && told?.error) this.end(shot, told.error, true);
      else if (this.shots.includes(shot)) this.end(shot, this.words.failed);
      this.send();
    });
    this.show(shot, 0);
    request.send(body);
  }

  keep(shot, ticket) {
    if (!this.shots.includes(shot)) return;
    shot.ticket = document.createElement("input");
    Object.assign(shot.ticket, { type: "hidden", name: "kept", value: ticket });
    shot.item.append(shot.ticket);
    shot.going.hidden = true;
    shot.state.textContent = `${this.words.done}, ${weight(shot.file.size, this.words)}`;
    say(`${shot.name}: ${this.words.done}`);
  }

  /* It did not arrive: `isRefused`, it never will. */
  end(shot, sentence, isRefused = false) {
    shot.failed = true;
    shot.going.hidden = true;
    shot.state.textContent = sentence;
    shot.state.className = "small error";
    shot.again.hidden = isRefused;
    if (isRefused) { shot.file = null; this.store(); }
    say(`${shot.name}: ${sentence}`);
  }

  show(shot, share) {
    shot.going.hidden = false;
    shot.bar.value = share;
    shot.state.className = "small soft";
    shot.state.textContent = this.words.going.replace("{share}", String(share));
  }

  row(shot) {
    const picture = document.createElement("canvas");
    picture.width = picture.height = 112;
    picture.className = "ph";
    picture.setAttribute("aria-hidden", "true");
    draw(picture, shot.file);
    const text = document.createElement("div");
    const name = document.createElement("p");
    name.textContent = shot.name;
    shot.state = document.createElement("p");
    shot.state.className = "small soft";
    shot.state.textContent = weight(shot.file.size, this.words);
    shot.going = document.createElement("div");
    shot.bar = document.createElement("progress");
    shot.bar.max = 100;
    shot.bar.setAttribute("aria-label", shot.name);
    shot.going.append(shot.bar);
    shot.going.hidden = true;
    text.append(name, shot.state, shot.going);
    shot.again = this.button(this.words.again, this.words.again_for, shot, () => { shot.failed = false; shot.again.hidden = true; this.send(); });
    shot.again.hidden = true;
    const acts = document.createElement("p");
    acts.className = "shots-acts";
    acts.append(shot.again, this.button(this.words.remove, this.words.remove_for, shot, () => this.remove(shot)));
    shot.item = document.createElement("li");
    shot.item.append(picture, text, acts);
    this.list.append(shot.item);
  }

  button(text, label, shot, then) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = text;
    button.setAttribute("aria-label", label.replace("{name}", shot.name));
    button.addEventListener("click", then);
    return button;
  }

  remove(shot) {
    this.shots = this.shots.filter((each) => each !== shot);
    shot.item.remove();
    shot.request?.abort();
    this.store();
    this.tell("");
    this.input.focus();
  }

  /* The form goes: what has arrived does not travel twice. */
  leave() {
    for (const shot of this.shots) if (shot.ticket) shot.file = null; else shot.request?.abort();
    this.store();
  }

  offer(point) {
    this.taken = point ?? this.taken;
    this.box.querySelector("[data-shots-place]").hidden = !point;
  }

  tell(text) {
    const word = this.box.querySelector("[data-shots-word]");
    word.textContent = text;
    word.hidden = !text;
  }
}
