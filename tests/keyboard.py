"""Walking a page without a mouse."""


def tab_to(page, wanted, most=250):
    """Press Tab until an element has the focus; fail where the keyboard does not come there."""
    found = (page.locator(wanted) if isinstance(wanted, str) else wanted).first.element_handle()
    for _time in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("element => document.activeElement === element", found):
            return
    raise AssertionError(f"{most} times Tab do not lead to {wanted}")
