/**
 * The words of an HTML body, for finding terms in it; documents for analysis are made elsewhere.
 */

/** Elements inside a line of text: without them a word stays whole (`<b>tensor</b>flow`). All others part words. */
const inline = new Set(
  "a abbr acronym b bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var".split(
    " "
  )
)

/**
 * The text of HTML: comments and tags taken out (a blank in the place of those that are not inline), `&lt; &gt; &amp; &quot; &apos; &nbsp;`
 * and numbered characters decoded, code kept. A `<` that begins no tag is text; after a tag that never ends, the rest is left out.
 * Time grows with the length, whatever it holds.
 */
export const bodyText = (html: string): string => {
  let text = ""
  let at = 0
  while (at < html.length) {
    const open = html.indexOf("<", at)
    if (open < 0) break
    text += html.slice(at, open)
    if (html.startsWith("<!--", open)) {
      at = after(html, "-->", open + 4)
    } else if (/[a-z/!]/i.test(html[open + 1] ?? "")) {
      at = tagEnd(html, open)
      text += inline.has(tagName(html, open)) ? "" : " "
    } else {
      text += "<"
      at = open + 1
    }
  }
  return decodeEntities(text + html.slice(at))
}

const after = (html: string, mark: string, from: number): number => {
  const at = html.indexOf(mark, from)
  return at < 0 ? html.length : at + mark.length
}

/** Where a tag's `>` ends it; one inside quotes does not. */
const tagEnd = (html: string, open: number): number => {
  for (let at = open + 1; at < html.length; at++) {
    const char = html[at]
    if (char === ">") return at + 1
    if ((char === '"' || char === "'") && html[at - 1] === "=") {
      const close = html.indexOf(char, at + 1)
      if (close < 0) return html.length
      at = close
    }
  }
  return html.length
}

const tagName = (html: string, open: number): string =>
  /^[a-z][a-z0-9]*/i.exec(html.slice(open + 1, open + 20).replace(/^\//, ""))?.[0].toLowerCase() ?? ""

const charByEntity: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " }

const decodeEntities = (text: string): string =>
  text.replace(/&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return charByEntity[name.toLowerCase()]!
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
  })
