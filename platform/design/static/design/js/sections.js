/* On a phone the sections are one sliding line: the one we are in is in sight from the start. */
const nav = document.querySelector(".bar nav");
const here = nav?.querySelector("[aria-current]");
if (here && nav.scrollWidth > nav.clientWidth) nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
