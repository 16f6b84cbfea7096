/* Sentences of the page in its own language: <template data-…-words><span data-word="name">…. */
export function wordsOf(template) {
  const words = {};
  for (const each of template?.content.querySelectorAll("[data-word]") ?? []) words[each.dataset.word] = each.textContent;
  return words;
}

/* Said once to those who do not see the page. */
export function say(text) {
  const place = document.querySelector("[data-live-say]");
  if (place && text && place.textContent !== text) place.textContent = text;
}
