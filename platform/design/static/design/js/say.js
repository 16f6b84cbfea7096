/* Words of scripts in the page's language: `say("Нет связи с")`, places in braces: `say("Фото: {n}", { n })`.

   The sources are Russian; a page in another language brings its words in <meta name="script-words">
   (design/script_words.py lists them). Unknown words are said as they are written. */
const told = document.querySelector('meta[name="script-words"]');
const words = told ? JSON.parse(told.content) : {};

export const say = (text, places = {}) =>
  (words[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
