/* How many signs are typed: <span data-counts="text">0 из 4000 знаков</span> under the field. */
for (const place of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(place.dataset.counts);
  if (!field) continue;
  const show = () => { place.textContent = `${field.value.length} из ${field.maxLength} знаков`; };
  field.addEventListener("input", show);
  show();
}
