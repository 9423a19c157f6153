// The style and the script of the page. The script only zooms into a clicked box; the page is complete without it.

export const style = `
:root{color-scheme:light dark;--ink:#1c1e21;--paper:#fff;--soft:#666;--line:#ddd}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#16181b;--soft:#a0a0a0;--line:#333}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1400px;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1rem}
table{border-collapse:collapse;margin:.7rem 0;display:block;overflow-x:auto}
th,td{padding:.15rem .7rem .15rem 0;text-align:left;border-bottom:1px solid var(--line);font-weight:normal;vertical-align:top}
thead th{color:var(--soft)}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.legend span{margin-right:1.1rem;white-space:nowrap}.legend i{display:inline-block;width:.8em;height:.8em;border-radius:2px}
.flame{position:relative;overflow:hidden;border-bottom:1px solid var(--line)}
.flame b{position:absolute;height:16px;overflow:hidden;font:11px/16px ui-monospace,monospace;white-space:nowrap;text-indent:2px;color:#111;border-radius:1px;box-shadow:inset -1px 0 var(--paper);cursor:pointer}
.axis{position:relative;height:1.3em;font-size:11px;color:var(--soft)}
.axis span{position:absolute;transform:translateX(-100%)}
.g-all{background:#cfd3d8}.g-example{background:#f2b134}.g-library{background:#7fb7e6}.g-instruments{background:#e58fb1}
.g-runtime{background:#a9cf8f}.g-garbage{background:#c9a3e0}.g-other{background:#c2b8a3}.g-idle{background:#eee}
.more,.less{color:#111}
.more{background:color-mix(in srgb,#ef5b4c var(--s),#e9e9e9)}
.less{background:color-mix(in srgb,#4c8fef var(--s),#e9e9e9)}
`;

export const script = `
for (const graph of document.querySelectorAll(".flame")) {
  const boxes = [...graph.children].map((box) => ({ box, left: parseFloat(box.style.left), width: parseFloat(box.style.width), row: parseFloat(box.style.top) }));
  let zoomed;
  graph.addEventListener("click", ({ target }) => {
    const one = boxes.find(({ box }) => box === target);
    zoomed = one === undefined || zoomed === one ? undefined : one;
    const from = zoomed ? zoomed.left : 0;
    const width = zoomed ? zoomed.width : 100;
    for (const { box, left, width: own, row } of boxes) {
      const isAbove = zoomed && row < zoomed.row && left <= from && left + own >= from + width;
      box.style.left = isAbove ? "0%" : ((left - from) / width) * 100 + "%";
      box.style.width = isAbove ? "100%" : (own / width) * 100 + "%";
    }
  });
}
`;
