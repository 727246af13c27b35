/**
 * The report's one style sheet: light and dark, wide and narrow, screen and paper.
 *
 * One hue carries all quantities; topics are told apart by number and words.
 * Text reaches 4.5:1 against its ground and drawn quantities 3:1 in both schemes.
 */
import { paper } from "./stylesPaper.ts"

export const styles = `
:root {
  --ground: #fdfdfc; --surface: #f5f5f2; --text: #1c2126; --muted: #5a636c; --line: #dfe1de; --axis: #8a9299;
  --accent: #2a6f97; --link: #1d5a80; --warn-ground: #fff4d9; --warn-line: #b7791f; --warn-text: #4d3600; --shade: #00000026;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181b; --surface: #1e2226; --text: #e4e7e9; --muted: #a2abb3; --line: #343a40; --axis: #79828a;
    --accent: #5fa8d3; --link: #8cc4e6; --warn-ground: #33290f; --warn-line: #c99a3c; --warn-text: #f6e3b4; --shade: #ffffff2e;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--text); overflow-wrap: break-word; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; padding: .5rem 1rem; background: var(--ground); }
.patterns { position: absolute; }
.fill { fill: var(--accent); }
.track { fill: var(--line); }
.hatch-ground { fill: var(--ground); }

.layout { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem 5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0; padding: 1rem 0; border-bottom: 1px solid var(--line); font-size: .9rem; }
nav a { display: inline-block; padding: .2rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
main { min-width: 0; }
@media (min-width: 68rem) {
  .layout { display: grid; grid-template-columns: 9rem minmax(0, 1fr); column-gap: 4rem; }
  nav ul { position: sticky; top: 0; flex-direction: column; gap: .35rem; padding: 4.4rem 0 0; border: 0; }
}

h1, h2, h3 { line-height: 1.2; text-wrap: balance; letter-spacing: -.012em; }
h1 { font-size: clamp(1.9rem, 1.4rem + 2.2vw, 2.75rem); margin: 0 0 1rem; max-width: 24ch; letter-spacing: -.022em; }
h2 { font-size: 1.75rem; margin: 5rem 0 1rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.2rem; margin: 2.75rem 0 .75rem; }
h4 { margin: 2rem 0 .5rem; font-size: 1rem; line-height: 1.3; }
h2.minor { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding: 0; border: 0; }
p, .prose, dl.terms { max-width: 42rem; margin: 0 0 1rem; }
.prose { padding-left: 1.2rem; }
.prose li { margin-bottom: .6rem; }
.muted, .fine, .panel-title span { color: var(--muted); }
.fine { font-size: .9rem; }
code { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }

.head { padding-top: 3rem; }
.eyebrow { margin-bottom: .75rem; font-size: .875rem; color: var(--muted); }
.eyebrow b { font-weight: 600; color: var(--text); }
.question { font-size: 1.25rem; line-height: 1.5; color: var(--muted); }
.banner { max-width: 42rem; margin: 1.5rem 0; padding: .9rem 1.1rem; background: var(--warn-ground); color: var(--warn-text); border-left: 4px solid var(--warn-line); border-radius: 2px; }
.banner p { margin: 0; }
.key { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin: 2rem 0; }
.key div { display: flex; flex-direction: column-reverse; }
.key dt { font-size: .875rem; color: var(--muted); }
.key dd { margin: 0; font-size: 2rem; line-height: 1.15; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
.reach { margin: -.5rem 0 1rem; }
.largest { list-style: none; margin: 0 0 1.25rem; padding: 0; max-width: 48rem; }
.largest li { display: grid; grid-template-columns: 5rem minmax(0, 1fr) auto; gap: 0 1rem; padding: .55rem 0; border-bottom: 1px solid var(--line); align-items: baseline; }
.largest .bar { grid-column: 1 / -1; margin-top: .35rem; }
.amount { color: var(--muted); font-size: .9rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
@media (max-width: 34rem) {
  .largest li { grid-template-columns: 5rem minmax(0, 1fr); }
  .largest .words { grid-column: 1 / -1; grid-row: 2; }
  .largest .amount { text-align: right; }
  .key { gap: 1rem 2rem; }
  .key dd { font-size: 1.6rem; }
}

time { white-space: nowrap; }
.base { display: block; min-width: 10rem; color: var(--muted); white-space: normal; }
.scroll {
  overflow-x: auto; margin: 0 0 1.5rem;
  background:
    linear-gradient(to right, var(--ground) 50%, transparent) left / 2.5rem 100% no-repeat local,
    linear-gradient(to left, var(--ground) 50%, transparent) right / 2.5rem 100% no-repeat local,
    linear-gradient(to right, var(--shade), transparent) left / 1rem 100% no-repeat scroll,
    linear-gradient(to left, var(--shade), transparent) right / 1rem 100% no-repeat scroll;
}
table { border-collapse: collapse; font-size: .9rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); font-size: .875rem; padding-bottom: .5rem; }
caption span { display: block; position: sticky; left: 0; max-width: min(42rem, calc(100vw - 2.5rem)); }
th, td { text-align: left; vertical-align: top; padding: .4rem 1.5rem .4rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { vertical-align: bottom; font-weight: 600; border-bottom: 1px solid var(--axis); }
tbody th { font-weight: 500; }
th a { white-space: nowrap; }
tfoot th, tfoot td { font-weight: 600; border-bottom: 0; }
.n { text-align: right; white-space: nowrap; }
thead .n { white-space: normal; }
td .words { display: inline-block; min-width: 11rem; max-width: 36rem; }
th .words { color: var(--muted); font-weight: 400; }
.bar { display: block; width: 100%; height: 4px; margin-top: .25rem; }
.n .bar { width: 5rem; margin-left: auto; }
@media (max-width: 34rem) { th, td { padding-right: .75rem; } td .words { min-width: 6.5rem; } .n .bar { width: 3.5rem; } }
@media (min-width: 50rem) { tbody th:not(:has(.words)) { white-space: nowrap; } }
dl.terms div { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 0 1rem; padding: .25rem 0; font-size: .9rem; }
dl.terms dt { font-weight: 500; }
dl.terms dd { margin: 0; }

.figure { margin: 1.75rem 0 2rem; }
figcaption { max-width: 42rem; margin-bottom: 1rem; font-size: .9rem; color: var(--muted); }
figcaption strong { display: block; font-size: 1rem; color: var(--text); }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1.25rem 1.5rem; }
.panel { min-width: 0; max-width: 22rem; }
.panel-title { margin: 0 0 .25rem; font-size: .875rem; font-weight: 600; }
.panel-title span { display: block; font-weight: 400; }
.plot { display: block; width: 100%; height: auto; font: 10px system-ui, sans-serif; overflow: visible; color: var(--muted); }
.plot text { white-space: pre; font-variant-numeric: tabular-nums; }
.strip { max-width: 35rem; }
.flow-drawing { max-width: 54rem; }
.flows { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; fill: var(--text); font-variant-numeric: tabular-nums; }
.flows text { paint-order: stroke; stroke: var(--ground); stroke-width: 3px; stroke-linejoin: round; }
.flow-heading { font-weight: 600; fill: var(--muted); }
.flow-amount { font-weight: 600; }
.flow-links path { stroke: var(--accent); stroke-opacity: .4; }
.flow-links .dropped { stroke: var(--axis); stroke-opacity: .3; }
rect.dropped { fill: var(--axis); }
.flow-list { display: none; }
@media screen and (max-width: 44rem) { .flow-drawing { display: none; } .flow-list { display: block; } }
summary { cursor: pointer; padding: .3rem 0; font-size: .9rem; color: var(--link); }
summary:hover { text-decoration: underline; }
.numbers { margin-top: .75rem; }

.topic { margin-top: 4rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.topic h3 { margin: 0 0 .25rem; font-size: 1.45rem; }
.topic .number { display: block; margin-bottom: .2rem; font-size: .875rem; font-weight: 600; letter-spacing: 0; color: var(--muted); }
.size { color: var(--muted); }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 3rem; align-items: start; }
.two table { width: 100%; }
.lists th, .lists td { padding-right: .75rem; }
.badge { display: inline-block; padding: 0 .45rem; border: 1.5px solid var(--axis); border-radius: 3px; font-size: .85rem; font-weight: 600; }
.badge.steady { border-color: var(--accent); }
.badge.wavering { border-style: dashed; }
.badge.fleeting, .badge.other { border-style: dotted; color: var(--muted); }
.tree, .tree ul { list-style: none; margin: 0; padding-left: 0; }
.tree ul { margin-left: .35rem; padding-left: 1.1rem; border-left: 1px solid var(--line); }
.tree li { padding: .2rem 0; font-size: .9rem; overflow-wrap: anywhere; }
@media (max-width: 34rem) { .tree ul { margin-left: .1rem; padding-left: .35rem; } }
.evidence summary { font-size: 1rem; font-weight: 600; color: var(--text); }
.posts { list-style: none; margin: 0 0 1rem; padding: 0; max-width: 46rem; }
.posts li { padding: .8rem 0; border-top: 1px solid var(--line); }
.post-title { margin: 0; font-weight: 500; overflow-wrap: anywhere; }
.post-source { margin: .1rem 0 .35rem; font-size: .85rem; color: var(--muted); overflow-wrap: anywhere; }
blockquote { margin: 0; font-size: .925rem; overflow-wrap: anywhere; }
${paper}`
