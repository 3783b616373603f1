/*
 * The style of pictures, in a page and in a file of their own. All of it is by class, below `.picture`:
 *
 *   .namespace             a frame: `data-namespace` is its name; `.closed` with a lock
 *   .node                  a box: `data-node` is the id of its node; and its kind: `.workload`, `.service`, `.way`, `.end`, `.overview`
 *   .edge                  an arrow: `data-edge` is the position of its edge in the picture. How much it exposes: `.inside`, `.outside`,
 *                          `.any-pod`, `.from-internet`, `.to-internet`; `.undefined`; of a diff `.added`, `.removed`, `.changed`
 *   .slot                  the ports that arrows come in by: `data-slot` lists the edges, with spaces (`[data-slot~="3"]`)
 *   .picked .near .far     states that a page gives to any of these: picked, next to what is picked, neither (dimmed)
 *   .hit                   a state, too: found by a search
 *   .reach                 the wide line along an arrow that nobody sees, for pointers
 *
 * A page that makes boxes and arrows work on a click gives them `tabindex` and the role `button`. The colours are variables of the root, for
 * the page, too: light and dark by the system, or by `data-theme` of the root.
 */

const LIGHT =
  '--bg:#fff;--frame:#f6f8fb;--card:#fff;--ink:#17212f;--muted:#526071;--rim:#7a8798;--line:#44566e;--wall:#1f3a5f;--open:#96530b;--service:#e6f1f0;--service-line:#3a7d78;--way:#eef0fb;--way-line:#5a63b5;--outside:#efeff2;--red:#c81e2d;--orange:#b45309;--violet:#7a3fc4;--green:#18794a;--pick:#0b62d6;--on:#fff;--faint:#dfe4ec';
const DARK =
  '--bg:#10151d;--frame:#171e28;--card:#212a37;--ink:#e8edf4;--muted:#a7b3c3;--rim:#76849a;--line:#93a5bd;--wall:#b9d2f5;--open:#eeb262;--service:#183634;--service-line:#5cb3ac;--way:#262b49;--way-line:#98a2f2;--outside:#232a35;--red:#ff7b7f;--orange:#f0a04b;--violet:#c39bf7;--green:#5cc98f;--pick:#6cb0ff;--on:#10151d;--faint:#2b3543';

/** The colours of each theme, and what is read in front of what. */
export const THEMES = { light: LIGHT, dark: DARK };

const FORCED =
  '--bg:Canvas;--frame:Canvas;--card:Canvas;--service:Canvas;--way:Canvas;--outside:Canvas;--ink:CanvasText;--muted:CanvasText;--rim:CanvasText;--line:CanvasText;--wall:CanvasText;--open:CanvasText;--service-line:CanvasText;--way-line:CanvasText;--red:CanvasText;--orange:CanvasText;--violet:CanvasText;--green:CanvasText;--pick:Highlight;--on:Canvas;--faint:GrayText';

/** The style of pictures, in a page and in a file of their own. */
export const PICTURE_STYLE = `
:root{${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}
@media screen{:root[data-theme=dark]{${DARK}}}
@media (forced-colors:active){:root:root:root{${FORCED}}}
.picture{font:13px -apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans","Helvetica Neue",Arial,system-ui,sans-serif}
.picture text{fill:var(--ink)}
.picture path,.picture circle,.picture rect{stroke-linejoin:round}
.picture .ground{fill:var(--bg)}
.picture .name{font-size:15px;font-weight:600}
.picture .what,.picture .mark{fill:var(--muted)}
.picture .open-word{fill:var(--open)}
.picture .title{font-size:16px;font-weight:600}
.picture .namespace .box{fill:var(--frame);stroke:var(--rim)}
.picture .box{fill:var(--card);stroke:var(--rim);stroke-width:1.25}
.picture .detail{fill:none;stroke:var(--rim);stroke-width:1.25}
.picture .wall{fill:none;stroke:var(--wall);stroke-width:5}
.picture .wall.partly{stroke-dasharray:5 3}
.picture .wall.open{stroke:var(--card);stroke-width:3;stroke-dasharray:4 4}
.picture .mesh{fill:none;stroke:var(--violet);stroke-width:1.25}
.picture .service .box{fill:var(--service);stroke:var(--service-line)}
.picture .service .detail{stroke:var(--service-line)}
.picture .service .what{fill:var(--ink)}
.picture .way .box{fill:var(--way);stroke:var(--way-line)}
.picture .way .detail{stroke:var(--way-line)}
.picture .end .box{fill:var(--outside)}
.picture .end-internet .box{stroke:var(--red);stroke-width:1.75}
.picture .end-internet.to .box{stroke:var(--orange)}
.picture .line{fill:none;stroke:var(--line);stroke-width:1.4}
.picture .head{fill:var(--line);stroke:var(--line);stroke-width:1}
.picture .reach{fill:none;stroke:transparent;stroke-width:14;pointer-events:stroke}
.picture .outside .head{fill:none;stroke-width:1.75}
.picture .from-internet :is(.line,.head){stroke:var(--red)}
.picture .from-internet .line{stroke-width:3}
.picture .from-internet .head{fill:var(--red)}
.picture .to-internet :is(.line,.head){stroke:var(--orange)}
.picture .to-internet .line{stroke-width:2}
.picture .to-internet .head{fill:none;stroke-width:2}
.picture .any-pod :is(.line,.head){stroke:var(--violet)}
.picture .any-pod .head{fill:var(--card)}
.picture .undefined .line{stroke-dasharray:7 4}
.picture .added .line{stroke-width:4}
.picture .removed .line{stroke-dasharray:2 4}
.picture .changed .line{stroke-dasharray:14 3 3 3}
.picture .sign circle,.picture .sign path{fill:var(--bg);stroke:var(--ink);stroke-width:1.25}
.picture .sign text{font-size:15px;font-weight:700;text-anchor:middle}
.picture .slot text{paint-order:stroke;stroke:var(--frame);stroke-width:3px;stroke-linejoin:round}
.picture .slot .mark{font-style:italic}
.picture .badge{stroke:var(--bg);stroke-width:1.5}
.picture .badge.error{fill:var(--red)}
.picture .badge.warning{fill:var(--orange)}
.picture .badge.note{fill:var(--pick)}
.picture .badge-text{font-size:11px;font-weight:700;fill:var(--on);text-anchor:middle}
.picture .end-text{text-anchor:end}
.picture .middle-text{text-anchor:middle}
.picture :is(.node,.edge):focus{outline:none}
.picture :is(.node,.namespace):is(.picked,:focus-visible) .box{stroke:var(--pick);stroke-width:3}
.picture .node.hit .box{stroke:var(--pick);stroke-width:3;stroke-dasharray:6 2}
.picture .edge:is(.picked,:focus-visible,.hit) .reach{stroke:var(--pick);stroke-opacity:.25}
.picture .edge.near:is(.inside,.outside) .line{stroke:var(--ink);stroke-width:2}
.picture .edge.near:is(.inside,.outside) .head{stroke:var(--ink)}
.picture .edge.near.inside .head{fill:var(--ink)}
.picture .edge.picked .line.line{stroke:var(--pick);stroke-width:3}
.picture .edge.picked .head.head{stroke:var(--pick)}
.picture .edge.picked.inside .head{fill:var(--pick)}
.picture .slot:is(.picked,.near) text{font-weight:700}
.picture .edge:hover .reach{stroke:var(--pick);stroke-opacity:.18}
@media screen{.picture .far{opacity:.25}
.picture .edge.far{opacity:1}
.picture .edge.far :is(.line,.head){stroke:var(--faint);stroke-width:1.4}
.picture .edge.far .head{fill:var(--faint)}
.picture .edge.far .sign{opacity:.25}}
@media print{.picture{max-width:100%;height:auto}}
`;
