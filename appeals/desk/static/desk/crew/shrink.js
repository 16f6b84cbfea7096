/* A photo made small on the phone before it is kept: at most 1600 px, JPEG. The server draws it anew
   anyway and drops the place and the time from it. */
const LONG_SIDE = 1600;
const QUALITY = 0.82;

export async function shrunk(file) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return small && (share < 1 || small.size < file.size) ? small : file;
  } catch {
    return file; // a kind of picture this browser cannot open; the server will say whether it can
  } finally { picture?.close(); }
}
