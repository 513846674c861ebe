"""The style sheet of web pages: screens light and dark, narrow and wide, and paper."""

from __future__ import annotations

from typing import Final

from fivegoods.export.html.text import css_string
from fivegoods.reports.model import Report

#: Of the systems offices use, Latin first and then Chinese; nothing is loaded.
_FONTS: Final = '-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif'

_STYLE: Final = """\
:root{color-scheme:light dark;
--ink:#1b2430;--soft:#566273;--line:#d6dde6;--paper:#fff;--ground:#e9edf2;--tint:#f2f5f9;--accent:#1c4f8f;
--bar:#2763ab;--wash:#dbe6f4;--track:#dde3eb;--warn:#fdf4de;--warn-ink:#6a4700;--warn-line:#d8981a}
@media screen and (prefers-color-scheme:dark){:root{
--ink:#e2e8f0;--soft:#9eabbc;--line:#323d4b;--paper:#161c25;--ground:#0c1016;--tint:#1e2732;--accent:#8fbcf5;
--bar:#5f9ae2;--wash:#25364c;--track:#2c3745;--warn:#2b2413;--warn-ink:#f0d390;--warn-line:#a87a25}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font-size:1rem;line-height:1.6;print-color-adjust:exact;
-webkit-print-color-adjust:exact}
main{max-width:72rem;margin:2rem auto;padding:2.5rem 3rem 3rem;background:var(--paper);
border-top:4px solid var(--accent);border-radius:4px;box-shadow:0 1px 3px #0002,0 8px 24px #0001}
h1{margin:0;font-size:1.75rem;line-height:1.3}
h2{margin:2.5rem 0 .75rem;padding-bottom:.35rem;font-size:1.25rem;line-height:1.4;border-bottom:1px solid var(--line)}
h3{margin:1.75rem 0 .5rem;font-size:1.0625rem;line-height:1.4}
h4{margin:1.25rem 0 .5rem;font-size:1rem}
p,ol,pre,dl{margin:.75rem 0}
.subtitle{margin:.35rem 0 0;color:var(--soft)}
.notice{margin:1.25rem 0 0;padding:.6rem 1rem;background:var(--warn);color:var(--warn-ink);
border-left:4px solid var(--warn-line);border-radius:0 4px 4px 0;font-weight:600}
.notice p{margin:.15rem 0}
nav{margin:1.5rem 0 0;font-size:.875rem}
nav ol{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0;list-style:none}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.scroll{margin:.75rem 0 1.25rem;overflow-x:auto}
table{width:100%;border-collapse:separate;border-spacing:0;font-size:.875rem;line-height:1.5;
font-variant-numeric:tabular-nums}
caption{padding:.5rem 0;text-align:left;font-weight:600}
th,td{padding:6px 11px;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line);
word-break:keep-all;overflow-wrap:break-word}
thead th{min-width:3.5em;vertical-align:bottom;background:var(--tint);color:var(--soft);font-weight:600;
word-break:normal;border-top:1px solid var(--line);border-bottom-color:var(--soft)}
tbody th{min-width:7.5em;max-width:22em;font-weight:500}
.n{text-align:right;white-space:nowrap}
thead .n{min-width:4.5em;max-width:11em;white-space:normal}
thead .r{width:5.5em}
tbody td{white-space:nowrap}
tbody td.t{min-width:11em;white-space:normal;word-break:normal;overflow-wrap:anywhere}
.chart{vertical-align:middle}
.sum th,.sum td{font-weight:700;background:var(--tint)}
.i1{padding-left:2rem}.i2{padding-left:3.3rem}.i3{padding-left:4.6rem}.i4{padding-left:5.9rem}.i5{padding-left:7.2rem}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:.9rem 2rem;margin:1.5rem 0}
.facts dt{color:var(--soft);font-size:.8125rem}
.facts dd{margin:0;font-weight:500}
.facts div:first-child{grid-column:1/-1}
.facts div:first-child dd{font-size:1.75rem;font-weight:700;line-height:1.3;font-variant-numeric:tabular-nums}
.small{max-width:34rem}
.pair{display:inline-block;width:calc(50% - 1.75rem);margin-right:1.5rem;vertical-align:top}
.bars th,.bars td{vertical-align:middle}
.bars .chart{width:52%;min-width:9rem}
.chart span{display:inline-block;margin-right:1em;white-space:nowrap}
.bar{display:block;width:100%;height:1rem;border-radius:2px;overflow:hidden}
.swatch{width:.9em;height:.9em;margin-right:.4em;vertical-align:-.08em}
.patterns{position:absolute}
.full{fill:var(--track)}.points{fill:var(--bar)}.open{fill:url(#open)}.wash{fill:var(--wash)}.stripe{fill:var(--bar);opacity:.6}
.limit{stroke:var(--ink);stroke-width:2}
.plot{display:block;width:100%;min-width:10rem;height:1rem}
.band{fill:var(--bar);opacity:.45}.median{fill:var(--bar)}.now{stroke:var(--ink);stroke-width:2}
ol{padding-left:1.75rem}
li{margin:.3rem 0}
code,pre{font-family:ui-monospace,"Cascadia Mono",Consolas,"Noto Sans Mono CJK SC",monospace;font-size:.875em}
.worked{display:inline-block;margin:.15rem 0;padding:.1rem .6rem;background:var(--tint);overflow-wrap:anywhere;
border-left:3px solid var(--line)}
pre{padding:.75rem 1rem;background:var(--tint);border:1px solid var(--line);border-radius:4px;overflow-x:auto}
footer{margin-top:3rem;padding-top:1rem;border-top:2px solid var(--accent);color:var(--soft);font-size:.8125rem}
.grounds{margin:0}
.grounds div{display:flex;gap:1rem}
.grounds dt{flex:0 0 7.5em}
.grounds dd{margin:0;min-width:0;overflow-wrap:anywhere}
@media screen{
.scroll.long{max-height:85vh;overflow:auto;border-bottom:1px solid var(--line)}
.long thead th{position:sticky;top:0;z-index:2}
tbody th{position:sticky;left:0;z-index:1;background:var(--paper)}
tbody tr:hover>*{background:var(--tint)}}
@media screen and (max-width:44rem){
main{margin:0;padding:1.25rem 1rem 2rem;border-radius:0;box-shadow:none}
h1{font-size:1.4rem}.facts div:first-child dd{font-size:1.4rem}
th,td{padding:6px}tbody th{min-width:6em;max-width:40vw}
.pair{display:block;width:auto;margin-right:0}
.facts{grid-template-columns:1fr 1fr;gap:.75rem 1rem}
.bars .chart{width:auto;min-width:5rem}.bars .n{min-width:0}.chart span{display:block}}
@media print{
:root{color-scheme:light}
body{background:none;font-size:10pt;line-height:1.5}
main{max-width:none;margin:0;padding:0;border:0;border-radius:0;box-shadow:none}
nav{display:none}
h1{font-size:18pt}h2{margin:14pt 0 6pt;font-size:13pt}h3{margin-top:12pt;font-size:11pt}
.facts{grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:6pt 12pt;margin:12pt 0}
.facts div:first-child dd{font-size:17pt}
.scroll{margin:6pt 0 10pt;overflow:visible}.pair{margin-right:1.5rem}
table{font-size:8.5pt;line-height:1.35}
th,td{padding:2pt 5pt}
thead{display:table-header-group}
tr,li,.facts,.notice,.bars,.brief,.grounds{break-inside:avoid}
h1,h2,h3,h4,caption,thead,.sum{break-after:avoid}
p,li{orphans:3;widows:3}
tbody tr:nth-child(-n+2){break-after:avoid}tbody tr:nth-last-child(-n+2){break-before:avoid}
.page{break-before:page}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
footer{margin-top:14pt;padding-top:6pt;font-size:8.5pt}
a{color:inherit;text-decoration:none}}
"""


def style_of(report: Report, *, wide: bool) -> str:
    """Return the style sheet of ``report``; ``wide`` lays paper on its side.

    Every page after the first says at its head what it belongs to and how official that is.
    """
    size = "A4 landscape" if wide else "A4"
    notice = report.notices[-1] if report.notices else ""
    small = f"font:8pt {_FONTS};color:#566273"
    return (
        f"{_STYLE}html{{font-family:{_FONTS}}}\n@page{{size:{size};margin:15mm 14mm 13mm;\n"
        f"@top-left{{content:{css_string(report.title)};{small}}}\n"
        f"@top-right{{content:{css_string(notice)};{small}}}\n"
        f'@bottom-right{{content:counter(page) " / " counter(pages);{small}}}}}\n'
        "@page:first{@top-left{content:none}@top-right{content:none}}\n"
    )
