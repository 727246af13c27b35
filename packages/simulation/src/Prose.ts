/**
 * The wording's patterns, parsed once.
 */
import { escapeHtml } from "./escape.ts"
import { type Inserter, type Pattern, parsePattern } from "./Pattern.ts"
import { between, earlyOf, oneOf } from "./sampling.ts"
import type { ProseWording } from "./Wording.ts"

/** Patterns with 1 to 3 drawn words by how many they take; entry 0 is empty. */
type ByWords = ReadonlyArray<ReadonlyArray<Pattern>>

/** See {@link ProseWording}. */
export interface Prose {
  readonly titles: ByWords
  readonly sentences: ByWords
  readonly listEntries: ReadonlyArray<Pattern>
  readonly openings: ReadonlyArray<Pattern>
  readonly asides: ReadonlyArray<Pattern>
  readonly formulas: ReadonlyArray<string>
  readonly codeLeads: ReadonlyArray<Pattern>
  readonly quotes: ReadonlyArray<Pattern>
  readonly closings: ReadonlyArray<Pattern>
  readonly images: ReadonlyArray<string>
  readonly insertIntoTitle: Inserter
  readonly insertIntoBody: Inserter
}

/** Parses all patterns. */
export const parseProse = (wording: ProseWording): Prose => {
  const parse = (patterns: ReadonlyArray<string>) => patterns.map(parsePattern)
  return {
    titles: byWords(parse(wording.titles)),
    sentences: byWords(parse(wording.sentences)),
    listEntries: parse(wording.listEntries),
    openings: parse(wording.openings),
    asides: parse(wording.asides),
    formulas: wording.formulas,
    codeLeads: parse(wording.codeLeads),
    quotes: parse(wording.quotes),
    closings: parse(wording.closings),
    images: wording.images,
    insertIntoTitle: inserter(wording, false),
    insertIntoBody: inserter(wording, true)
  }
}

const byWords = (patterns: ReadonlyArray<Pattern>): ByWords =>
  [0, 1, 2, 3].map((n) => patterns.filter(({ nWords }) => nWords === n))

const inserter =
  (wording: ProseWording, html: boolean): Inserter =>
  (insertion, random) => {
    switch (insertion) {
      case "code": {
        const code = oneOf(wording.inlineCode, random)
        return html ? `<code>${escapeHtml(code)}</code>` : code
      }
      case "link": {
        const [address, text] = earlyOf(wording.links, random)
        return html ? `<a href="${escapeHtml(address)}" rel="nofollow noreferrer">${escapeHtml(text)}</a>` : text
      }
      case "emoji":
        return oneOf(wording.emoji, random)
      case "n":
        return String(between(2, 90, random))
    }
  }
