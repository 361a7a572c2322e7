/* Photos and PDFs on their way: made smaller on the phone, sent part by part, and taken up where they stopped. */

import { Later } from "./calling.js";
import { aboutFile, fileBytes, forgetFile, keepFile, noteOfFile } from "./files.js";
import { newId } from "./keys.js";

const LONGEST = 2048;
const QUALITY = 0.85;
const PART = 256 * 1024; // what a poor network still carries in one piece
const PART_TYPE = "application/offset+octet-stream";
const PHOTOS = ["image/jpeg", "image/png", "image/webp"];
const PDF = "application/pdf";
const FOR_LATER = ["too_many_uploads", "too_much_at_once"];

/** "unreadable": a photo cut in half, or something else under its name; "wrong_type": neither photo nor PDF. */
export class NoPhoto extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The photo upright, its longest side at most 2048; the file itself where that makes nothing smaller. */
export async function shrink(file) {
  if (file.type === PDF) return file;
  if (!file.type.startsWith("image/")) throw new NoPhoto("wrong_type");
  const smaller = await drawn(await decoded(file));
  return smaller && (smaller.size < file.size || !PHOTOS.includes(file.type)) ? smaller : file;
}

async function decoded(file) {
  if (file.type === "image/jpeg" && !(await endsWell(file))) throw new NoPhoto("unreadable");
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new NoPhoto("unreadable");
  }
}

/** Browsers draw half a photo without a word: one that is whole has its end mark. */
async function endsWell(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  for (let at = bytes.length - 2; at > 1; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

function drawn(picture) {
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // behind what is transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close?.();
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}

async function digestOf(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const first = (answer) => answer.data.missing?.[0] ?? { code: answer.data.code ?? "", text: sentenceOf(answer) };
const sentenceOf = ({ data }) => Object.values(data.errors ?? {}).flat().join(" ") || data.detail || "";

export function startFiles(vault, drafts, call, tell) {
  /** Keeps a file for a draft (its id) or a sent report (its reference); the id under which it goes. Raises NoPhoto, VaultError. */
  async function add(place, file, isDraft) {
    const blob = await shrink(file);
    const id = newId();
    await keepFile(vault, { id, place, name: nameAs(file.name, blob.type), type: blob.type }, blob);
    if (isDraft) await drafts.addFile(place, id);
    return id;
  }

  const nameAs = (name, type) => (type === "image/jpeg" ? `${name.replace(/\.[^.]*$/, "")}.jpg` : name);

  /** Reasons of those that cannot go; [] when all are there. Raises what calling.js raises. */
  async function ofDraft(draft) {
    const missing = [];
    for (const id of draft.files) {
      const about = await send(id);
      if (about?.state === "refused") missing.push({ ...about.reason, file: id, name: about.name });
    }
    return missing;
  }

  /** Sends one; what is known of it afterwards. Null: this phone has no such file, so it was sent before or never kept. */
  async function send(id) {
    const about = await aboutFile(vault, id);
    if (!about || about.state !== "waiting") return about;
    const bytes = await fileBytes(vault, id);
    if (!bytes) return refused(id, { data: { code: "unreadable", detail: "" } });
    const upload = await begun(about, bytes);
    return upload.ok ? parts(about, bytes, upload.data) : refused(id, upload);
  }

  /** Where to go on; announced where the server does not know it. */
  async function begun(about, bytes) {
    if (about.isAnnounced) {
      const known = await call(`uploads/${about.id}/`, "GET");
      if (known.status !== 404) return known;
    }
    const { id, place, name, type, size } = about;
    await noteOfFile(vault, id, { isAnnounced: true });
    const announced = await call("uploads/", "POST", { id, incident: place, name, size, type, sha256: await digestOf(bytes) }, newId());
    return announced;
  }

  async function parts(about, bytes, upload) {
    let { offset, attachment } = upload;
    while (!attachment) {
      // the last part again, where the whole is there but was not looked through yet
      const from = offset >= bytes.byteLength ? Math.max(0, offset - PART) : offset;
      const answer = await call(`uploads/${about.id}/`, "PATCH", bytes.slice(from, from + PART), "", { "Content-Type": PART_TYPE, "Upload-Offset": `${from}` });
      const { code } = answer.ok ? {} : first(answer);
      if (code === "wrong_offset" && answer.data.offset !== offset) offset = answer.data.offset;
      else if (!answer.ok) return refused(about.id, answer);
      else ({ offset, attachment } = answer.data);
      if (attachment) continue;
      await noteOfFile(vault, about.id, { offset });
      tell("file", { id: about.id, place: about.place });
    }
    const there = await noteOfFile(vault, about.id, { state: "there", attachment: attachment.id, offset: bytes.byteLength });
    tell("file", { id: about.id, place: about.place, isThere: true });
    return there;
  }

  async function refused(id, answer) {
    const reason = first(answer);
    if (FOR_LATER.includes(reason.code)) throw new Later(60);
    const about = await noteOfFile(vault, id, { state: "refused", reason });
    tell("file", { id, place: about?.place, reason });
    return about;
  }

  /** As the whole report names them. */
  const ids = (files) => Promise.all(files.map(async (id) => (await aboutFile(vault, id))?.attachment ?? id));

  /** The server has them no more (a draft that was thrown away elsewhere): they go again. */
  async function again(files) {
    for (const id of files) await noteOfFile(vault, id, { state: "waiting", attachment: undefined });
  }

  /** Those that arrived once and are not among these any more were taken out. */
  async function keepOnly(draft, attachments) {
    for (const id of draft.files) {
      const known = await aboutFile(vault, id);
      if (known?.state !== "there" || attachments.includes(known.attachment)) continue;
      await drafts.removeFile(draft.id, id);
      await forgetFile(vault, id);
    }
  }

  /** Taken out by the person: here at once, on the server as soon as there is a way (`takeOut`). */
  async function remove(draft, id) {
    const about = await aboutFile(vault, id);
    await drafts.removeFile(draft, id, about?.isAnnounced && { id, attachment: about.attachment });
    await forgetFile(vault, id);
  }

  async function takeOut(draft) {
    for (const { id, attachment } of draft.takenOut ?? []) {
      const there = attachment ?? (await call(`uploads/${id}/`, "GET")).data.attachment?.id;
      await call(there ? `attachments/${there}/` : `uploads/${id}/`, "DELETE");
      await drafts.tookOut(draft.id, id);
    }
  }

  const about = async (files) => (await Promise.all(files.map((id) => aboutFile(vault, id)))).filter(Boolean);

  return { add, send, ofDraft, ids, again, keepOnly, remove, takeOut, about, forget: (id) => forgetFile(vault, id) };
}
