/** The style of a report: dark and light, wide and narrow, without a font or picture from elsewhere. */
export const PAGE_STYLE: string = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --weak: #57606a; --line: #d0d7de; --good: #116329; --bad: #b3261e; --c1: #9a6700; --c2: #0550ae; --c3: #6f42c1; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --weak: #9ea7b1; --line: #30363d; --good: #56d364; --bad: #ff7b72; --c1: #e3b341; --c2: #79c0ff; --c3: #d2a8ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 72rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; color: var(--weak); font-weight: 600; }
h3 { font-size: 1rem; margin: 0; display: inline; }
a { color: var(--c2); }
.good { color: var(--good); } .bad { color: var(--bad); }
.figures, figcaption, caption { color: var(--weak); font-size: .875rem; }
.property { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .4rem .75rem; content-visibility: auto; contain-intrinsic-size: auto 2.5rem; }
summary { cursor: pointer; }
:focus-visible { outline: 3px solid var(--c2); outline-offset: 2px; }
pre { overflow: auto; background: color-mix(in srgb, var(--ink) 5%, var(--paper)); border-radius: 6px; padding: .75rem; font: 13px/1.45 ui-monospace, monospace; overflow-wrap: normal; }
code { font: .9em ui-monospace, monospace; }
figure { margin: 1rem 0; }
figcaption span { white-space: nowrap; margin-right: .6em; }
.wide { overflow-x: auto; }
.maps { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.maps figure { max-width: 100%; margin: .5rem 0; }
.maps svg { max-width: none; }
svg { --plot-background: var(--paper); color: var(--ink); }
table { border-collapse: collapse; font-size: .875rem; margin: 1rem 0; width: 100%; }
caption { text-align: left; }
th { text-align: left; font-weight: 400; } th, td { padding: .15rem .5rem .15rem 0; vertical-align: top; }
`.trim();
