"""A person who has no mouse, and how often they press a key."""

from playwright.sync_api import Page

FARTHEST = 80
# The physical key of each letter, row by row.
_LETTERS = "йцукенгшщзхъфывапролджэячсмитьбю"
_KEYS = (
    *(f"Key{letter}" for letter in "QWERTYUIOP"),
    *("BracketLeft", "BracketRight"),
    *(f"Key{letter}" for letter in "ASDFGHJKL"),
    *("Semicolon", "Quote"),
    *(f"Key{letter}" for letter in "ZXCVBNM"),
    *("Comma", "Period"),
)
_RUSSIAN = dict(zip(_LETTERS, _KEYS, strict=True))
# What a screen reader would call the element that has the focus, as far as a journey needs it.
_NAME = """() => {
  const one = document.activeElement;
  const labels = [...(one.labels ?? [])].map((label) => label.textContent);
  return (labels.join(" ") || one.getAttribute("aria-label") || one.textContent).trim();
}"""


class Keyboard:
    """Presses, and counts: every key once, a chord as one press."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0
        self.typed = 0
        self._keys = page.context.new_cdp_session(page)

    def press(self, key: str) -> None:
        """One key or chord."""
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        """Letter by letter on a Russian keyboard into whatever has the focus."""
        for sign in text:
            key = {"key": sign, "code": _code(sign)}
            self._keys.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": sign, **key})
            self._keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
        self.pressed += len(text)
        self.typed += len(text)

    def tab_to(self, name: str) -> None:
        """Tab on until something of this name has the focus, and it can be seen that it has."""
        for _ in range(FARTHEST):
            self.press("Tab")
            if self.focused().startswith(name):
                assert self.page.evaluate("document.activeElement.matches(':focus-visible')")
                return
        raise AssertionError(f"«{name}» is not reached by {FARTHEST} presses of Tab")

    def focused(self) -> str:
        """The name of what has the focus."""
        return str(self.page.evaluate(_NAME))


def _code(sign: str) -> str:
    """The physical key of a sign."""
    if sign.isdecimal():
        return f"Digit{sign}"
    return "Space" if sign == " " else _RUSSIAN.get(sign.lower(), "")
