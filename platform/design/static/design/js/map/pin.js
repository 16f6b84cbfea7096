/* One pin that people put where the trouble is: by a tap, by dragging, by the arrow keys.

   import { pinMap } from "../map/pin.js";
   const pin = pinMap(element, { lat, lon, zoom, onMove: ({ lat, lon }) => … });
   pin.move(lat, lon);        // the address was chosen: the pin goes there, onMove is not called

   The element may carry data-base, data-credit (the city's base map) and data-pin-label (what the pin
   is called aloud). */

import { ground, L } from "./ground.js";

const STEP = 6;           // pixels for an arrow key, ten times as many with Shift
const SIZE = [44, 52];
const DRAWING = `<svg width="44" height="52" viewBox="-22 -48 44 52" aria-hidden="true" focusable="false"><path d="M0 0C-14-17-18-23-18-30a18 18 0 0 1 36 0c0 7-4 13-18 30z" fill="var(--ink)" stroke="#fff" stroke-width="2.5"/><circle cy="-30" r="6.5" fill="#fff"/></svg>`;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function pinMap(element, { lat, lon, zoom = 16, onMove = () => {} }) {
  const map = ground(element, { lat, lon, zoom, base: element.dataset.base, credit: element.dataset.credit });
  const pin = L.marker([lat, lon], {
    draggable: true, autoPan: true, keyboard: true,
    title: element.dataset.pinLabel ?? "", alt: element.dataset.pinLabel ?? "",
    icon: L.divIcon({ className: "pin-mark", html: DRAWING, iconSize: SIZE, iconAnchor: [SIZE[0] / 2, SIZE[1] - 4] }),
  }).addTo(map);
  L.control.zoom({ zoomInTitle: element.dataset.zoomIn ?? "+", zoomOutTitle: element.dataset.zoomOut ?? "−" }).addTo(map);

  const told = () => { const at = pin.getLatLng(); onMove({ lat: at.lat, lon: at.lng }); };
  pin.on("dragend", told);
  map.on("click", (event) => { pin.setLatLng(event.latlng); told(); });
  pin.getElement()?.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();   // the map would move under the pin
    const reach = event.shiftKey ? STEP * 10 : STEP;
    const at = map.latLngToContainerPoint(pin.getLatLng()).add([way[0] * reach, way[1] * reach]);
    pin.setLatLng(map.containerPointToLatLng(at));
    map.panInside(pin.getLatLng(), { padding: [60, 60] });
    told();
  });

  return {
    move(nextLat, nextLon) {
      pin.setLatLng([nextLat, nextLon]);
      map.setView([nextLat, nextLon], Math.max(map.getZoom(), zoom));
    },
    resize() { map.invalidateSize(); },
  };
}
