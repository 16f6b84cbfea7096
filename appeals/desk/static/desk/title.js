/* The tab's title with marks before it: each part of the page sets its own, none forgets another's. */
const plain = document.title;
const marks = new Map();

export function mark(name, text) {
  if (text) marks.set(name, text); else marks.delete(name);
  document.title = [...marks.values(), plain].join(" ");
}
