/* The house's point: a pin moves the two fields, the fields stay what is sent. */
const place = document.querySelector("[data-house-point]");
const form = document.querySelector("[data-point-form]");
const HOUSE_ZOOM = 17, CITY_ZOOM = 12;

if (place && form && place.dataset.lat) {
  const { latitude, longitude } = form.elements;
  place.hidden = false;
  const { pinMap } = await import(place.dataset.module);
  const map = pinMap(place, {
    lat: Number(place.dataset.lat), lon: Number(place.dataset.lon),
    zoom: latitude.value ? HOUSE_ZOOM : CITY_ZOOM,
    onMove: ({ lat, lon }) => { latitude.value = lat.toFixed(6); longitude.value = lon.toFixed(6); },
  });
  form.addEventListener("change", () => {
    const [lat, lon] = [latitude, longitude].map((field) => Number(field.value.replace(",", ".")));
    if (lat && lon) map.move(lat, lon);
  });
}
