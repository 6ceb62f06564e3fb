"""What must be true of every page, whatever it is about."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

UNLABELLED = ("hidden", "submit", "button", "image", "reset")
FETCHED = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
    "form": "action",
}
FETCHING_LINKS = {
    "stylesheet",
    "icon",
    "manifest",
    "preload",
    "apple-touch-icon",
    "modulepreload",
    "prefetch",
    "preconnect",
}


def check_page(tree: Element) -> None:
    """Fail with every fault of a page: headings, ids, labels, inline code, and anything fetched from elsewhere."""
    faults = [*_outline(tree), *_ids(tree), *_labels(tree), *_inline(tree), *_elsewhere(tree)]
    assert not faults, "; ".join(faults)


def _outline(tree: Element) -> Iterator[str]:
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        yield f"{len(headings)} h1 on the page"
    if not tree.get("lang"):
        yield "the page does not say its language"
    if not "".join(next(tree.iter("title"), Element("title")).itertext()).strip():
        yield "no title"


def _ids(tree: Element) -> Iterator[str]:
    counted = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    yield from (f"id {name} used {times} times" for name, times in counted.items() if times > 1)
    for element in tree.iter():
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            yield from (
                f"{attribute} points at nothing: {name}"
                for name in element.get(attribute, "").split()
                if name not in counted
            )


def _labels(tree: Element) -> Iterator[str]:
    named = {label.get("for") for label in tree.iter("label")}
    wrapped = {id(field) for label in tree.iter("label") for field in label.iter()}
    for tag in ("input", "select", "textarea"):
        for field in tree.iter(tag):
            has_label = field.get("id") in named or id(field) in wrapped
            if not (
                has_label or field.get("type") in UNLABELLED or field.get("aria-label") or field.get("aria-labelledby")
            ):
                yield f"{tag} {field.get('name', '')} has no label"
    for button in tree.iter("button"):
        if not ("".join(button.itertext()).strip() or button.get("aria-label")):
            yield "a button without words"


def _inline(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"inline {element.tag}"
        yield from (
            f"inline {name} on {element.tag}" for name in element.attrib if name == "style" or name.startswith("on")
        )
        if element.get("href", "").lower().startswith("javascript:"):
            yield "a javascript: link"


def _elsewhere(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        address = element.get(FETCHED.get(str(element.tag), ""), "")
        if element.tag == "link" and FETCHING_LINKS & set(element.get("rel", "").split()):
            address = element.get("href", "")
        if urlsplit(address).netloc:
            yield f"{element.tag} fetches from elsewhere: {address}"
