/** The report on A4: black on white, each topic on pages of its own, tables and headings kept with what they head, addresses printed; what is folded stays out. */
export const paper = `
@page { size: A4; margin: 18mm 16mm; }
@media print {
  tfoot { display: table-row-group; }
  :root {
    --ground: #fff; --surface: #fff; --text: #000; --muted: #444; --line: #ccc; --axis: #666;
    --accent: #2a6f97; --link: #000; --warn-ground: #fff; --warn-line: #000; --warn-text: #000;
  }
  html { font-size: 9.5pt; }
  nav, .skip { display: none; }
  .layout { display: block; max-width: none; padding: 0; }
  .head { padding-top: 0; }
  .banner { border: 1.5pt solid #000; }
  h2 { margin-top: 2.5rem; }
  #corpus > h2, #certainty > h2 { break-before: page; margin-top: 0; padding-top: 0; border-top: 0; }
  h2, h3, h4, caption, thead, figcaption, summary, .size, .evidence .fine, p:has(+ .scroll), p:has(+ .two) { break-after: avoid; }
  .scroll, tr, figcaption, .panel, .strip, .flow-drawing, .posts li, .largest li, .terms div, .banner { break-inside: avoid; }
  .posts li:first-child { break-before: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; background: none; }
  table { font-size: 8.5pt; }
  th, td { padding-right: 1rem; }
  td .words { min-width: 8rem; }
  .n .bar { width: 3rem; }
  .panels { grid-template-columns: repeat(3, 1fr); gap: .75rem 1rem; }
  .two { grid-template-columns: 1fr 1fr; gap: 0 2rem; }
  .topic { break-before: page; margin-top: 0; padding-top: 0; border-top: 0; }
  details:not([open]), h3:has(+ details:not([open])) { display: none; }
  summary { list-style: none; }
  a { text-decoration: none; }
  a[href^="https:"]::after { content: " <" attr(href) ">"; font-weight: 400; font-size: .85em; color: var(--muted); overflow-wrap: anywhere; }
  .prose a[href^="https:"]::after { content: none; }
  p, li { orphans: 3; widows: 3; }
}
`
