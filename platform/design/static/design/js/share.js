/* Share, copy, print: buttons that only scripts can give. Without them the link stands in its field. */
const field = document.querySelector("[data-share-link]");
const share = document.querySelector("[data-share]");
const copy = document.querySelector("[data-copy]");
const print = document.querySelector("[data-print]");

if (share && navigator.share) {
  share.hidden = false;
  // Closing the phone's own sheet is a refusal, not a failure.
  share.addEventListener("click", () => navigator.share({ title: share.dataset.title, url: field.value }).catch(() => {}));
}
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(field.value); } catch { field.select(); return; }
    const word = copy.querySelector("span"), was = word.textContent;
    word.textContent = copy.dataset.done;
    const say = document.querySelector("[data-live-say]");
    if (say) say.textContent = copy.dataset.done;
    setTimeout(() => { word.textContent = was; }, 3000);
  });
}
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
field?.addEventListener("focus", () => field.select());
