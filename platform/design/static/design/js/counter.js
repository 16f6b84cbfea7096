/* How many signs are typed: <span data-counts="text">0 из 4000 знаков</span> under the field. */
import { say } from "./say.js";

for (const place of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(place.dataset.counts);
  if (!field) continue;
  const show = () => { place.textContent = say("{typed} из {most} знаков", { typed: field.value.length, most: field.maxLength }); };
  field.addEventListener("input", show);
  show();
}
