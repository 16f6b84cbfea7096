/* Photos before they are sent: small pictures, their sizes, «Убрать», not more than five.

   <div data-photos data-most="5"> around a plain <input type=file multiple>; without JavaScript the
   plain input works. A large photo is made smaller here, so that it leaves the phone sooner;
   the server re-encodes every one anyway and drops the place and the time from it. */

import { draw, MAX_BYTES, smaller, weight } from "./pictures.js";
import { say } from "./say.js";

const UNITS = { kb: say("{size} КБ"), mb: say("{size} МБ") };

class Photos {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[type=file]");
    this.list = box.querySelector("[data-photos-list]");
    this.word = box.querySelector("[data-photos-word]");
    this.kept = Number(box.dataset.kept ?? 0);
    this.most = Number(box.dataset.most ?? 5);
    this.files = [];
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    this.box.querySelector("[data-photos-add]")?.removeAttribute("hidden");
  }

  async add(files) {
    this.tell("");
    for (const file of files) {
      if (this.kept + this.files.length >= this.most) {
        this.tell(say("Можно приложить не больше {most} снимков: лишние не добавлены", { most: this.most }));
        break;
      }
      if (!file.type.startsWith("image/")) { this.tell(say("«{name}» не снимок: приложите JPEG, PNG или WebP", { name: file.name })); continue; }
      this.files.push(await smaller(file));
    }
    this.store();
  }

  store() {
    const transfer = new DataTransfer();
    for (const file of this.files) transfer.items.add(file);
    this.input.files = transfer.files;
    this.list.replaceChildren(...this.files.map((file, index) => this.row(file, index)));
  }

  row(file, index) {
    const item = document.createElement("li");
    const picture = document.createElement("canvas");
    picture.width = picture.height = 112;
    picture.className = "ph";
    picture.setAttribute("aria-hidden", "true");
    draw(picture, file);
    const text = document.createElement("div");
    const name = document.createElement("p");
    name.textContent = file.name;
    const size = document.createElement("p");
    size.className = "small soft";
    size.textContent = file.size > MAX_BYTES ? say("Больше 15 МБ: не примем, выберите другой") : weight(file.size, UNITS);
    text.append(name, size);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = say("Убрать");
    button.setAttribute("aria-label", say("Убрать снимок «{name}»", { name: file.name }));
    button.addEventListener("click", () => { this.files.splice(index, 1); this.store(); this.input.focus(); });
    item.append(picture, text, button);
    return item;
  }

  tell(text) {
    if (!this.word) return;
    this.word.textContent = text;
    this.word.hidden = !text;
  }
}

for (const box of document.querySelectorAll("[data-photos]")) {
  if ("DataTransfer" in window && "createImageBitmap" in window) new Photos(box);
}
