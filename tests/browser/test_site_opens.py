"""The real server and the real browser find each other."""


def test_the_site_is_alive_in_the_browser(desk):
    response = desk.goto("/healthz")
    assert response.status == 200
    assert desk.inner_text("body") == "ok"


def test_the_browser_cannot_leave_this_machine(browser):
    context = browser.new_context()
    page = context.new_page()
    try:
        page.goto("http://example.org/", timeout=5000)
        reached = True
    except Exception as refused:
        reached = "ERR_NAME_NOT_RESOLVED" not in str(refused)
    context.close()
    assert not reached
