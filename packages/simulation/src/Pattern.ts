/**
 * Patterns of sentences: text with choices, slots for drawn words, and insertions.
 */
import type { Random } from "@praxis/numerics/random"
import { oneOf } from "./sampling.ts"
import type { Word } from "./wordDistributions.ts"

const articles = { "": "", the: "the ", my: "my ", a: "a " } as const
type Article = keyof typeof articles
const insertions = ["code", "link", "emoji", "n"] as const
type Insertion = (typeof insertions)[number]

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "choice"; readonly options: ReadonlyArray<string> }
  | { readonly kind: "word"; readonly article: Article }
  | { readonly kind: "insertion"; readonly insertion: Insertion }

/** A parsed pattern. */
export interface Pattern {
  readonly parts: ReadonlyArray<Part>
  /** Drawn words that it takes. */
  readonly nWords: number
}

/** What fills the insertions of a pattern. */
export type Inserter = (insertion: Insertion, random: Random) => string

/** Parses a pattern; an unknown `{…}` and a `[` or `{` that is never closed throw a `SyntaxError`. */
export const parsePattern = (source: string): Pattern => {
  const pieces = source.match(/\[[^\]]*\]|\{[^}]*\}|[^[{]+/g) ?? []
  if (pieces.join("") !== source) throw new SyntaxError("the pattern has a [ or { that is never closed")
  const parts = pieces.map(parsePart)
  return { parts, nWords: parts.filter((part) => part.kind === "word").length }
}

const parsePart = (source: string): Part => {
  const inner = source.slice(1, -1)
  if (source.startsWith("[")) return { kind: "choice", options: inner.split("|") }
  if (!source.startsWith("{")) return { kind: "text", text: source }
  if (Object.hasOwn(articles, inner)) return { kind: "word", article: inner as Article }
  const insertion = insertions.find((name) => name === inner)
  if (insertion === undefined) throw new SyntaxError(`the pattern has {${inner}}, which is none of the known slots`)
  return { kind: "insertion", insertion }
}

/** The words that a pattern has of itself in any choice, in lower case. */
export const wordsOfPattern = (pattern: Pattern): ReadonlyArray<string> =>
  pattern.parts.flatMap((part) => {
    const texts = part.kind === "text" ? [part.text] : part.kind === "choice" ? part.options : []
    return texts.flatMap((text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [])
  })

/** The pattern with its choices made and its slots filled by `words` from `start` on, its first letter a capital. */
export const fillPattern = (
  pattern: Pattern,
  words: ReadonlyArray<Word>,
  drawn: Int32Array,
  start: number,
  insert: Inserter,
  random: Random
): string => {
  let text = ""
  let next = start
  for (const part of pattern.parts) {
    if (part.kind === "text") text += part.text
    else if (part.kind === "choice") text += oneOf(part.options, random)
    else if (part.kind === "insertion") text += insert(part.insertion, random)
    else text += withArticle(words[drawn[next++]!]!, part.article)
  }
  const first = text.charCodeAt(0)
  return first >= 97 && first <= 122 ? text[0]!.toUpperCase() + text.slice(1) : text
}

/** By sound, as far as spelling tells it: an upload, an uninstaller, but a user and a unit. */
const beginsWithVowel = /^(?:[aeio]|up|un(?!i[^n]))/i

const withArticle = ({ text, isName }: Word, article: Article): string => {
  if (isName) return text
  if (article === "a") return (beginsWithVowel.test(text) ? "an " : "a ") + text
  return articles[article] + text
}
