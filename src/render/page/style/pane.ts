/** The pane of the picture. */
export const PANE_STYLE = `
#picture{position:relative}
.scroll{position:absolute;inset:0;overflow:auto;display:flex;cursor:grab;user-select:none;touch-action:pan-x pan-y}
.scroll svg{flex:none;margin:auto;display:block;overflow:clip}
@media print{.tip{display:none}}
@media screen{
.scroll .far .sign{opacity:.18}
.scroll .edge.far{opacity:1}
.scroll .edge.far :is(.line,.head){stroke:color-mix(in srgb,var(--rim) 25%,var(--frame))}
.scroll .edge.far .head{fill:none}
}
.scroll :is(.node,.edge,.slot){cursor:pointer}
.scroll .edge.lit .line{stroke-width:3}
.scroll .edge.lit:is(.inside,.outside,.far) :is(.line,.head){stroke:var(--ink)}
.scroll .edge.lit:is(.inside,.far) .head{fill:var(--ink)}
.scroll .edge.lit.outside .head{fill:none}
.scroll .slot.lit{opacity:1}
.scroll .slot.lit text{font-weight:700}
.scroll .node:hover>.box{stroke:var(--pick)}
.denied{pointer-events:none}
.denied path{fill:none;stroke:var(--red);stroke-width:3;stroke-dasharray:9 6}
.denied circle{fill:var(--bg);stroke:var(--red);stroke-width:2.5}
.denied :is(.cross,.head){stroke-dasharray:none}
.denied .head{fill:var(--red);stroke-width:1}
.tip{position:fixed;z-index:9;max-width:360px;padding:7px 10px;background:var(--card);color:var(--ink);border:1px solid var(--rim);border-radius:6px;box-shadow:0 4px 16px #0003;font-size:12.5px;line-height:1.4;pointer-events:none;overflow-wrap:anywhere}
.tip span{display:block;color:var(--muted)}
.dragged,.dragged *{cursor:grabbing!important;user-select:none}
.zoom{position:absolute;right:14px;bottom:14px;display:flex;align-items:center;gap:4px;padding:4px;background:var(--card);border:1px solid var(--rim);border-radius:8px}
.zoom output{min-width:48px;text-align:center;font-size:12px;font-variant-numeric:tabular-nums}
.zoom button{border:0;min-width:28px}
.zoom button:hover{background:var(--frame)}
.scroll.nothing svg{visibility:hidden}
.empty{position:absolute;left:50%;top:24px;transform:translateX(-50%);padding:12px 16px;background:var(--card);border:1px solid var(--rim);border-radius:8px}
`;
