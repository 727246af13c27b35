/**
 * Counts of a rule, by variant: how many posts each step leaves, and how many each term lets in.
 */
import * as Table from "@praxis/dataflow/Table"
import { SelectionFunnel, TermHits } from "@praxis/tables/Selection"
import type { Rule } from "./Rule.ts"

/** The rule as it was meant, and as the paper's code did it; in the order of results. */
export const variants = ["words", "paper"] as const
/** A way to match. */
export type Variant = (typeof variants)[number]

/** The steps in the order of the funnel. */
export const steps = [
  "posts",
  "tagged-a",
  "tagged-b",
  "tagged-both",
  "a-mentions-b",
  "b-mentions-a",
  "selected-a",
  "selected-b",
  "selected",
  "selected-only-a",
  "selected-only-b",
  "selected-tagged-both"
] as const
/** A step of the rule. */
export type Step = (typeof steps)[number]

/** Sums up rows of `selection-funnel` and `term-hits`; sites come out in the order in which they came in. */
export interface SelectionTally {
  /** Adds a row of a funnel. */
  readonly addStep: (row: Table.RowOf<typeof SelectionFunnel>) => void
  /** Adds a row of hits. */
  readonly addHits: (row: Table.RowOf<typeof TermHits>) => void
  /** The sums: all steps of each variant, site and year there is. */
  readonly funnel: () => Table.Table<typeof SelectionFunnel>
  /** The sums: all terms of both lists and variants. */
  readonly hits: () => Table.Table<typeof TermHits>
}

/** Starts at zero, for a rule with these lists. */
export const make = ({ a, b }: Pick<Rule, "a" | "b">): SelectionTally => {
  const yearsBySite = new Map<string, Map<number | null, Record<string, number>>>()
  const hitsByKey = new Map<string, { tagged: number; mentioned: number; selected: number }>()
  return {
    addStep: ({ variant, site, year, step, posts }) => {
      const years = entryOf(yearsBySite, site, () => new Map<number | null, Record<string, number>>())
      const counts = entryOf(years, year, (): Record<string, number> => ({}))
      counts[`${variant} ${step}`] = (counts[`${variant} ${step}`] ?? 0) + posts
    },
    addHits: ({ variant, list, term, tagged, mentioned, selected }) => {
      const hits = entryOf(hitsByKey, `${variant} ${list} ${term}`, noHits)
      hits.tagged += tagged
      hits.mentioned += mentioned
      hits.selected += selected
    },
    funnel: () => {
      const groups = Array.from(yearsBySite).flatMap(([site, years]) =>
        Array.from(years)
          .sort(byYear)
          .map(([year, counts]) => ({ site, year, counts }))
      )
      return Table.fromRows(
        SelectionFunnel,
        variants.flatMap((variant) =>
          groups.flatMap(({ site, year, counts }) =>
            steps.map((step) => ({ variant, site, year, step, posts: counts[`${variant} ${step}`] ?? 0 }))
          )
        )
      )
    },
    hits: () =>
      Table.fromRows(
        TermHits,
        variants.flatMap((variant) =>
          Object.entries({ a, b }).flatMap(([list, { terms }]) =>
            terms.map((term) => ({ variant, list, term, ...(hitsByKey.get(`${variant} ${list} ${term}`) ?? noHits()) }))
          )
        )
      )
  }
}

/** Adds tables of counts to a tally. */
export const add = (
  tally: SelectionTally,
  funnel: Table.Table<typeof SelectionFunnel>,
  hits: Table.Table<typeof TermHits>
): void => {
  Table.toRows(funnel).forEach(tally.addStep)
  Table.toRows(hits).forEach(tally.addHits)
}

const entryOf = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const entry = map.get(key) ?? make()
  map.set(key, entry)
  return entry
}

const noHits = () => ({ tagged: 0, mentioned: 0, selected: 0 })

/** Posts without a year come last. */
const byYear = ([a]: readonly [number | null, unknown], [b]: readonly [number | null, unknown]): number =>
  a === b ? 0 : (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY)
