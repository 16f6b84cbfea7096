/* The page of a new appeal. Everything here only helps: without it the same page works by its buttons. */
import { Look } from "./look.js";
import { Place } from "./place.js";
import { Shots } from "./shots.js";
import { Steps } from "./steps.js";

const form = document.querySelector("form[data-filing]");
if (form) {
  const look = new Look(form);
  new Steps(form, look);
  const place = new Place(form);
  if ("DataTransfer" in window && "createImageBitmap" in window) new Shots(form, place);
}
