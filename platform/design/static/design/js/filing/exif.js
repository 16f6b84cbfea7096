/* Where a photo was taken, as its camera wrote it: {lat, lon}, or null. Read here, in the browser alone;
   the picture that leaves the phone carries no place. */

const LOOKED_AT = 131072;
const APP1 = 0xffe1;
const GPS_POINTER = 0x8825;

export async function placeOf(file) {
  if (file.type !== "image/jpeg") return null;
  try {
    const view = new DataView(await file.slice(0, LOOKED_AT).arrayBuffer());
    const start = tiff(view);
    return start ? position(view, start) : null;
  } catch { return null; } // cut short or written by somebody else's rules
}

/* Where the EXIF block begins, after its six letters. */
function tiff(view) {
  if (view.getUint16(0) !== 0xffd8) return 0;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    if (view.getUint16(at) === APP1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    at += 2 + view.getUint16(at + 2);
  }
  return 0;
}

function position(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const short = (at) => view.getUint16(start + at, little);
  const long = (at) => view.getUint32(start + at, little);
  const entries = (folder) => {
    const found = new Map();
    for (let each = 0; each < short(folder); each += 1) {
      const at = folder + 2 + each * 12;
      found.set(short(at), at);
    }
    return found;
  };
  const pointer = entries(long(4)).get(GPS_POINTER);
  if (pointer === undefined) return null;
  const gps = entries(long(pointer + 8));
  const degrees = (tag, reference, negative) => {
    const at = gps.get(tag);
    const sign = gps.get(reference);
    if (at === undefined || sign === undefined) return NaN;
    const parts = [0, 8, 16].map((step) => long(long(at + 8) + step) / long(long(at + 8) + step + 4));
    const value = parts[0] + parts[1] / 60 + parts[2] / 3600;
    return String.fromCharCode(view.getUint8(start + sign + 8)) === negative ? -value : value;
  };
  const lat = degrees(2, 1, "S");
  const lon = degrees(4, 3, "W");
  const isPlace = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0);
  return isPlace ? { lat, lon } : null;
}
