/**
 * The kernel of the stage `selection`: what a rule says of some posts.
 */
import type { NullableColumn, Utf8Column } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import type { Posts } from "@praxis/tables/Posts"
import { Selection, type SelectionFunnel, type TermHits } from "@praxis/tables/Selection"
import { bodyText } from "./bodyText.ts"
import type { Rule, TermList } from "./Rule.ts"
import { type InList, inNothing, ruleFinder } from "./ruleFinder.ts"
import * as SelectionTally from "./SelectionTally.ts"

/** Some posts, a row each. */
export interface SelectJob {
  readonly site: Utf8Column
  readonly id: Utf8Column
  /** Plain text. */
  readonly title: Utf8Column
  /** HTML. */
  readonly body: Utf8Column
  readonly tags: Table.ColumnsOf<typeof Posts>["tags"]
  readonly createdAt: NullableColumn<Float64Array>
}

/** The same posts, and their counts. */
export interface SelectResult {
  readonly selection: Table.Table<typeof Selection>
  readonly funnel: Table.Table<typeof SelectionFunnel>
  readonly hits: Table.Table<typeof TermHits>
}

/** Marks each post by both variants of the rule, and counts. A post of a site that the rule leaves out has no mark and is in the step `posts` alone. */
export const selectPosts = (rule: Rule, { site, id, title, body, tags, createdAt }: SelectJob): SelectResult => {
  const selection = Table.builder(Selection)
  const tally = SelectionTally.make(rule)
  const find = ruleFinder(rule)
  for (let i = 0; i < site.length; i++) {
    const siteName = site.at(i)
    const year = createdAt.valid[i] === 1 ? new Date(createdAt.values[i]!).getUTCFullYear() : null
    const isStudied = rule.sites.length === 0 || rule.sites.includes(siteName)
    const html = body.at(i)
    const post = { title: title.at(i), body: html, text: bodyText(html), tags: tagsAt(tags, i) }
    const { a: inA, b: inB } = isStudied ? find(post) : inNothing(rule)
    const sides = { words: sideOf(inA, inB, "words"), paper: sideOf(inA, inB, "paper") }
    selection.append({
      site: siteName,
      id: id.at(i),
      tagsA: named(rule.a, inA.tagged),
      tagsB: named(rule.b, inB.tagged),
      termsA: named(rule.a, inA.words.title, inA.words.body),
      termsB: named(rule.b, inB.words.title, inB.words.body),
      rule: sides.words,
      paperRule: sides.paper
    })
    for (const variant of SelectionTally.variants) {
      for (const [step, posts] of stepsOf(inA, inB, variant, sides[variant])) {
        if (posts > 0) tally.addStep({ variant, site: siteName, year, step, posts })
      }
      addHits(tally, variant, "a", rule.a, inA, sides[variant])
      addHits(tally, variant, "b", rule.b, inB, sides[variant])
    }
  }
  return { selection: selection.finish(), funnel: tally.funnel(), hits: tally.hits() }
}

type Side = "a" | "b" | "both" | null

const sideOf = (inA: InList, inB: InList, variant: SelectionTally.Variant): Side => {
  const a = holdsAny(inA.tagged) && mentioned(inB, variant) > 0
  const b = holdsAny(inB.tagged) && mentioned(inA, variant) > 0
  if (a && b) return "both"
  return a ? "a" : b ? "b" : null
}

/** In how many of its two texts, title and body, a post holds a term of a list. */
const mentioned = (list: InList, variant: SelectionTally.Variant): number =>
  Number(holdsAny(list[variant].title)) + Number(holdsAny(list[variant].body))

const holdsAny = (found: Uint8Array): boolean => found.includes(1)

/** Source of the paper's counts: `dataset_knitting.py` puts the hits in titles and those in bodies one after the other. */
const stepsOf = (
  inA: InList,
  inB: InList,
  variant: SelectionTally.Variant,
  side: Side
): ReadonlyArray<readonly [SelectionTally.Step, number]> => {
  const counted = (texts: number) => (variant === "paper" ? texts : Math.min(texts, 1))
  const taggedA = holdsAny(inA.tagged)
  const taggedB = holdsAny(inB.tagged)
  return [
    ["posts", 1],
    ["tagged-a", Number(taggedA)],
    ["tagged-b", Number(taggedB)],
    ["tagged-both", Number(taggedA && taggedB)],
    ["a-mentions-b", taggedA ? counted(mentioned(inB, variant)) : 0],
    ["b-mentions-a", taggedB ? counted(mentioned(inA, variant)) : 0],
    // Side A comes first where the two are put together, and of a post that stands on both its first row is kept.
    ["selected-a", Number(side === "a" || side === "both")],
    ["selected-b", Number(side === "b")],
    ["selected", Number(side !== null)],
    ["selected-only-a", Number(side !== null && !taggedB)],
    ["selected-only-b", Number(side !== null && !taggedA)],
    ["selected-tagged-both", Number(side !== null && taggedA && taggedB)]
  ]
}

const addHits = (
  tally: SelectionTally.SelectionTally,
  variant: SelectionTally.Variant,
  list: "a" | "b",
  { terms }: TermList,
  found: InList,
  side: Side
): void => {
  const { title, body } = found[variant]
  for (let i = 0; i < terms.length; i++) {
    const tagged = found.tagged[i]!
    const mentioned = title[i]! | body[i]!
    if ((tagged | mentioned) === 0) continue
    // Its tags let a post in on the side of their own list, its terms on the other.
    const lets = side === "both" || (side !== null && (side === list ? tagged : mentioned) === 1)
    tally.addHits({ variant, list, term: terms[i]!, tagged, mentioned, selected: Number(lets) })
  }
}

const named = ({ terms }: TermList, ...found: ReadonlyArray<Uint8Array>): ReadonlyArray<string> =>
  terms.filter((_, i) => found.some((each) => each[i] === 1))

const tagsAt = ({ offsets, values }: SelectJob["tags"], i: number): ReadonlyArray<string> =>
  Array.from({ length: offsets[i + 1]! - offsets[i]! }, (_, k) => values.at(offsets[i]! + k))
