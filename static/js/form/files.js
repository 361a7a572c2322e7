/* Photos and PDFs of the draft, on #hopes: taken on the phone, shown with size and state, sent when there is a way. */

export function startFiles(form, keeping) {
  const panel = document.getElementById("files-here");
  const input = panel.querySelector("input[type=file]");
  const list = panel.querySelector("ul");
  const pattern = document.getElementById("file-line").content;
  const fault = panel.querySelector("[data-file-fault]");
  const files = () => keeping.sync().files;

  function sizeInWords(bytes) {
    const isLarge = bytes >= 1e6;
    const options = { style: "unit", unit: isLarge ? "megabyte" : "kilobyte", maximumFractionDigits: isLarge ? 1 : 0 };
    return new Intl.NumberFormat(document.documentElement.lang, options).format(bytes / (isLarge ? 1e6 : 1e3));
  }

  function line(about) {
    const item = pattern.cloneNode(true).firstElementChild;
    for (const name of item.querySelectorAll("[data-name]")) name.textContent = about.name;
    item.querySelector("[data-size]").textContent = sizeInWords(about.size);
    for (const word of item.querySelectorAll("[data-state]")) word.hidden = word.dataset.state !== about.state;
    item.querySelector("[data-reason]").textContent = about.reason?.text ?? "";
    item.querySelector("button").addEventListener("click", () => remove(about.id));
    return item;
  }

  async function show() {
    const draft = keeping.draft();
    const found = draft?.files?.length ? await files().about(draft.files) : [];
    list.replaceChildren(...found.map(line));
    list.hidden = !found.length;
  }

  async function add() {
    const [...chosen] = input.files;
    fault.hidden = true;
    await keeping.isOpen;
    for (const file of chosen) {
      try {
        await files().add(keeping.id, file, true);
      } catch (error) {
        if (!error.code) throw error;
        tell(error.code, file.name);
      }
    }
    input.value = "";
    keeping.sync().soon();
  }

  function tell(code, name) {
    const sentence = fault.dataset[code] ?? fault.dataset.full;
    fault.textContent = `${name}: ${sentence}`;
    fault.hidden = false;
  }

  async function remove(id) {
    await files().remove(keeping.id, id);
    keeping.sync().soon();
    input.focus();
    show();
  }

  input.addEventListener("change", add);
  if (input.files.length) add(); // chosen before this came
  keeping.onDraft(show);
  keeping.onOpened(() => keeping.sync().on("file", show));
}
