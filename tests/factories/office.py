"""Word documents as offices send them: paragraphs, tables and numbering in the XML that Word and WPS write."""

from __future__ import annotations

from .documents import repacked, word

SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)
NUMBERING = f"""<w:numbering {SPACES}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Item"/><w:isLgl/>
<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>
</w:numbering>""".encode()


def office(xml: str, **parts: bytes) -> bytes:
    """A Word document of this body; `parts` are members of the folder word (numbering_xml=…)."""
    document = f"<w:document {SPACES}><w:body>{xml}</w:body></w:document>".encode()
    members = {"word/" + name.replace("_", "."): content for name, content in parts.items()}
    return repacked(word(["x"]), **({"word/document.xml": document, "word/numbering.xml": NUMBERING} | members))


def par(text="", *, size=32, centre=False, bold=False, properties="", more="") -> str:
    """A paragraph; `size` in half points, `more` is XML behind its text."""
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    middle = '<w:jc w:val="center"/>' if centre else ""
    shown = f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}{middle}</w:pPr>{shown}{more}</w:p>"


def title(text: str) -> str:
    """A line of a title: in the middle, 22 points."""
    return par(text, size=44, centre=True)


def point(text: str, level=0, number=1) -> str:
    """A paragraph that Word numbers by itself."""
    return par(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def run(xml: str, properties="") -> str:
    """A run of other things than plain text."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{xml}</w:r>"


def cell(text="", *, across=1, down="") -> str:
    """A cell; `down` is restart where cells are joined downwards, and continue below. Text may be XML."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    joined = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[down]
    inside = text if text.startswith("<") else par(text)
    return f"<w:tc><w:tcPr>{span}{joined}</w:tcPr>{inside}</w:tc>"


def table(*rows: list[str]) -> str:
    """A table of rows of cells; plain text becomes a cell."""
    cells = (["".join(one if one.startswith("<w:tc>") else cell(one) for one in row)] for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row[0]}</w:tr>' for row in cells)}</w:tbl>"


def field(code: str, shown: str) -> str:
    """A field and what it shows."""
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{kinds[1]}<w:r><w:t>{shown}</w:t></w:r>{kinds[2]}"
