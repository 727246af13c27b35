/**
 * A study in which every text is an attack: markup, handlers, addresses, control characters.
 */
import type { StudyShape } from "./studyTables.ts"

/** Vectors as they stand in posts, tags, sites and labels. */
export const vectors: ReadonlyArray<string> = [
  "<script>alert(1)</script>",
  '"><script>alert(2)</script>',
  "'><img src=x onerror=alert(3)>",
  '" onmouseover="alert(4)" autofocus onfocus="alert(4)',
  "</title><script>alert(5)</script>",
  "</style><script>alert(6)</script><style>body{display:none}",
  "</bdi></li></ol></details><svg onload=alert(7)>",
  "<iframe srcdoc='<script>parent.alert(8)</script>'></iframe>",
  "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(9)&gt;'>",
  "<!--><img src=x onerror=alert(10)>-->",
  "<![CDATA[><img src=x onerror=alert(11)>]]>",
  "&lt;script&gt;alert(12)&lt;/script&gt; &#60;img src=x onerror=alert(12)&#62;",
  "<a href=javascript:alert(13)>x</a>",
  "<link rel=stylesheet href=https://evil.example/x.css><meta http-equiv=refresh content='0;url=https://evil.example'>",
  "<base href=https://evil.example/><form action=https://evil.example><input autofocus onfocus=alert(14)>",
  "<img src=https://evil.example/pixel.png><video poster=//evil.example/p.png>",
  "{{constructor.constructor('alert(15)')()}} <%= alert(15) %> `alert(15)`",
  "\u202egnp.<script>alert(16)</script>\u2066",
  "\u0000<scr\u0000ipt>alert(17)</scr\u0000ipt>\u001b[31m\u001b]0;title\u0007\u009b2J",
  "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(18)>#x'/></svg>",
  "\ufeff<\u{e0001}script>alert(19)</script>",
  "__proto__",
  "constructor"
]

const addresses: ReadonlyArray<string> = [
  "javascript:alert(21)",
  'https://a.example/"onclick="alert(22)',
  "https://a.example/<script>alert(23)</script>",
  "data:text/html,<script>alert(24)</script>",
  "java\tscript:alert(25)",
  "https://user:secret@evil.example/"
]

const at = <A>(list: ReadonlyArray<A>, i: number): A => list[i % list.length]!

/** A topic a vector; sites and labels are vectors too. */
export const hostileShape: StudyShape = {
  sites: ["<script>alert(31)</script>", '" onload="alert(32)', "__proto__"],
  firstYear: 2015,
  nYears: 3,
  topics: vectors.map((_, i) => [at(vectors, i), at(vectors, i + 1), at(vectors, i + 2)]),
  most: 60,
  simulated: false,
  title: (words, rank) => words[rank % 3]!,
  excerpt: (words, rank) => words[(rank + 1) % 3]!,
  url: (_, id) => at(addresses, Number(id)),
  address: (site) => at(addresses, site.length),
  label: "<img src=x onerror=alert(33)>.csv"
}
