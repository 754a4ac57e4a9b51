/** The style sheet of an exported page: a printed resolution on screen, in the dark, on a telephone and on paper. */
import { DARK, LIGHT } from "../palette.ts";

const colours = (list: readonly string[]): string => list.map((colour, i) => `--d${i}:${colour};`).join("");
const classes = LIGHT.map((_, i) => `.d${i}{--c:var(--d${i})}`).join("\n");

export const STYLE = `
:root{color-scheme:light dark;--ground:#efebe3;--page:#fffdf9;--ink:#1d1b19;--soft:#5f5a52;--rule:#d9d2c5;${colours(LIGHT)}}
@media screen and (prefers-color-scheme:dark){
:root{--ground:#121110;--page:#1d1c1a;--ink:#e9e4db;--soft:#aaa399;--rule:#3a3733;${colours(DARK)}}
}
${classes}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 "Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif","Noto Naskh Arabic","Noto Serif SC","Times New Roman",serif;font-kerning:normal;font-variant-numeric:lining-nums proportional-nums}
main{position:relative;max-width:48rem;margin:2.5rem auto 4rem;padding:5rem 6rem 6rem;background:var(--page);border:1px solid var(--rule);border-radius:2px;box-shadow:0 1px 2px rgb(0 0 0/.06),0 12px 40px rgb(0 0 0/.07)}
p,h1,h2{position:relative;margin:0 0 .8em;font-size:1em;font-weight:400;text-wrap:pretty;overflow-wrap:break-word}
p:empty{min-height:1.55em}
.number,.title,.history,.annex-number,.annex-title{text-align:center;text-wrap:balance}
.number,.annex-number{letter-spacing:.02em}
.number{margin-top:0;font-size:1.0625em}
h1.title,.annex-title{font-size:1.3em;font-weight:600;line-height:1.3}
h1.title{margin-bottom:1.3em}
.history{margin-top:-.9em;margin-bottom:1.6em;color:var(--soft)}
.annex-number{margin-top:3em}
.opening{margin-top:2em;margin-bottom:1.3em}
h2.call{margin-top:1.5em;padding-inline-start:2.6em;font-style:italic;break-after:avoid}
h2.heading{margin-top:1.5em;font-weight:600;break-after:avoid}
.labelled,.hung{padding-inline-start:2.6em}
.labelled .label{display:inline-block;min-width:2.6em;margin-inline-start:-2.6em;padding-inline-end:.4em;white-space:nowrap}
.letter{font-style:italic}
.gap{font-size:0}
.level-1{margin-inline-start:2.6em}
.level-2{margin-inline-start:5.2em}
.level-3{margin-inline-start:7.8em}
.level-4{margin-inline-start:10.4em}
.level-1,.level-2,.level-3,.level-4{margin-bottom:.55em}
.footnote,.reasons,.proposal{font-size:.92em}
.footnote{margin-top:1em;padding-top:.5em;border-top:1px solid var(--rule)}
sup,sub{font-size:.72em;line-height:0}
ins,del{color:var(--c,var(--soft));text-decoration-thickness:.08em;text-underline-offset:.16em}
ins{text-decoration-line:underline}
del{text-decoration-line:line-through}
.label ins,.label del{color:var(--soft)}
ins[data-delegation]::before,del[data-delegation]::before,ins[data-delegation]::after,del[data-delegation]::after{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;content:" end of change "}
ins[data-delegation]::before{content:" inserted by " attr(data-delegation) ": "}
del[data-delegation]::before{content:" deleted by " attr(data-delegation) ": "}
.set{color:var(--c);font-size:.78em;white-space:nowrap}
.object{color:var(--soft)}
.remark{margin-inline-start:.15em;font:600 .64rem/1 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;vertical-align:.45em;user-select:none;-webkit-user-select:none}
.remark a{padding:.05em .25em;border:1px solid var(--rule);border-radius:.3em;color:var(--soft);text-decoration:none}
.remark+.remark{margin-inline-start:.1em}
[data-comments]{background:color-mix(in srgb,var(--rule) 45%,transparent)}
.tabled{margin:1.4em 0 .5em;padding-inline-start:.6em;border-inline-start:2px solid var(--rule);font:.86rem/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;white-space:pre-line;overflow-wrap:break-word;break-after:avoid}
.tabled+.tabled{margin-top:-.5em}
.tabled.below{margin:-.2em 0 1.4em}
[data-by]::before{content:"";position:absolute;inset-block:.2em;inset-inline-start:calc(var(--bar,0rem) - 3rem);border-inline-start:2px solid var(--rule)}
[data-by]::after{content:attr(data-by) / "";position:absolute;inset-block-start:.35em;inset-inline-start:calc(100% + 1rem);width:4.5rem;color:var(--soft);font:600 .64rem/1.35 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;letter-spacing:.04em;text-align:start}
.level-1{--bar:-2.6em}.level-2{--bar:-5.2em}.level-3{--bar:-7.8em}.level-4{--bar:-10.4em}
.legend{max-width:48rem;margin:2.5rem auto -1.25rem;padding:0 .25rem;display:flex;flex-wrap:wrap;gap:.35rem 1.5rem;align-items:baseline;justify-content:space-between;color:var(--soft);font:.82rem/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif}
.legend p,.legend ul{margin:0;padding:0;font-size:inherit}
.legend ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none}
.legend li::before{content:"";display:inline-block;width:.62em;height:.62em;margin-inline-end:.45em;border-radius:50%;background:var(--c)}
.legend b{color:var(--c);font-weight:600;letter-spacing:.02em}
.remarks{max-width:48rem;margin:-2rem auto 4rem;padding:0 .25rem;color:var(--soft);font:.86rem/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif}
.remarks h2{margin:0 0 .6em;padding:0;font-weight:600;font-size:.82rem}
.remarks ol{margin:0;padding:0;list-style:none}
.remarks li{position:relative;margin:0 0 .7em;padding-inline-start:2.6em;overflow-wrap:break-word}
.remarks li>b{position:absolute;inset-inline-start:0}
.remarks .by{color:var(--c);font-weight:600}
.remarks .says{color:var(--ink);white-space:pre-line}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
a{color:inherit;text-underline-offset:.16em}
.sides main{max-width:84rem;padding:3rem 3.5rem 4rem}
.sides table{width:100%;border-collapse:collapse;table-layout:fixed}
.sides th{padding:0 1.5rem 1.2rem;color:var(--soft);font:600 .82rem/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;text-align:start}
.sides td{padding:.35rem 1.5rem;vertical-align:top}
.sides td+td,.sides th+th{border-inline-start:1px solid var(--rule)}
.sides tr.differs td{background:color-mix(in srgb,var(--rule) 32%,transparent)}
.sides td p{margin:0}
.sides td p+p{margin-top:.7em}
.sides [data-by]::before,.sides [data-by]::after{content:none}
.sides .legend,.sides .remarks{max-width:84rem}
.sides .tabled{margin:.4em 0}
.sides .call,.changes .call{font-style:italic}
.sides .title{font-weight:600}
.sides .call{padding-inline-start:2.6em}
.changes article{margin:0 0 1.6rem;padding:0 0 1.4rem;border-bottom:1px solid var(--rule)}
.changes article:last-child{margin:0;padding:0;border:0}
.changes article p{margin-top:0}
.changes h2.place{margin:0 0 .5rem;color:var(--soft);font-size:.92rem}
.changes .who{margin:.6rem 0 0;padding:0;list-style:none;color:var(--soft);font:.82rem/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif}
.changes .tabled.below{margin:.6em 0 0}
.changes .who b{color:var(--c);font-weight:600}
@media screen and (min-width:44.01rem){
.sides :is(main,.legend,.remarks){max-width:min(84rem,100% - 3rem)}
}
@media screen and (max-width:44rem){
.sides .call{padding-inline-start:0}
.sides main{padding:.75rem 0 2.5rem}
.sides :is(table,tbody,tr,td){display:block}
.sides thead,.sides tr:not(.differs,.across) td+td,.sides td:empty{display:none}
.sides td{padding:.35rem 1.4rem}
.sides td+td{border:0}
.sides tr.differs{margin-block:.35rem}
.sides tr.differs td::before{display:block;margin-bottom:.15rem;color:var(--soft);font:600 .64rem/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;content:"Original"}
.sides tr.differs td+td::before{content:"Final"}
body{font-size:1rem}
main{margin:0;padding:2.25rem 1.4rem 3.5rem;border:0;border-radius:0;box-shadow:none;min-height:100vh}
.remarks{margin:0;padding:1.2rem 1.4rem 2rem;border-top:1px solid var(--rule)}
.legend{margin:0;padding:.8rem 1.4rem;border-bottom:1px solid var(--rule);background:var(--page)}
h2.call{padding-inline-start:0}
.labelled,.hung{padding-inline-start:2.1em}
.labelled .label{min-width:2.1em;margin-inline-start:-2.1em}
.level-1{margin-inline-start:1.4em;--bar:-1.4em}.level-2{margin-inline-start:2.8em;--bar:-2.8em}.level-3{margin-inline-start:4.2em;--bar:-4.2em}.level-4{margin-inline-start:5.6em;--bar:-5.6em}
[data-by]::before{inset-inline-start:calc(var(--bar,0rem) - .8rem)}
[data-by]::after{content:none}
}
@media print{
@page{size:A4;margin:24mm 26mm}
body{background:none;font-size:11pt;line-height:1.45}
main{max-width:none;margin:0;padding:0;border:0;box-shadow:none;background:none}
.legend{max-width:none;margin:0 0 8mm;padding:0}
.remarks{max-width:none;margin:10mm 0 0;padding:4mm 0 0;border-top:1px solid var(--rule)}
p{orphans:2;widows:2}
ins,del,.set,.legend li::before,.legend b{print-color-adjust:exact;-webkit-print-color-adjust:exact}
[data-by]::before{inset-inline-start:calc(var(--bar,0rem) - 6mm)}
[data-by]::after{inset-inline-start:calc(100% + 3mm);width:18mm}
}
`.trim();
