/**
 * How many posts each step of the selection rule leaves, grouped as sections read it.
 */
import type * as Table from "@praxis/dataflow/Table"
import type { SelectionFunnel } from "@praxis/tables/Selection"

type Row = Table.RowOf<typeof SelectionFunnel>

/** Posts by step; a step without posts may be absent. */
export type StepCounts = ReadonlyMap<string, number>

/** A site, its years in their order, and those without a date last. */
export interface SiteCounts {
  readonly site: string
  readonly counts: StepCounts
  readonly years: ReadonlyArray<{ readonly year: number | null; readonly counts: StepCounts }>
}

/** The steps of one variant of the rule over all sites, and by site in the order of the table. */
export interface RuleCounts {
  readonly total: StepCounts
  readonly sites: ReadonlyArray<SiteCounts>
}

/** Groups the rows of one variant; years of a site without any post are left out. */
export const ruleCounts = (rows: ReadonlyArray<Row>, variant: string): RuleCounts => {
  const own = rows.filter((row) => row.variant === variant)
  return {
    total: countsOf(own),
    sites: [...Map.groupBy(own, (row) => row.site)].map(([site, ofSite]) => ({
      site,
      counts: countsOf(ofSite),
      years: [...Map.groupBy(ofSite, (row) => row.year)]
        .map(([year, ofYear]) => ({ year, counts: countsOf(ofYear) }))
        .filter(({ counts }) => postsAt(counts, "posts") > 0)
        .toSorted((a, b) => (a.year ?? Number.POSITIVE_INFINITY) - (b.year ?? Number.POSITIVE_INFINITY))
    }))
  }
}

/** The posts of a step; 0 where it is absent. */
export const postsAt = (counts: StepCounts, step: string): number => counts.get(step) ?? 0

/** The counts of several sites as one. */
export const sumCounts = (parts: ReadonlyArray<StepCounts>): StepCounts => {
  const sum = new Map<string, number>()
  for (const part of parts) for (const [step, posts] of part) sum.set(step, (sum.get(step) ?? 0) + posts)
  return sum
}

const countsOf = (rows: ReadonlyArray<Row>): StepCounts => {
  const counts = new Map<string, number>()
  for (const { step, posts } of rows) counts.set(step, (counts.get(step) ?? 0) + posts)
  return counts
}
