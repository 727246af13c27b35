import * as Kernel from "@praxis/dataflow/Kernel"
import type { KernelRunner } from "@praxis/dataflow/Workers"
import type { BlockStrata } from "@praxis/numerics/blockPermutation"
import { Effect, Schema, Stream } from "effect"
import type { permuteBlocks } from "./permuteBlocks.ts"

/** The parameter that says how often is permuted. */
export const permutations = Schema.Int.check(Schema.isGreaterThan(0)).annotate({
  description:
    "Random permutations of each test. No p is below 1 / (1 + this), and q is that times the size of the family, so few of them find nothing."
})

/** The p-value of each class (nClasses) by {@link countExtremes}; jobs of 500 permutations, each with a seed of its own. */
export const permutationPs = (
  workers: KernelRunner,
  strata: BlockStrata,
  permutations: number,
  seed: (job: number) => number
) => {
  const jobs = Array.from({ length: Math.ceil(permutations / perJob) }, (_, job) => ({
    permutations: Math.min(perJob, permutations - job * perJob),
    seed: seed(job)
  }))
  return workers.map(kernel, strata, Stream.fromIterable(jobs)).pipe(
    Stream.runFold(
      () => new Float64Array(strata.nClasses),
      (sums, found) => sums.map((sum, j) => sum + found[j]!)
    ),
    Effect.map((extremes) => extremes.map((count) => (1 + count) / (1 + permutations)))
  )
}

/** What to say where so few permutations cannot bring a single test of the family to q ≤ .05; undefined where they can. */
export const tooFewPermutations = (node: string, permutations: number, family: number): string | undefined =>
  family / (1 + permutations) > 0.05
    ? `${permutations} permutations are too few for ${family} tests: no single one can have q ≤ .05; take ${20 * family - 1} or more (--set ${node}.permutations=${20 * family - 1})`
    : undefined

const kernel = Kernel.make<typeof permuteBlocks>(new URL("./permuteBlocks.ts", import.meta.url), "permuteBlocks")

const perJob = 500
