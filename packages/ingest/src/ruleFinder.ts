/**
 * Where a post holds the terms of a rule: as tags, in its title, in its body, in both variants.
 */
import { findPaperTerms } from "./findPaperTerms.ts"
import { findTerms } from "./findTerms.ts"
import { asTag, type Rule, type TermList } from "./Rule.ts"

/** A post as its author wrote it. */
export interface PostText {
  readonly title: string
  /** HTML. */
  readonly body: string
  /** The text of the body, with code. */
  readonly text: string
  readonly tags: ReadonlyArray<string>
}

/** What a post holds of a list; each array has a place a term, 1 where it is held. */
export interface InList {
  readonly tagged: Uint8Array
  /** Variant `words`: {@link findTerms} in the title and in the body's text with code. */
  readonly words: { readonly title: Uint8Array; readonly body: Uint8Array }
  /** Variant `paper`: {@link findPaperTerms} in the title and in the body's HTML. */
  readonly paper: { readonly title: Uint8Array; readonly body: Uint8Array }
}

/** What a post holds of both lists. */
export interface InRule {
  readonly a: InList
  readonly b: InList
}

/** Finds the terms of both lists in one pass over each text; title and body apart, so that no term is half in the one and half in the other. */
export const ruleFinder = (rule: Rule): ((post: PostText) => InRule) => {
  const { a, b } = rule
  const find = findTerms([...a.terms.map((term) => written(a, term)), ...b.terms.map((term) => written(b, term))])
  const findPaper = findPaperTerms([...a.paperTerms, ...b.paperTerms])
  const findTags = tagFinder([...a.terms, ...b.terms])
  return ({ title, body, text, tags }) => {
    const found = emptyMarks(a.terms.length + b.terms.length)
    findTags(tags, found.tagged)
    find(title, found.words.title)
    find(text, found.words.body)
    findPaper(title, found.paper.title)
    findPaper(body, found.paper.body)
    return split(found, a.terms.length)
  }
}

/** A post that holds no term of the rule. */
export const inNothing = ({ a, b }: Rule): InRule => split(emptyMarks(a.terms.length + b.terms.length), a.terms.length)

const written = ({ spellings = {} }: TermList, term: string): ReadonlyArray<string> => [
  term,
  ...(spellings[term] ?? [])
]

const tagFinder = (terms: ReadonlyArray<string>) => {
  const placesByTag = Map.groupBy(terms.keys(), (i) => asTag(terms[i]!))
  return (tags: ReadonlyArray<string>, found: Uint8Array): void => {
    for (const tag of tags) for (const i of placesByTag.get(tag) ?? []) found[i] = 1
  }
}

const emptyMarks = (size: number): InList => {
  const none = () => new Uint8Array(size)
  return { tagged: none(), words: { title: none(), body: none() }, paper: { title: none(), body: none() } }
}

const split = ({ tagged, words, paper }: InList, at: number): InRule => {
  const part = (start: number, end?: number): InList => {
    const own = (marks: Uint8Array) => marks.subarray(start, end)
    return {
      tagged: own(tagged),
      words: { title: own(words.title), body: own(words.body) },
      paper: { title: own(paper.title), body: own(paper.body) }
    }
  }
  return { a: part(0, at), b: part(at) }
}
