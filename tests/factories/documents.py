"""Real files for the importer: Word documents, PDFs and web pages made of invented sentences, and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx

NOTICE = """甲县民政局文件
甲民〔2026〕12号
关于做好寒假关爱工作的通知
各乡镇：
一、总体要求
各乡镇要摸清底数，做到一个孩子一份档案，并在寒假前完成走访，确保不漏一户、不落一人，有困难的家庭要及时上报县民政局。
二、工作任务
（一）开展走访。儿童主任每两周走访一次。
（二）办好活动。每个儿童之家至少办3场。
本通知自2026年3月1日起施行，有效期至2028年12月31日。
甲县民政局
2026年1月5日""".splitlines()


# In the trailer of a PDF: it has a password.
ENCRYPT = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + "x" * 32 + ")/U(" + "y" * 32 + ")>>/ID[(a)(a)]"


def word(paragraphs=NOTICE, *, table=(), styles=None) -> bytes:
    """A Word document; `styles` maps a paragraph's text to the name of its style."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text, style=(styles or {}).get(text))
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(raw: bytes, **changes: bytes | None) -> bytes:
    """A package with members replaced or added (`word__document_xml` is not a name: pass a dict with **)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, content in changes.items():
            if content is not None:
                target.writestr(name, content)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    """A Word document whose body is this XML."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return repacked(
        word(["x"]), **{"word/document.xml": f"<w:document {space}><w:body>{xml}</w:body></w:document>".encode()}
    )


def pdf(pages=((*NOTICE,),), *, extra: dict[int, str] | None = None, catalog="", trailer="", content=b"") -> bytes:
    """A PDF with one line for each text, in a font that programs know by name (no glyphs embedded).

    `content` is drawn on each page instead of lines. `extra` are further objects by number from 100 on;
    `catalog` and `trailer` go into those dictionaries.
    """
    objects = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        3: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    }
    kids = []
    for number, lines in enumerate(pages):
        page, drawn = 10 + 2 * number, 11 + 2 * number
        kids.append(f"{page} 0 R")
        objects[page] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {drawn} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        ).encode()
        objects[drawn] = _stream(content or _shown(lines))
    objects[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    objects |= {number: text.encode("latin-1") for number, text in (extra or {}).items()}
    return _assembled(objects, trailer)


def _shown(lines) -> bytes:
    out = b"BT /F1 10 Tf 15 TL 60 790 Td\n"
    for line in lines:
        out += b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj T*\n"
    return out + b"ET"


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)


def _assembled(objects: dict[int, bytes], trailer: str) -> bytes:
    out, offsets = b"%PDF-1.5\n", {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in sorted(offsets.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    return out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer.encode(), start)


def pdf_with_packed(hidden: str) -> bytes:
    """A PDF with one empty page, and an object 20 inside a compressed stream, as programs write them since 2003."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
        10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        11: _stream(b"20 0 " + hidden.encode()).replace(b"<<", b"<</Type/ObjStm/N 1/First 5", 1),
    }
    out, places = b"%PDF-1.5\n", {20: (2, 11, 0)}
    for number, content in objects.items():
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    places[12] = (1, len(out), 0)
    rows = b"".join(struct.pack(">BIH", *places[number]) for number in sorted(places))
    index = " ".join(f"{number} 1" for number in sorted(places)).encode()
    head = b"<</Type/XRef/Size 21/W[1 4 2]/Root 1 0 R/Index[%s]" % index
    table = _stream(rows).replace(b"<<", head, 1)
    return out + b"12 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, places[12][1])


def scanned_pdf(pages: int = 1) -> bytes:
    """Pages that are pictures."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    objects[5] = (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n"
        b"0\nendstream"
    )
    kids = []
    for number in range(pages):
        page = 10 + 2 * number
        kids.append(f"{page} 0 R")
        objects[page] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {page + 1} 0 R"
            "/Resources<</XObject<</I 5 0 R>>>>>>"
        ).encode()
        objects[page + 1] = _stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    objects[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {pages}>>".encode()
    return _assembled(objects, "")


def png_header(width: int, height: int) -> bytes:
    """The beginning of a picture of this size, and nothing behind it."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 2, 0, 0, 0) + b"\0" * 8


def page(body: str, head: str = "") -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html lang=zh><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
