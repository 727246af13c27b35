/**
 * What every way to cluster posts has in common.
 */
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** The posts as numbers; row i of both is the same post. Rows that are all zero are not in it. Each method reads one of the two. */
export interface Features {
  /** LSA vectors of unit length (nDocs × dims, row-major). */
  readonly vectors: DenseRows
  /** TF-IDF weights, rows of unit length (nDocs × nTerms). */
  readonly weights: SparseMatrix
}

/** The methods, by name: k-means on the LSA vectors by this project's kernel, by the library, in mini-batches; spherical k-means and NMF on the weights. */
export type Method = "lloyd" | "ml-kmeans" | "mini-batch" | "spherical" | "nmf"

/** How to cluster. */
export interface ClusterOptions {
  readonly method: Method
  readonly k: number
  readonly maxIterations: number
  /** See `lloyd`, `miniBatchKMeans`, `sphericalKMeans`, `nmf`. */
  readonly tolerance: number
}

/** One clustering of posts. */
export interface Clustering {
  /** The cluster of each row, 0 to k − 1; −1 where NMF finds nothing of any topic in it. */
  readonly labels: Int32Array
  /** What the method makes small: of k-means the inertia; of spherical k-means the sum of 1 − cosine; of NMF the squared error. */
  readonly objective: number
  readonly iterations: number
  readonly converged: boolean
}

/** Clusters once, from one seed. All randomness comes from the seed; a cluster may stay empty, and then no label names it. */
export type Cluster = (features: Features, options: ClusterOptions, seed: number) => Clustering
