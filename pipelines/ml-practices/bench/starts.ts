/**
 * The starts of a clustering on the study's own kernel and threads.
 */
import { availableParallelism } from "node:os"
import * as Kernel from "@praxis/dataflow/Kernel"
import type { KernelRunner } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import type { Clustering, ClusterOptions, Features } from "@praxis/topic-clustering/Clusterer"
import type { startCluster } from "@praxis/topic-clustering/startCluster"
import { Effect, Stream } from "effect"

/** Clusters once for each seed; the clusterings in the order of the seeds. */
export type Starts = (
  features: Features,
  options: ClusterOptions,
  seeds: ReadonlyArray<number>
) => Promise<ReadonlyArray<Clustering>>

/** Gives `use` a pool of as many threads as there are cores, which end with it. */
export const withStarts = <A>(use: (starts: Starts) => Promise<A>): Promise<A> =>
  Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(WorkersThreads.make({ size: availableParallelism() }), (workers) =>
        Effect.promise(() => use(startsOn(workers)))
      )
    )
  )

const startsOn =
  (workers: KernelRunner): Starts =>
  (features, options, seeds) =>
    Effect.runPromise(workers.map(kernel, { ...options, features }, Stream.fromIterable(seeds)).pipe(Stream.runCollect))

const kernel = Kernel.make<typeof startCluster>(
  new URL(import.meta.resolve("@praxis/topic-clustering/startCluster")),
  "startCluster"
)

/** The clustering with the lowest objective, the first of equals. */
export const lowest = (clusterings: ReadonlyArray<Clustering>): Clustering =>
  clusterings.reduce((best, next) => (next.objective < best.objective ? next : best))

/** Features of the vectors or the weights alone, so that nothing else goes to the threads. */
export const onlyVectors = ({ vectors }: Features): Features => ({
  vectors,
  weights: {
    nRows: 0,
    nCols: 0,
    offsets: new Int32Array(1),
    indices: new Uint32Array(),
    values: new Float64Array()
  }
})

export const onlyWeights = ({ weights }: Features): Features => ({
  vectors: { length: 0, width: 0, values: new Float64Array() },
  weights
})
