/* Pictures in the browser: made smaller before they leave the phone, drawn small, their size in words.
   The server re-draws every one anyway and drops the place and the time from it. */

const LONG_SIDE = 2000;
const SMALL_ENOUGH = 800 * 1024;
const KINDS = ["image/jpeg", "image/png", "image/webp"];

export const MAX_BYTES = 15 * 1024 * 1024;

/* The file itself where it is small already, or where this browser cannot draw it. */
export async function smaller(file) {
  if (!KINDS.includes(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const share = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    if (share === 1 && file.size < SMALL_ENOUGH) { picture.close(); return file; }
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.86));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
  } catch { return file; }
}

/* The middle of a picture, square, into a canvas. */
export async function draw(canvas, file) {
  try {
    const picture = await createImageBitmap(file);
    const side = Math.min(picture.width, picture.height);
    canvas.getContext("2d").drawImage(
      picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
    picture.close();
  } catch { /* a kind of picture this browser cannot show; the server will say whether it can */ }
}

/* {kb: "{size} КБ", mb: "{size} МБ"} and a number of bytes. */
export function weight(bytes, words) {
  if (bytes < 104858) return words.kb.replace("{size}", String(Math.max(1, Math.round(bytes / 1024))));
  const size = (bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return words.mb.replace("{size}", size);
}
