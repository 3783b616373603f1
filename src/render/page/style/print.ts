/** On paper: the picture as wide as the sheet, and what is told beside it, as text. */
export const PRINT_STYLE = `
@media print{
@page{margin:12mm}
.live{display:block;height:auto}
.live main,.live #picture{display:block;height:auto;border:0}
.live main>section{overflow:visible;border:0}
.scroll{position:static;display:block;overflow:visible}
.scroll svg{max-width:100%;height:auto;max-height:170mm}
.scroll .wide{width:100%}
nav,.search,header select,header button,.filters,.actions,.hint,.count,.zoom,.trail button{display:none!important}
dialog{display:none}
aside{border:0;overflow:visible}
}
`;
