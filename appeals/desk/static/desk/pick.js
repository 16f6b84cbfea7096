/* A long list by its first letters: <select data-pick> becomes a field with a list under it.
   The select itself stays in the form and is what is sent; without JavaScript it is used as it is.

   An option is found by its name and by data-words, the words people use for it; the likeliest stands
   first. data-otherwise names the option offered when nothing fits. Words typed on the Latin layout
   by mistake are read as meant. `otklik:pick` tells the choice, `otklik:candidate` the marked one. */
const SHOWN = 9;
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё";

function plain(text) { return text.toLowerCase().replaceAll("ё", "е"); }

function meant(text) {
  const low = text.toLowerCase();
  if (!/[a-z]/.test(low) || /[а-яё]/.test(low)) return plain(text);
  return plain([...low].map((sign) => RUSSIAN[LATIN.indexOf(sign)] ?? sign).join(""));
}

function begins(text, word) {
  return text.startsWith(word) || text.includes(` ${word}`) || text.includes(`«${word}`) || text.includes(`(${word}`);
}

/* How well an option fits what was typed; 0: not at all. The whole beginning of the name is best, then
   every word at the beginning of one of the name's, then people's own words for it. */
function fit(option, words, whole) {
  const name = plain(option.textContent);
  if (name.startsWith(whole)) return 4;
  if (words.every((word) => begins(name, word))) return 3;
  const stems = plain(option.dataset.words ?? "").split(" ").filter(Boolean);
  const heard = (word) => stems.some((stem) => stem.startsWith(word) || (word.length > 3 && word.startsWith(stem)));
  if (words.every((word) => begins(name, word) || heard(word))) return 2;
  return words.length > 1 && words.some((word) => word.length > 3 && (begins(name, word) || heard(word))) ? 1 : 0;
}

function marked(text, words) {
  const parts = [];
  const low = plain(text);
  const starts = words.map((word) => [low.search(new RegExp(`(^|[\\s«(])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`)), word]).filter(([at]) => at >= 0)
    .map(([at, word]) => [low.startsWith(word, at) ? at : at + 1, word.length]).sort((a, b) => a[0] - b[0]);
  let from = 0;
  for (const [at, length] of starts) {
    if (at < from) continue;
    parts.push(text.slice(from, at));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + length);
    parts.push(mark);
    from = at + length;
  }
  return [...parts, text.slice(from)];
}

class Pick {
  constructor(select) {
    this.select = select;
    this.options = [...select.options].filter((option) => option.value);
    this.current = -1;
    this.input = document.createElement("input");
    this.input.type = "text";
    this.input.className = select.className || "input";
    this.input.id = select.id;
    this.input.placeholder = select.options[0]?.value ? "" : select.options[0]?.textContent ?? "";
    this.input.autocomplete = "off";
    if (select.dataset.key) { this.input.dataset.key = select.dataset.key; delete select.dataset.key; }
    for (const name of ["aria-invalid", "aria-describedby"]) if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    select.id = `${select.id}-select`;
    select.hidden = true;
    this.box = document.createElement("div");
    this.box.className = "pick-list";
    this.list = document.createElement("ul");
    this.list.className = "combo";
    this.list.id = `${this.input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    const set = (name, value) => this.input.setAttribute(name, value);
    set("role", "combobox"); set("aria-autocomplete", "list"); set("aria-expanded", "false"); set("aria-controls", this.list.id);
    select.before(this.box);
    this.box.append(this.input, this.list, select);
    this.input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent : "";
    this.input.addEventListener("input", () => { this.put(""); this.show(this.input.value); });
    this.input.addEventListener("focus", () => { if (!this.select.value) this.show(this.input.value); });
    this.input.addEventListener("click", () => this.show(this.select.value ? "" : this.input.value));
    this.input.addEventListener("blur", () => setTimeout(() => this.leave(), 150));
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.choose(this.found[Number(item.dataset.index)]);
    });
    // The summary of errors has the first word where there is one.
    if (select.autofocus && !document.querySelector("[data-focus]")) this.input.focus();
  }

  show(text) {
    const whole = meant(text).trim();
    const words = whole.split(/\s+/).filter(Boolean);
    const scores = new Map(this.options.map((option) => [option, words.length ? fit(option, words, whole) : 1]));
    const all = this.options.filter((option) => scores.get(option));
    all.sort((one, other) => scores.get(other) - scores.get(one));
    const otherwise = !all.length && this.options.find((option) => option.value === this.select.dataset.otherwise);
    if (otherwise) all.push(otherwise);
    this.found = all.slice(0, words.length ? SHOWN : this.options.length);
    this.current = words.length && this.found.length ? 0 : -1;
    this.list.replaceChildren(...this.found.map((option, index) => this.item(option, index, words)), ...this.foot(all.length));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  item(option, index, words) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.id = `${this.list.id}-${index}`;
    item.dataset.index = index;
    const label = document.createElement("span");
    label.append(...marked(option.textContent, words));
    item.append(label);
    if (option.parentElement.label) {
      const group = document.createElement("span");
      group.className = "sub";
      group.textContent = option.parentElement.label;
      item.append(group);
    }
    return item;
  }

  foot(count) {
    const hidden = count - this.found.length;
    if (count && !hidden) return [];
    const item = document.createElement("li");
    item.className = "combo-foot";
    item.setAttribute("role", "presentation");
    item.textContent = count ? `ещё ${hidden}: наберите точнее` : "Ничего похожего. Сотрите и наберите другие буквы";
    return [item];
  }

  pressed(event) {
    const open = !this.list.hidden;
    // Saving takes what is marked: the person sees it.
    if (event.ctrlKey && /Enter$/.test(event.code) && open && this.current >= 0) this.choose(this.found[this.current]);
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.code === "ArrowDown" || event.code === "ArrowUp") {
      event.preventDefault();
      event.stopPropagation();
      if (!open) { this.show(this.select.value ? "" : this.input.value); return; }
      const count = this.found.length;
      if (count) this.current = (this.current + (event.code === "ArrowDown" ? 1 : -1) + count) % count;
      this.mark();
    } else if ((event.code === "Enter" || event.code === "NumpadEnter") && open && this.current >= 0) {
      event.preventDefault();
      event.stopPropagation();
      this.choose(this.found[this.current]);
    } else if (event.code === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  mark() {
    this.list.querySelectorAll("[role=option]").forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.current));
      if (index === this.current) item.scrollIntoView({ block: "nearest" });
    });
    if (this.current >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.current}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.input.dispatchEvent(new CustomEvent("otklik:candidate", { bubbles: true, detail: { value: this.found[this.current]?.value ?? "" } }));
  }

  put(value) {
    if (this.select.value === value) return;
    this.select.value = value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  choose(option) {
    this.input.value = option.textContent;
    this.put(option.value);
    this.close();
    this.input.dispatchEvent(new CustomEvent("otklik:pick", { bubbles: true, detail: option.value }));
  }

  leave() {
    this.close();
    if (!this.select.value && this.found?.length === 1) this.choose(this.found[0]);
  }

  close() {
    this.list.hidden = true;
    this.current = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const select of document.querySelectorAll("select[data-pick]")) new Pick(select);
