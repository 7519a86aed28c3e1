"""Books and PDF: their text becomes articles; locked, broken and hostile ones are one clear error."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import book, read
from tests.reading import BODY, articles, errors, write

pypdf = pytest.importorskip("pypdf")

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
ITEM = '<item id="c{0}" href="{1}" media-type="application/xhtml+xml"/><!-- -->'


def chapter(subject: str) -> str:
    text = (
        BODY.replace("grain depot", subject)
        + f"The {subject} had been closed since the spring, neighbours said."
    )
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
    title = f"Fire at the {subject} by the river"
    head = (
        f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head>'
    )
    return f"{head}<body><h1>{title}</h1>{lines}</body></html>"


def epub(parts: dict[str, str | bytes], **replaced: str) -> bytes:
    items = "".join(ITEM.format(number, href) for number, href in enumerate(parts))
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(parts)))
    said = "<dc:title>Week</dc:title><dc:date>2021-03-04</dc:date><dc:publisher>Valley Courier</dc:publisher>"
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{said}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": replaced.pop("container", CONTAINER),
        "OPS/book.opf": replaced.pop("opf", opf),
        **{f"OPS/{href.replace('%20', ' ')}": data for href, data in parts.items()},
        **{f"META-INF/{name}.xml": data for name, data in replaced.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            if data:
                packed.writestr(name, data)
    return out.getvalue()


def test_book(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "cover.xhtml": "<html><body><img/></body></html>",
        "one%20mill.xhtml": chapter("mill"),
        "two.xhtml": chapter("barn"),
    }
    path = write(tmp_path / "week.epub", epub(parts))
    mill, barn = articles(path)
    assert (mill.id, barn.id, mill.source) == ("week-2", "week-3", f"{path}/OPS/one mill.xhtml")
    assert [found.value for found in (mill.title, mill.date, mill.publisher) if found] == [
        "Fire at the mill by the river",
        "2021-03-04",
        "Valley Courier",
    ]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
LOCK = (
    '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
    '<e:EncryptionMethod Algorithm="{}"/>'
    '<e:CipherData><e:CipherReference URI="OPS/a.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
)
ONE: dict[str, str | bytes] = {"a.xhtml": chapter("mill")}
BAD_BOOKS = {
    "empty": (b"", "empty"),
    "no zip": (b"hello", "no zip file"),
    "cut": (epub(ONE)[:-50], "cut off"),
    "no container": (epub(ONE, container=""), "lacks META-INF/container.xml"),
    "container of nothing": (epub(ONE, container="<container/>"), "names no book"),
    "no package": (epub(ONE, opf=""), "lacks its file"),
    "no XML": (epub(ONE, opf="<package"), "no XML"),
    "billion laughs": (epub(ONE, opf=LAUGHS + "<package>&b;</package>"), "entities"),
    "locked": (epub(ONE, encryption=LOCK.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")), "encrypted"),
    "path that leads out": (epub({"../../x.xhtml": chapter("mill")}), "leads out"),
    "no such part": (epub({"a.xhtml": ""}), "lacks this file"),
    "bomb": (epub({"a.xhtml": b" " * 60_000_000}), "200 times"),
    "no article": (epub({"a.xhtml": "<html><body>Cover</body></html>"}), "no article"),
}


@pytest.mark.parametrize(("data", "cause"), BAD_BOOKS.values(), ids=BAD_BOOKS.keys())
def test_bad_book(tmp_path: Path, data: bytes, cause: str) -> None:
    path = write(tmp_path / "a.epub", data)
    (error,) = errors(path)
    assert (error.where.startswith(str(path)), cause in error.cause, bool(error.cure)) == (True, True, True)


def test_veiled_fonts_lock_nothing(tmp_path: Path) -> None:
    lock = LOCK.format("http://www.idpf.org/2008/embedding").replace("a.xhtml", "font.otf")
    assert len(articles(write(tmp_path / "a.epub", epub(ONE, encryption=lock)))) == 1


def test_bad_part_costs_only_itself(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "a.xhtml": chapter("mill"),
        "b.xhtml": b"\0\1\2" * 99,
        "c.xhtml": chapter("barn"),
    }
    got = list(read([str(write(tmp_path / "a.epub", epub(parts)))]))
    assert [type(item) for item in got] == [Article, InputError, Article]


def test_large_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MAX_BOOK", 1000)
    parts: dict[str, str | bytes] = {f"{number}.xhtml": chapter(f"mill {number}") for number in range(4)}
    assert "expands to more than" in errors(write(tmp_path / "a.epub", epub(parts)))[0].cause


LINES = (
    "Villagers said that two aircraft had set fire to the grain de-",
    "pot outside the town on Thursday night.",
    "The ministry denied that its planes had been in the area and",
    "called the report a fabrication.",
)


def pdf(*pages: tuple[str, ...], stream: bytes | None = None, title: str = "Depot burns") -> bytes:
    """Make a PDF file of pages of lines."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        data = stream or zlib.compress(f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET".encode())
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(data), data))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    objects.append(f"<</Title({title})>>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>" % (len(objects) + 1, len(objects))
    return out + head + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % len(out)


def test_pdf(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path / "a.pdf", pdf(LINES)))
    assert article.text == BODY.strip()
    assert article.title
    assert (article.id, article.title.value, article.date) == ("a", "Depot burns", None)


def test_heads_of_pages_are_left_out(tmp_path: Path) -> None:
    pages = [
        ("Valley Courier", f"Report number {'xivlc'[page]} of the flood.", f"Page {page}")
        for page in range(4)
    ]
    (article,) = articles(write(tmp_path / "a.pdf", pdf(*pages, title="Microsoft Word - x.doc")))
    assert "Courier" not in article.text
    assert "Page" not in article.text
    assert article.text.count("flood") == 4


def locked(word: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    writer.encrypt(word, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BOMB = zlib.compress(b" " * 40_000_000)
BAD_PDFS = {
    "empty": (b"", "empty"),
    "no PDF": (b"hello", "no PDF"),
    "only a head": (b"%PDF-1.7\n", "broken"),
    "garbage": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "broken"),
    "encrypted": (locked("secret"), "encrypted"),
    "filter of inline pictures": (pdf(LINES).replace(b"/FlateDecode", b"/Fl"), "broken"),  # by mutation
    "no text": (pdf(()), "no text, as scans"),
    "bomb": (pdf(LINES, stream=BOMB), "20 MB expanded"),
    "too many pages": (pdf(*[()] * 2001), "more than 2,000 pages"),
}


@pytest.mark.parametrize(("data", "cause"), BAD_PDFS.values(), ids=BAD_PDFS.keys())
def test_bad_pdf(tmp_path: Path, data: bytes, cause: str) -> None:
    path = write(tmp_path / "a.pdf", data)
    (error,) = errors(path)
    assert (error.where, cause in error.cause, bool(error.cure)) == (str(path), True, True)
    assert "\n" not in str(error)


def test_pdf_open_to_all_readers(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path / "a.pdf", locked("")))) == 1


@pytest.mark.parametrize("cut", range(60, 900, 90))
def test_cut_pdf_never_breaks_the_reader(tmp_path: Path, cut: int) -> None:
    write(tmp_path / "b.txt", "A short report.")
    got = list(read([str(tmp_path), str(write(tmp_path / "a.pdf", pdf(LINES)[:-cut]))]))
    assert len(got) == 2
