/* A Leaflet map on the city's base, in the city's words; the ground of every map of ours.

   const map = ground(element, { lat, lon, zoom, base, credit });

   The base's address and whose it is stand on the element (data-base, data-credit) or come as options. */

import "../../../leaflet/leaflet.js";

export const L = globalThis.L;

const STYLES = new URL("../../../leaflet/leaflet.css", import.meta.url).href;
export const LEAST = 9;
export const MOST = 18;

// The style sheet comes with the first map; a page without one never loads it.
function dress() {
  if (document.querySelector("link[data-leaflet]")) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = STYLES;
  link.dataset.leaflet = "";
  document.head.prepend(link);   // before our own: ours has the last word
}

export function ground(element, { lat, lon, zoom, base, credit }) {
  dress();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    center: [lat, lon], zoom, minZoom: LEAST, maxZoom: MOST,
    zoomControl: false, attributionControl: Boolean(credit), keyboardPanDelta: 120,
    fadeAnimation: !still, zoomAnimation: !still, markerZoomAnimation: !still, inertia: !still,
  });
  map.attributionControl?.setPrefix(false);
  L.tileLayer(base ?? "/map/plain/{z}/{x}/{y}.svg", { minZoom: LEAST, maxZoom: MOST, attribution: credit ?? "", keepBuffer: 1 }).addTo(map);
  return map;
}
