/**
 * Counts faults by kind, and how each ended.
 */

/** How a fault ended: a typed error, a result that was computed again, nothing to mend, or a wrong artifact (or any other broken promise). */
export type Ending = "error" | "recomputed" | "unharmed" | "wrong"

/** The faults of one kind. */
export interface Count {
  readonly injected: number
  readonly error: number
  readonly recomputed: number
  readonly unharmed: number
  readonly wrong: number
  /** What was wrong; the first few. */
  readonly problems: ReadonlyArray<string>
}

/** Nothing counted. */
export const empty: Count = { injected: 0, error: 0, recomputed: 0, unharmed: 0, wrong: 0, problems: [] }

/** How many problems are kept a kind. */
const maxProblems = 5

/** Both counts together. */
export const add = (a: Count, b: Count): Count => ({
  injected: a.injected + b.injected,
  error: a.error + b.error,
  recomputed: a.recomputed + b.recomputed,
  unharmed: a.unharmed + b.unharmed,
  wrong: a.wrong + b.wrong,
  problems: [...a.problems, ...b.problems].slice(0, maxProblems)
})

/** Collects the faults of one kind. */
export interface Tally {
  /** Counts one fault; with problems it is wrong, whatever `ending` says. */
  readonly fault: (name: string, ending: Ending, problems?: ReadonlyArray<string>) => void
  readonly count: () => Count
}

/** An empty tally. */
export const tally = (): Tally => {
  let sum = empty
  return {
    fault: (name, ending, problems = []) => {
      const wrong = problems.length > 0 || ending === "wrong"
      sum = add(sum, {
        ...empty,
        injected: 1,
        [wrong ? "wrong" : ending]: 1,
        problems: wrong ? [`${name}: ${problems.join("; ") || "wrong"}`] : []
      })
    },
    count: () => sum
  }
}

/** One line for people. */
export const lineOf = (
  kind: string,
  { injected, error, recomputed, unharmed, wrong }: Count,
  minimum: number
): string =>
  `${kind.padEnd(12)} ${`${injected}`.padStart(6)} injected (at least ${minimum}): ${error} ended in a typed error, ${recomputed} were computed again, ${unharmed} did no harm, ${wrong} wrong`
