"""What a phone still holds: the names of all records, and every text that can be read there without a key."""

LEFT = """async () => {
  const { database } = await import("/static/js/phone/database.js");
  const connection = await database();
  const [rest, texts] = [{}, []];
  const decoded = (bytes) => ["utf-8", "utf-16le"].map((code) => new TextDecoder(code).decode(bytes));
  const look = (value) => {
    if (typeof value === "string") texts.push(value);
    else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) texts.push(...decoded(value));
    else if (value instanceof Blob) throw new Error("a file in the clear");
    else if (value && typeof value === "object") Object.entries(value).flat().forEach(look);
  };
  for (const store of connection.objectStoreNames) {
    const names = await connection.getAllKeys(store);
    rest[store] = names.map(String);
    look([names, await connection.getAll(store)]);
  }
  look([{ ...localStorage }, { ...sessionStorage }]);
  return [rest, texts.join(" ")];
}"""


def left(page):
    """({store: [names]}, text): of IndexedDB as it lies there, and of the page's two small stores."""
    return page.evaluate(LEFT)
