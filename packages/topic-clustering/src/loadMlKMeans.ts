import type { KMeansEngine } from "./KMeansEngine.ts"

/** Loads the library `ml-kmeans` as an engine. It keeps the rows of the last table as arrays, which it takes in place of typed ones. */
export const loadMlKMeans = async (): Promise<KMeansEngine> => {
  const { kmeans } = await import("ml-kmeans")
  const arraysByValues = new WeakMap<Float64Array, Array<Array<number>>>()
  return ({ length, width, values }, start, options) => {
    let data = arraysByValues.get(values)
    if (data === undefined) {
      data = toArrays(values, length, width)
      arraysByValues.set(values, data)
    }
    const k = start.length / width
    const result = kmeans(data, k, { ...options, initialization: toArrays(start, k, width) })
    return {
      labels: Int32Array.from(result.clusters),
      centroids: Float64Array.from(result.centroids.flat()),
      iterations: result.iterations,
      converged: result.converged
    }
  }
}

const toArrays = (values: Float64Array, length: number, width: number): Array<Array<number>> =>
  Array.from({ length }, (_, i) => Array.from(values.subarray(i * width, (i + 1) * width)))
