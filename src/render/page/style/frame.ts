/** Where the parts of the page stand. Without the script it is a page with a picture. */
export const FRAME_STYLE = `
*{box-sizing:border-box}
:root{color-scheme:light dark}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.45 -apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,system-ui,sans-serif}
h1,h2,h3,p{margin:0;font-size:inherit}
[hidden]{display:none!important}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
header{display:flex;flex-wrap:wrap;align-items:center;gap:6px 12px;min-height:48px;padding:6px 16px;border-bottom:1px solid var(--rim)}
h1{font-weight:600;font-size:15px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:40ch}
header>p{color:var(--muted);font-size:13px}
.live header nav{margin-right:auto}
main{min-width:0}
main>svg{max-width:100%;height:auto}
.bar,.filters,.trail{display:flex;flex-wrap:wrap;align-items:center;gap:6px 10px}
.bar{padding:6px 16px}
.trail{flex:1 0 auto;max-width:100%;min-height:28px;color:var(--muted);font-size:13px}
.trail b{color:var(--ink);margin-left:8px;overflow-wrap:anywhere}
[data-tab=findings]>.bar:not(:has(.choice)),[data-tab=findings]>.bar>.trail,[data-tab=findings]>.bar>.filters>:not(.choice){display:none}
.actions{display:flex;gap:6px;margin-left:auto}
aside{border-left:1px solid var(--rim);overflow:auto}
@media (min-width:901px){
.live{display:grid;grid-template:auto minmax(0,1fr)/minmax(0,1fr) 380px;height:100vh;height:100dvh}
.live header{grid-column:1/3;flex-wrap:nowrap}
.live header>:not(p,h1){flex:none}
.live header>h1{flex:0 1 auto;min-width:12ch}
.live header>p{flex:0 1000 auto;min-width:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.live main{display:flex;flex-direction:column;min-height:0}
.live main>section{flex:1;min-height:0;overflow:auto;border-top:1px solid var(--rim)}
}
@media (max-width:900px){
.live #picture{border-block:1px solid var(--rim)}
.live .scroll{position:static;min-height:220px;max-height:60vh}
aside{border-left:0}
h1{max-width:100%}
}
`;
