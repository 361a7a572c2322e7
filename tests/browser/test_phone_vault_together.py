"""What a phone keeps while other tabs write, its space runs out, or its owner signs out."""

from tests.browser.phone_app import until
from tests.browser.test_phone_vault import run

STEPS = "for (let turn = 0; turn < 10; turn += 1) await vault.update('drafts', 'a', (value) => ({n: (value?.n ?? 0) + 1}));"


def opened(open_page, tabs=1):
    first = open_page(service_workers="block")
    pages = [first, *(first.context.new_page() for _ in range(tabs - 1))]
    for page in pages:
        page.goto("/accounts/login/")
    return pages


def test_two_tabs_change_one_record_one_at_a_time(open_page):
    one, other = opened(open_page, tabs=2)
    one.evaluate("globalThis.isDone = false")
    work = """
      globalThis.work = (async () => { %s })().then(() => (globalThis.isDone = true));"""
    run(one, work % STEPS)
    run(other, STEPS)
    until(one, "globalThis.isDone")
    assert run(other, "return vault.get('drafts', 'a')") == {"n": 20}


def test_without_locks_one_page_still_changes_one_at_a_time(open_page):
    page = open_page(service_workers="block")
    page.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
    page.goto("/accounts/login/")
    body = """
      const grow = () => vault.update("drafts", "a", async (value) => ({n: (value?.n ?? 0) + 1}));
      await Promise.all(Array.from({length: 12}, grow));
      const failed = await codeOf(vault.update("drafts", "a", () => { throw new RangeError("no"); }));
      await grow();
      return [failed, await vault.get("drafts", "a")];"""
    assert run(page, body) == ["RangeError", {"n": 13}]


def test_a_full_phone_says_so_and_keeps_the_former_words(open_page):
    (page,) = opened(open_page)
    devtools = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1_000_000})
    body = """
      await vault.put("files", "a", {text: "former"});
      const bytes = new Uint8Array(3000000).map(() => Math.random() * 256);
      return [await codeOf(vault.put("files", "a", bytes.buffer)), await vault.get("files", "a")];"""
    assert run(page, body) == ["full", {"text": "former"}]


def test_wiping_leaves_nothing_of_this_owner_and_all_of_the_others(open_page):
    one, other = opened(open_page, tabs=2)
    run(one, "await vault.put('drafts', 'a', 1); await vault.put('queue', 'b', 2)")
    run(one, "const olly = await vaults.openVault('olly'); await olly.put('drafts', 'a', 3)")
    other.evaluate("""async () => {
      const vaults = await import("/static/js/phone/vault.js");
      globalThis.held = await vaults.openVault("cara");
    }""")
    body = """
      await vault.wipe();
      const connection = await database();
      const rest = [];
      for (const store of connection.objectStoreNames) rest.push(...(await connection.getAllKeys(store)));
      return rest;"""
    assert run(one, body) == [["olly", "a"], "olly"]
    late = "held.put('drafts', 'c', 4).then(() => 'kept', (error) => error.code)"
    assert other.evaluate(late) == "unavailable"
    # the owner signs in again: the other tab's next words are kept under the new key
    run(one, "return 0")
    assert other.evaluate(late) == "kept"
    assert run(one, "return vault.list('drafts')") == [{"id": "c", "plain": {}, "value": 4}]


def test_emptying_keeps_the_key_alone(open_page):
    (page,) = opened(open_page)
    body = """
      await vault.put("drafts", "a", 1);
      await vault.empty();
      return [await vault.list("drafts"), await vaults.owners()];"""
    assert run(page, body) == [[], ["cara"]]


def test_the_phone_knows_whose_it_was_last(open_page):
    (page,) = opened(open_page)
    run(page, "await vaults.rememberOwner('cara')")
    page.reload()
    assert run(page, "return vaults.lastOwner()") == "cara"
    assert run(page, "await vaults.forgetOwner(); return (await vaults.lastOwner()) ?? null") is None


def test_the_browser_is_asked_once_not_to_clear_a_phone_with_a_draft(open_page):
    (page,) = opened(open_page)
    page.evaluate("""() => {
      globalThis.asked = 0;
      navigator.storage.persist = async () => { globalThis.asked += 1; return true; };
    }""")
    run(page, "await vault.put('pocket', 'a', 1)")
    assert page.evaluate("asked") == 0
    run(page, "await vault.put('drafts', 'a', 1); await vault.put('drafts', 'b', 1)")
    assert page.evaluate("asked") == 1
