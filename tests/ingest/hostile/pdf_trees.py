"""PDFs whose trees are tangled: pages, outlines, labels, names, actions."""

from collections.abc import Callable
from functools import partial

from ingest.outcomes import Outcome
from tests.ingest.hostile.file import LIMITED, MENDED, READ, UNSOUND, WORDS, Hostile
from tests.ingest.hostile.pdf_writing import assemble, one_page, stream


def pdf_trees() -> tuple[Hostile, ...]:
    """PDFs whose trees go round in a circle, or too deep."""
    return (
        Hostile("kids-hold-parent.pdf", _pages(b"/Kids [4 0 R 2 0 R] /Count 2"), MENDED),
        Hostile("kids-are-one-page.pdf", _pages(b"/Kids [" + b"4 0 R " * 1999 + b"] /Count 1999"), MENDED | LIMITED),
        Hostile("kids-missing.pdf", _pages(b"/Count 3"), UNSOUND),
        Hostile("kids-are-numbers.pdf", _pages(b"/Kids [1 2 3] /Count 3"), UNSOUND),
        Hostile("kids-double-40-times.pdf", _doubling_kids, LIMITED),
        Hostile("kids-5000-deep.pdf", _deep_kids, MENDED | LIMITED),
        Hostile("count-two-billion.pdf", _pages(b"/Kids [4 0 R] /Count 2000000000"), MENDED | LIMITED),
        Hostile("count-negative.pdf", _pages(b"/Kids [4 0 R] /Count -3"), MENDED),
        Hostile("count-5000-digits.pdf", _pages(b"/Kids [4 0 R] /Count " + b"9" * 5000), MENDED | LIMITED),
        Hostile("parent-is-itself.pdf", _parent_loop, MENDED),
        *(
            Hostile(f"{name}.pdf", partial(_catalogued, entry, more), MENDED | {Outcome.TOO_SLOW}, holds=WORDS)
            for name, entry, more in _LOOPS
        ),
        Hostile("actions.pdf", _actions, frozenset({READ}), holds=WORDS, never="secret plan"),
    )


_LOOPS = (
    ("outline-child-is-itself", b"/Outlines 6 0 R", (b"<< /First 7 0 R >>", b"<< /Title (A) /First 7 0 R >>")),
    ("outline-next-is-itself", b"/Outlines 6 0 R", (b"<< /First 7 0 R >>", b"<< /Title (A) /Next 7 0 R >>")),
    ("labels-loop", b"/PageLabels 6 0 R", (b"<< /Kids [6 0 R] /Limits [0 9] >>",)),
    ("labels-wild", b"/PageLabels << /Nums [0 << /S /r /St 999999999 >> -1 7 /a << /S /q >>] >>", ()),
    ("labels-odd", b"/PageLabels << /Nums [0] >>", ()),
    ("names-loop", b"/Names << /Dests 6 0 R /EmbeddedFiles 6 0 R >>", (b"<< /Kids [6 0 R 6 0 R] >>",)),
    ("metadata-loop", b"/Metadata 6 0 R", (b"6 0 R",)),
    ("form-fields-loop", b"/AcroForm << /Fields [6 0 R] >>", (b"<< /T (a) /Parent 6 0 R /Kids [6 0 R] >>",)),
    ("structure-loop", b"/StructTreeRoot 6 0 R", (b"<< /K [6 0 R] /P 6 0 R >>",)),
    ("version-is-odd", b"/Version /9.9 /Lang 7 /ViewerPreferences 1 0 R", ()),
)
"""Name, entry of the catalogue, objects: each goes round in a circle, or is of the wrong kind."""


def _pages(entries: bytes) -> Callable[[], bytes]:
    objects = one_page()
    objects[1] = b"<< /Type /Pages %b >>" % entries
    return partial(assemble, objects)


def _catalogued(entry: bytes, more: tuple[bytes, ...]) -> bytes:
    return assemble(one_page(catalog=entry, more=more))


def _doubling_kids() -> bytes:
    """40 levels, each holding the next one twice: two to the fortieth pages in 3 KB."""
    objects = one_page()
    levels = [b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n + 7, n + 7) for n in range(40)]
    objects[1] = b"<< /Type /Pages /Kids [6 0 R 6 0 R] /Count 1099511627776 >>"
    return assemble([*objects, *levels, objects[3]])


def _deep_kids() -> bytes:
    objects = one_page()
    levels = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 7) for n in range(5000)]
    objects[1] = b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>"
    return assemble([*objects, *levels, objects[3]])


def _parent_loop() -> bytes:
    objects = one_page()
    objects[3] = b"<< /Type /Page /Parent 4 0 R /Contents 5 0 R >>"
    return assemble(objects)


def _actions() -> bytes:
    """A script, a program to start, a page to fetch and a file within: none is run, fetched or read."""
    catalog = (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\('secret plan'\\)) >>"
        b"/AA << /WC << /S /Launch /F (calc.exe) >> >>"
        b"/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>] >> >>"
    )
    page = b"/MediaBox [0 0 595 842] /AA << /O << /S /URI /URI (http://localhost:9/) >> >>"
    return assemble(one_page(catalog=catalog, page=page, more=[stream(b"secret plan", b"/Type /EmbeddedFile")]))
