/** The pane of the picture. */
export const PANE_STYLE = `
#picture{position:relative}
.scroll{position:absolute;inset:0;overflow:auto;display:flex;cursor:grab;touch-action:pan-x pan-y}
.scroll svg{flex:none;margin:0 auto;display:block;overflow:clip}
@media screen{
.scroll .far .sign{opacity:.18}
.scroll .edge.far{opacity:1}
.scroll .edge.far :is(.line,.head){stroke:color-mix(in srgb,var(--rim) 25%,var(--frame))}
.scroll .edge.far .head{fill:none}
}
.scroll :is(.node,.edge,.slot){cursor:pointer}
.dragged,.dragged *{cursor:grabbing!important;user-select:none}
.zoom{position:absolute;right:14px;bottom:14px;display:flex;align-items:center;gap:4px;padding:4px;background:var(--card);border:1px solid var(--rim);border-radius:8px}
.zoom output{min-width:48px;text-align:center;font-size:12px;font-variant-numeric:tabular-nums}
.zoom button{border:0;min-width:28px}
.zoom button:hover{background:var(--frame)}
.empty{position:absolute;left:50%;top:24px;transform:translateX(-50%);padding:12px 16px;background:var(--card);border:1px solid var(--rim);border-radius:8px}
`;
