/* Does the page's task unseen, and takes the plain question away: it is for those without scripts. */
import "./offline/work.js";

const box = document.querySelector("[data-proof]");
const { form } = box.querySelector("input");
let solvedFor = "";

async function solve() {
  const key = form.elements.key.value;
  form.elements.proof.value = await Work.done(`${form.elements.task.value}:${key}`, Number(box.dataset.proof));
  solvedFor = key;
  if (!document.querySelector(".errors")) { box.hidden = true; return; } // nobody was stopped, nobody need know
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.textContent = box.dataset.solved;
  for (const child of [...box.children]) child.hidden = true;
  box.querySelector("[role=status]")?.remove();
  box.append(said);
}

if (Work.isPossible && form) {
  solve();
  document.addEventListener("submit", async (event) => {
    // A draft that came back has a key of its own: the work is for one form and no other.
    if (event.target !== form || form.elements.answer.value || solvedFor === form.elements.key.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await solve();
    form.requestSubmit(event.submitter ?? undefined);
  }, true);
}
