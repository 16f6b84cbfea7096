/* Address as you type: <div class="combo-box" data-houses="/houses/"> around a plain text input.

   The list is asked from `/houses/?q=` ({"houses": [{"id", "label", "detail"}]}), the chosen house's id
   goes into the hidden input named by data-id-field. Without JavaScript the plain text is sent
   and the server looks for the house itself. Keys: ↓ ↑ Enter Esc, as in the ARIA combobox pattern.

   For those who type all day: data-first marks the first house at once if it is `sure` (has the number
   that was typed: a neighbour is never taken unseen), and Enter pressed before the list has come
   takes that one when it comes; data-wait, data-foot, data-none change the pause
   and the words. `otklik:house` tells the chosen house, `otklik:words` that there is none,
   `otklik:candidate` the marked one. */

import { say } from "./say.js";

const WAIT_MS = 120;
const LEAST = 2;
// «лад 97 кв 41» (also on the wrong layout): the flat is nobody's business but the form's.
const FLAT = /[\s,](?:кв|rd)[а-яa-z]*\.?\s*(\d{1,4}[а-яa-z]?)\s*$/i;

class AddressSearch {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[type=text], input[type=search], input:not([type=hidden])");
    this.hidden = box.dataset.idField ? this.input.form?.elements[box.dataset.idField] : null;
    this.status = document.getElementById(box.dataset.status ?? "");
    this.list = document.createElement("ul");
    this.list.className = "combo";
    this.list.id = `${this.input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", say("Адреса"));
    this.list.hidden = true;
    box.append(this.list);
    this.houses = [];
    this.current = -1;
    const set = (name, value) => this.input.setAttribute(name, value);
    set("role", "combobox"); set("aria-autocomplete", "list"); set("aria-expanded", "false");
    set("aria-controls", this.list.id); set("autocomplete", "off");
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    // A house that was found another way: by the phone's position, by a pin.
    box.addEventListener("otklik:pick", (event) => { this.houses = [event.detail]; this.choose(0); });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.choose(Number(item.dataset.index));
    });
  }

  typed() {
    if (this.hidden) this.hidden.value = "";
    if (this.status) this.status.hidden = true;
    clearTimeout(this.timer);
    const text = this.input.value.trim();
    this.eager = false;
    if (text.length < LEAST) { this.asking?.abort(); this.waiting = false; this.close(); return; }
    this.waiting = true;
    this.timer = setTimeout(() => this.ask(text), Number(this.box.dataset.wait ?? WAIT_MS));
  }

  async ask(text) {
    this.asking?.abort();
    const mine = this.asking = new AbortController();
    const url = new URL(this.box.dataset.houses, location.href);
    const flat = text.match(FLAT);
    url.searchParams.set("q", flat ? text.slice(0, flat.index) : text);
    try {
      const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "application/json" } });
      if (answer.ok) {
        const told = await answer.json();
        if (mine.signal.aborted) return;
        this.waiting = false;
        this.flat = flat?.[1] ?? "";
        if (this.eager && told.houses[0]?.sure) { this.houses = told.houses; this.choose(0); return; }
        if (document.activeElement === this.input) this.show(told.houses);
        if (told.houses.length) this.eager = false;
      }
    } catch { /* typed on, or no connection: the plain text is good enough */ }
    if (mine !== this.asking) return;
    this.waiting = false;
    if (this.eager) this.leave();
  }

  leave() {
    this.eager = false;
    this.close();
    this.box.dispatchEvent(new CustomEvent("otklik:words", { bubbles: true }));
  }

  show(houses) {
    this.houses = houses;
    this.current = this.box.dataset.first !== undefined && houses[0]?.sure ? 0 : -1;
    this.list.replaceChildren(...houses.map((house, index) => this.option(house, index)), this.foot(houses.length));
    this.list.hidden = false;
    this.list.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  option(house, index) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.id = `${this.list.id}-${index}`;
    item.dataset.index = index;
    const label = document.createElement("span");
    label.append(...underlined(house.label, this.input.value));
    item.append(label);
    // For those who type all day what goes on at the house stands at the right, alone.
    const detail = house.detail ? word("sub", house.detail) : "";
    if (this.box.dataset.first !== undefined) label.append(" ", detail); else item.append(detail);
    if (house.mark || house.count) {
      const news = word("combo-news", "");
      if (house.mark) news.append(word("tag breach", house.mark), " ");
      if (house.count) news.append(word("sub", house.count));
      item.append(news);
    }
    return item;
  }

  foot(count) {
    const item = document.createElement("li");
    item.className = "combo-foot";
    item.setAttribute("role", "presentation");
    item.textContent = count
      ? (this.houses[0].sure ? this.box.dataset.foot : this.box.dataset.near) ?? say("Нет вашего дома? Допишите адрес словами, мы найдём")
      : this.box.dataset.none ?? say("Такого дома в списке города нет. Оставьте адрес словами, мы разберёмся");
    return item;
  }

  pressed(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" && open) { event.preventDefault(); this.move(1); }
    else if (event.key === "ArrowUp" && open) { event.preventDefault(); this.move(-1); }
    else if (event.key === "Enter" && this.waiting && this.box.dataset.first !== undefined && !event.ctrlKey && !event.shiftKey) { event.preventDefault(); this.eager = true; }
    else if (event.key === "Enter" && open && this.current >= 0) { if (!event.ctrlKey) event.preventDefault(); this.choose(this.current); }
    else if (event.key === "Escape" && open) { event.stopPropagation(); this.close(); }
  }

  move(step) {
    const count = this.houses.length;
    if (!count) return;
    // one place more than there are houses: back to what was typed
    const place = this.current === -1 ? count : this.current;
    this.current = (place + step + count + 1) % (count + 1);
    if (this.current === count) this.current = -1;
    this.mark();
  }

  mark() {
    this.list.querySelectorAll("[role=option]").forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.current));
      if (index === this.current) item.scrollIntoView({ block: "nearest" });
    });
    if (this.current >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.current}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.box.dispatchEvent(new CustomEvent("otklik:candidate", { detail: this.houses[this.current] ?? null, bubbles: true }));
  }

  choose(index) {
    const house = this.houses[index];
    this.input.value = house.label;
    if (this.hidden) this.hidden.value = house.id;
    this.eager = this.waiting = false;
    this.close();
    if (this.status) {
      this.status.querySelector("[data-house-label]").textContent = house.label;
      this.status.querySelector("[data-house-detail]").textContent = house.detail ?? "";
      this.status.hidden = false;
    }
    this.box.dispatchEvent(new CustomEvent("otklik:house", { detail: { ...house, flat: this.flat }, bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.current = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function word(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

function underlined(label, typed) {
  const words = typed.toLowerCase().replaceAll("ё", "е").split(/[\s,.]+/).filter(Boolean);
  const pieces = label.split(/([\s,.]+)/);
  return pieces.map((piece) => {
    const plain = piece.toLowerCase().replaceAll("ё", "е");
    const word = words.find((start) => plain.startsWith(start));
    if (!word) return document.createTextNode(piece);
    const part = document.createDocumentFragment();
    const mark = document.createElement("mark");
    mark.textContent = piece.slice(0, word.length);
    part.append(mark, piece.slice(word.length));
    return part;
  });
}

for (const box of document.querySelectorAll("[data-houses]")) new AddressSearch(box);
