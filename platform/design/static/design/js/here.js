/* A rail of places that moves sideways on a phone shows the place itself. */

function show() {
  for (const here of document.querySelectorAll(".rail [aria-current]")) {
    const list = here.closest("ul"), seen = list?.getBoundingClientRect(), box = here.getBoundingClientRect();
    if (list) list.scrollLeft += box.left - seen.left - (seen.width - box.width) / 2;
  }
}

show();
document.addEventListener("otklik:swapped", show);
