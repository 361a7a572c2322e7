"""What a phone keeps: encrypted, each owner's apart, and never lost to a full disk, an altered record or another tab."""

import pytest

WORDS = "Zdravka asked for my number"  # planted: must not be found in what lies on the disk
START = """async (given) => {
  const vaults = await import("/static/js/phone/vault.js");
  const { database } = await import("/static/js/phone/database.js");
  const vault = await vaults.openVault("cara");
  const codeOf = (work) => work.then(() => "none", (error) => (error instanceof vaults.VaultError ? error.code : error.name));
"""
DENIED = "Object.defineProperty(globalThis, 'indexedDB', {get: () => { throw new DOMException('no', 'SecurityError') }})"


@pytest.fixture
def phone_page(open_page):
    """A page of the site on a fresh phone."""
    page = open_page(service_workers="block")
    page.goto("/accounts/login/")
    return page


def run(page, body, given=None):
    return page.evaluate(START + body + "}", given)


def test_what_was_put_in_comes_out_again_after_the_page_was_closed(phone_page):
    value = {"text": WORDS, "list": [1, None, True], "ő": {"є": "ї"}}
    run(phone_page, "await vault.put('drafts', 'a', given, {touchedAt: 5})", value)
    phone_page.reload()
    assert run(phone_page, "return vault.get('drafts', 'a')") == value
    assert run(phone_page, "return vault.list('drafts')") == [{"id": "a", "plain": {"touchedAt": 5}, "value": value}]
    assert run(phone_page, "return [vault.owner, vault.isKept, await vault.get('drafts', 'none')]") == [
        "cara",
        True,
        None,
    ]
    run(phone_page, "await vault.remove('drafts', 'a')")
    assert run(phone_page, "return vault.list('drafts')") == []


def test_bytes_come_out_as_bytes(phone_page):
    body = """
      await vault.put("files", "photo", new Uint8Array([0, 255, 1, 128]).buffer);
      const bytes = await vault.get("files", "photo");
      return [bytes instanceof ArrayBuffer, ...new Uint8Array(bytes)];"""
    assert run(phone_page, body) == [True, 0, 255, 1, 128]


def test_another_person_on_the_same_phone_finds_nothing_and_cannot_read_what_was_moved(phone_page):
    body = """
      await vault.put("drafts", "a", {text: given});
      const other = await vaults.openVault("olly");
      const connection = await database();
      const record = await connection.get("drafts", ["cara", "a"]);
      const seen = [await other.get("drafts", "a") === undefined, (await other.list("drafts")).length];
      await connection.put("drafts", {...record, owner: "olly"});
      return [...seen, await codeOf(other.get("drafts", "a")), (await vaults.owners()).sort()];"""
    assert run(phone_page, body, WORDS) == [True, 0, "damaged", ["cara", "olly"]]


def test_a_record_in_the_place_of_another_is_found(phone_page):
    body = """
      await vault.put("drafts", "a", {text: given});
      const connection = await database();
      await connection.put("drafts", {...await connection.get("drafts", ["cara", "a"]), id: "b"});
      return codeOf(vault.get("drafts", "b"));"""
    assert run(phone_page, body, WORDS) == "damaged"


def test_the_key_does_not_leave_the_browser_and_no_word_lies_open_on_the_phone(phone_page):
    body = """
      await vault.put("drafts", "a", {text: given});
      await vault.put("drafts", "a", {text: given, more: given});
      await vault.put("queue", "b", {body: given});
      await vault.put("files", "c", new TextEncoder().encode(given).buffer);
      const connection = await database();
      const { key } = await connection.get("keys", "cara");
      const seen = [];
      for (const store of ["drafts", "queue", "files"]) {
        for (const record of await connection.getAll(store)) {
          const parts = [record.now, record.before].filter(Boolean).flatMap((half) => [half.iv, half.data]);
          const bytes = parts.map((part) => new TextDecoder("latin1").decode(part)).join("");
          seen.push(JSON.stringify(record) + bytes);
        }
      }
      const raw = await codeOf(crypto.subtle.exportKey("raw", key));
      return [key.extractable, raw, await codeOf(crypto.subtle.exportKey("jwk", key)), seen];"""
    extractable, raw, jwk, seen = run(phone_page, body, WORDS)
    assert (extractable, raw, jwk) == (False, "InvalidAccessError", "InvalidAccessError")
    assert len(seen) == 3
    assert not [record for record in seen for word in WORDS.split() if len(word) > 3 and word in record]


def test_the_same_words_never_look_the_same(phone_page):
    body = """
      for (const id of ["a", "b"]) await vault.put("drafts", id, {text: given});
      const records = await (await database()).getAll("drafts");
      return new Set(records.map((record) => String(record.now.iv) + String(new Uint8Array(record.now.data)))).size;"""
    assert run(phone_page, body, WORDS) == 2


@pytest.mark.parametrize("place", ["iv", "data", "end"])
def test_an_altered_record_gives_the_generation_before(phone_page, place):
    body = """
      await vault.put("drafts", "a", {turn: 1});
      await vault.put("drafts", "a", {turn: 2});
      await vault.put("drafts", "whole", {turn: 9});
      const connection = await database();
      const record = await connection.get("drafts", ["cara", "a"]);
      const bytes = given === "iv" ? record.now.iv : new Uint8Array(record.now.data);
      bytes[given === "end" ? bytes.length - 1 : 0] ^= 1;
      await connection.put("drafts", record);
      const error = await vault.get("drafts", "a").catch((error) => error);
      const lines = (await vault.list("drafts")).map((line) => [line.id, line.value?.turn ?? line.fault]);
      const refused = await codeOf(vault.update("drafts", "a", () => ({turn: 3})));
      await vault.put("drafts", "a", {turn: 4});
      const after = await connection.get("drafts", ["cara", "a"]);
      after.now.iv[0] ^= 1;
      await connection.put("drafts", after);
      const again = await vault.get("drafts", "a").catch((error) => error.before);
      return [error instanceof vaults.VaultError, error.code, error.before, lines, refused, again];"""
    lines = [["a", "damaged"], ["whole", 9]]
    # what was damaged is never kept as the generation before
    assert run(phone_page, body, place) == [True, "damaged", {"turn": 1}, lines, "damaged", {"turn": 1}]


def test_where_the_browser_denies_its_storage_the_page_remembers_and_says_so(open_page):
    page = open_page(service_workers="block")
    page.add_init_script(DENIED)
    page.goto("/accounts/login/")
    body = """
      await vault.put("drafts", "a", {turn: 1}, {touchedAt: 7});
      await vault.update("drafts", "a", (value) => ({turn: value.turn + 1}));
      const lines = await vault.list("drafts");
      await vault.wipe();
      const rest = [await vault.get("drafts", "a") === undefined, await vaults.owners(), await vaults.lastOwner() ?? null];
      return [vault.isKept, vault.owner, lines, ...rest];"""
    line = {"id": "a", "plain": {"touchedAt": 7}, "value": {"turn": 2}}
    assert run(page, body) == [False, "cara", [line], True, [], None]


def test_without_encryption_nothing_is_kept(open_page):
    page = open_page(service_workers="block")
    page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    page.goto("/accounts/login/")
    assert run(page, "return [vault.isKept, await vaults.owners()]") == [False, []]
