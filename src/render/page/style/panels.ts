/** What is beside the picture: the form to ask, the panel, and the tables. */
export const PANELS_STYLE = `
.ask{position:sticky;top:0;z-index:2;display:grid;grid-template-columns:1fr auto;gap:6px;padding:10px 14px;background:var(--frame);border-bottom:1px solid var(--rim)}
.ask h2{font-size:13px;grid-column:1/3}
.ask label{color:var(--muted);grid-column:1/3}
.ask label:nth-of-type(3){grid-column:1}
.ask label span{width:36px}
.ask input{flex:1;min-width:0;color:var(--ink)}
.ask>button{background:var(--pick);border-color:var(--pick);color:var(--on);font-weight:600}
[aria-invalid]{border-color:var(--red)!important}
.wrong{color:var(--red);overflow-wrap:anywhere;grid-column:1/3}
.wrong:empty{display:none}
.wrong button{margin:4px 4px 0 0;color:var(--ink)}
.panel{padding:10px 14px 24px;overflow-wrap:anywhere}
.panel h2{font-size:17px;line-height:1.3;margin-bottom:4px}
.panel h2:focus{outline:0}
.panel h3{font-size:14px;margin:16px 0 4px}
.panel .urgent h3{color:var(--red)}
:is(.panel h3,.fix,.why,.wrong,.panel .verdicts ul li)::first-letter{text-transform:uppercase}
.back{border:0;background:none;padding:0;color:var(--pick)}
.what,.note,.panel small,.nothing{color:var(--muted)}
.panel small{font-size:12.5px}
.why{margin:0 0 6px;padding-left:10px;border-left:3px solid var(--rim)}
.why small,.finding small{display:block}
.why code{color:var(--ink)}
.panel section>p+p:not(.why){margin-top:6px}
.panel section>p:has(.badge){margin-bottom:4px}
.badge{font-weight:700}
.data-table .badge{white-space:nowrap}
.badge.allow{color:var(--green)}
.badge:is(.deny,.error){color:var(--red)}
.badge:is(.undefined,.warning){color:var(--orange)}
.panel dl{display:grid;grid-template-columns:auto 1fr;gap:3px 12px;margin:10px 0 0}
.panel dt{color:var(--muted)}
.panel dd{margin:0;min-width:0}
.panel ul{margin:4px 0;padding-left:18px}
.panel :is(.items,.verdicts){list-style:none;padding:0}
.items li,.verdicts>li{margin:3px 0}
.panel .pick{display:block;width:100%;text-align:left;overflow-wrap:anywhere;padding:4px 9px}
.pick .ports{font-variant-numeric:tabular-nums}
.panel .from-internet{border-left:5px solid var(--red)}
.panel .to-internet{border-left:5px double var(--orange)}
.panel .any-pod{border-left:5px dotted var(--violet)}
.panel .undefined.pick{border-style:dashed}
.sign{font-weight:700}
.finding{padding:3px 0}
.outline li{margin:2px 0}
.panel .outline .outline{padding-left:14px}
.panel .rule{list-style:none}
.rule code,.rule>span{display:block}
.rule>span{padding-left:10px}
.opens>span{color:var(--green)}
.closes>span{color:var(--red)}
.perhaps>span{color:var(--orange)}
.panel summary,#findings summary{border:0;background:none;padding:0;color:var(--pick)}
.panel>details>summary{margin-top:8px}
code,pre{font:12px/1.5 ui-monospace,Menlo,Consolas,monospace}
.panel pre{margin:4px 0 8px;padding:8px;white-space:pre-wrap;background:var(--frame);border-radius:6px}
.command code{display:block;padding:8px;background:var(--frame);border-radius:6px;user-select:all}
.command button,.shortcuts button{margin:6px 6px 0 0}
#findings>p,#findings>details{padding:12px 16px 0}
.data-table{padding:8px 16px 24px}
table{border-collapse:collapse;width:100%;font-size:13px}
caption{text-align:left;padding:4px 0 8px;font-weight:600}
.data-table :is(th,td){text-align:left;vertical-align:top;padding:4px 10px 4px 6px;border-bottom:1px solid color-mix(in srgb,var(--rim) 35%,var(--bg));overflow-wrap:break-word;font-weight:400}
.data-table thead th{position:sticky;top:0;background:var(--bg)}
.data-table thead button{border:0;background:none;padding:0;font-weight:600;white-space:nowrap}
.data-table .pick{border:0;background:none;padding:0;min-height:0;text-align:left}
.data-table tr[aria-current]>*{background:var(--frame);box-shadow:inset 0 -2px var(--pick)}
.data-table tbody tr:hover>*{background:var(--frame)}
.pager{display:flex;gap:10px;align-items:center;margin-top:10px}
@media print{
.screen,.ask,.back,.shortcuts,.pager,.command button{display:none!important}
.panel button{border:0}
}
`;
