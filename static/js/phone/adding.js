/* Adding photos and PDFs on a page: each is made smaller and kept on this phone first; its way is told in words. The
   sentences are the page's own (templates/boundaries/_photos_here.html). */

/** `kept`: how the place keeps files, of a draft (ofDraft) or of a sent report (ofReport). */
export function startAdding(part, kept, sync) {
  const list = part.querySelector("[data-list]");
  const fault = part.querySelector("[data-fault]");
  const input = part.querySelector("input[type=file]");
  const shape = part.querySelector("template");
  const rows = new Map();

  function say(row, about) {
    const progress = row.querySelector("progress");
    const isGoing = about.state === "waiting" && about.offset > 0;
    const word = part.dataset[isGoing ? "sending" : about.state] ?? "";
    row.querySelector("[data-state]").textContent = about.reason?.text ? `${word} ${about.reason.text}` : word;
    row.classList.toggle("refused", about.state === "refused");
    progress.hidden = !isGoing;
    progress.value = about.offset / about.size;
  }

  function show(about) {
    const row = rows.get(about.id) ?? shape.content.firstElementChild.cloneNode(true);
    if (!rows.has(about.id)) {
      for (const name of row.querySelectorAll("[data-name]")) name.textContent = about.name;
      row.querySelector("[data-remove]").addEventListener("click", () => remove(about.id));
      rows.set(about.id, row);
      list.append(row);
    }
    say(row, about);
  }

  /** What has arrived is in the page's own list. */
  async function refresh() {
    const all = await kept.list();
    const files = all.filter((about) => about.state !== "there");
    if (rows.size && !files.length) return location.reload();
    for (const [id, row] of rows) {
      if (files.some((about) => about.id === id)) continue;
      row.remove();
      rows.delete(id);
    }
    return files.forEach(show);
  }

  async function remove(id) {
    await kept.remove(id).catch(() => complain("away"));
    sync.soon();
    await refresh();
    input.focus();
  }

  function complain(code, name = "") {
    fault.textContent = [name, part.dataset[`fault${code[0].toUpperCase()}${code.slice(1)}`] ?? part.dataset.faultFull].filter(Boolean).join(": ");
    fault.hidden = false;
  }

  async function take(files) {
    fault.hidden = true;
    part.setAttribute("aria-busy", "true");
    for (const file of files) await kept.add(file).catch((error) => complain(error.code ?? "unreadable", file.name));
    part.removeAttribute("aria-busy");
    input.value = "";
    await refresh();
    sync.soon();
  }

  input.addEventListener("change", () => take([...input.files]));
  if (input.files.length) take([...input.files]); // chosen before this came
  sync.on("file", () => refresh());
  for (const name of ["sent", "waiting", "refused"]) sync.on(name, () => refresh());
  refresh();
  return { refresh };
}

export function ofDraft(id, drafts, sync) {
  const ids = async () => (await drafts.load(id))?.files ?? [];
  return {
    list: async () => sync.files.about(await ids()),
    add: (file) => sync.files.add(id, file, true),
    remove: (file) => sync.files.remove(id, file),
  };
}

export function ofReport(reference, label, queue, sync) {
  const items = async () => (await queue.of(reference)).filter((item) => item.file);
  return {
    list: async () => sync.files.about((await items()).map((item) => item.file)),
    add: async (file) => {
      const id = await sync.files.add(reference, file, false);
      await queue.add({ id, subject: reference, label, file: id });
    },
    remove: (file) => queue.drop(file),
  };
}
