/* Marks of the live map: the same shapes as in the picture without scripts (portal/map/marks.py).

   A mark keeps its element as long as it stands for the same thing: what did not change does not move,
   keeps the focus, is not announced; what changed arrives once. */

import { L } from "./ground.js";

const NUMBERS = { 1: 17, 2: 17, 3: 16, 4: 15, 5: 14, 6: 12 };
const WIDTH = 8;

function arc(radius, start, end) {
  if (end <= start) return "";
  if (end - start >= 1) return `M0 ${-radius}A${radius} ${radius} 0 1 1 -.1 ${-radius}z`;
  const from = 2 * Math.PI * (start + 0.012), to = 2 * Math.PI * (end - 0.012);
  const at = (turn) => `${(radius * Math.sin(turn)).toFixed(1)} ${(-radius * Math.cos(turn)).toFixed(1)}`;
  return `M${at(from)}A${radius} ${radius} 0 ${to - from > Math.PI ? 1 : 0} 1 ${at(to)}`;
}

export function ring(red, green) {
  const total = red + green;
  const radius = total < 10 ? 18 : total < 100 ? 21 : total < 1000 ? 25 : 29;
  let share = red / total;
  if (red && green) share = Math.min(Math.max(share, 0.04), 0.96);
  const disc = radius + WIDTH / 2 + 2, half = disc + 4;
  const drawing = `<svg width="${2 * half}" height="${2 * half}" viewBox="${-half} ${-half} ${2 * half} ${2 * half}" aria-hidden="true" focusable="false"><circle class="halo" r="${disc + 1}"/><circle r="${disc}" fill="#fff"/><path class="ring-work" d="${arc(radius, 0, share)}" fill="none" stroke-width="${WIDTH}"/><path d="${arc(radius, share, 1)}" fill="none" stroke="url(#stripes)" stroke-width="${WIDTH}"/><text text-anchor="middle" dy="5" font-size="${NUMBERS[String(total).length] ?? 11}">${total}</text></svg>`;
  return { drawing, size: 2 * half };
}

export function shape(tone) {
  return { drawing: `<svg width="44" height="44" viewBox="-22 -22 44 44" aria-hidden="true" focusable="false"><circle class="halo" r="20"/><use href="#mark-${tone}" x="-22" y="-22" width="44" height="44"/></svg>`, size: 44 };
}

export class Marks {
  constructor(map) {
    this.map = map;
    this.standing = new Map();
    this.first = true;
  }

  /* wanted: [{ key, lat, lon, look: { drawing, size }, label, act }] */
  show(wanted, animate) {
    const now = new Map(wanted.map((mark) => [mark.key, mark]));
    for (const [key, old] of this.standing) {
      if (!now.has(key)) { old.marker.remove(); this.standing.delete(key); }
    }
    for (const [key, mark] of now) {
      const old = this.standing.get(key);
      if (!old) this.add(key, mark, animate && !this.first);
      else this.change(old, mark, animate);
    }
    this.first = false;
  }

  add(key, mark, arrives) {
    const marker = L.marker([mark.lat, mark.lon], { icon: icon(mark, arrives), keyboard: true, riseOnHover: true });
    const held = { marker, mark };
    marker.on("click", () => held.mark.act());
    marker.on("keydown", (event) => {
      if (event.originalEvent.key === "Enter" || event.originalEvent.key === " ") {
        event.originalEvent.preventDefault();
        held.mark.act();
      }
    });
    marker.addTo(this.map);
    this.standing.set(key, held);
    name(marker, mark);
  }

  change(held, mark, animate) {
    const before = held.mark;
    held.mark = mark;
    if (before.lat !== mark.lat || before.lon !== mark.lon) held.marker.setLatLng([mark.lat, mark.lon]);
    if (before.look.drawing === mark.look.drawing) { name(held.marker, mark); return; }
    const focused = document.activeElement === held.marker.getElement();
    held.marker.setIcon(icon(mark, animate));
    name(held.marker, mark);
    if (focused) held.marker.getElement()?.focus({ preventScroll: true });
  }
}

function icon({ look }, arrives) {
  return L.divIcon({ className: arrives ? "map-mark is-new" : "map-mark", html: look.drawing, iconSize: [look.size, look.size] });
}

function name(marker, mark) {
  const element = marker.getElement();
  if (!element) return;
  element.setAttribute("role", "link");
  element.setAttribute("aria-label", mark.label);
  element.title = mark.label;
}
