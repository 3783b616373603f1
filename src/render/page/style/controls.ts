/** Buttons, fields, tabs and lists. */
export const CONTROLS_STYLE = `
button,select,input,summary{font:inherit;font-size:13px;color:inherit}
button,select,summary,input:not([type=checkbox],[type=radio]){min-height:28px;padding:2px 9px;border:1px solid var(--rim);border-radius:6px;background:var(--card)}
button,summary,select,label{cursor:pointer}
button:hover,summary:hover,select:hover{border-color:var(--ink)}
:focus-visible{outline:2px solid var(--pick);outline-offset:1px}
[aria-pressed=true]:not(g),.set:is(select,input),.set>summary,label.set{border-color:var(--pick);color:var(--pick);font-weight:600}
label{font-size:13px;display:inline-flex;align-items:center;gap:5px}
input:user-invalid{border-color:var(--red)}
[role=tablist]{display:flex;gap:2px}
[role=tab]{border:0;background:none;border-radius:6px;padding:4px 10px}
[role=tab]:hover{background:var(--frame)}
[role=tab][aria-selected=true]{background:var(--frame);box-shadow:inset 0 -2px var(--pick);font-weight:600}
.choice{display:inline-flex;border:1px solid var(--rim);border-radius:6px;overflow:hidden}
.choice input{position:absolute;opacity:0}
.choice span{padding:3px 10px}
.choice :checked+span{background:var(--pick);color:var(--on)}
.choice :focus-visible+span{outline:2px solid var(--ink);outline-offset:-3px}
.menu{position:relative}
summary{list-style:none;display:inline-flex;align-items:center}
summary::-webkit-details-marker{display:none}
summary::after{content:"▾";margin-left:6px}
.list,[role=listbox]{position:absolute;z-index:5;top:calc(100% + 4px);margin:0;padding:6px;max-height:60vh;overflow:auto;background:var(--card);border:1px solid var(--rim);border-radius:8px;box-shadow:0 6px 24px #0004}
.list{display:grid;min-width:200px}
.list label{padding:4px 6px}
.search{position:relative}
.search input{width:220px;max-width:100%}
[role=listbox]{right:0;width:360px;max-width:90vw;list-style:none}
[role=option]{display:flex;gap:10px;justify-content:space-between;padding:5px 8px;border-radius:5px;cursor:pointer;overflow-wrap:anywhere}
[role=option] span,.none{color:var(--muted);font-size:12px}
.none{padding:5px 8px}
[role=option]:is([aria-selected=true],:hover){background:var(--frame);box-shadow:inset 3px 0 var(--pick)}
dialog{max-width:560px;border:1px solid var(--rim);border-radius:10px;background:var(--card);color:var(--ink);padding:20px}
dialog::backdrop{background:#0007}
dialog h2{font-size:16px}
dialog table{margin:10px 0;border-spacing:0 4px}
dialog th{text-align:left;padding-right:16px;white-space:nowrap;font-weight:400}
dialog p{margin:8px 0;color:var(--muted)}
@media (forced-colors:active){
.ask>button,.choice :checked+span{forced-color-adjust:none}
[role=tab][aria-selected=true],[role=option][aria-selected=true]{outline:2px solid Highlight;outline-offset:-2px}
}
kbd{font:12px ui-monospace,Menlo,Consolas,monospace;border:1px solid var(--rim);border-radius:4px;padding:1px 5px}
`;
