/**
 * Peers in Python, on matrices that are written as raw little-endian files with a JSON header.
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** What runs scikit-learn; undefined where it is not installed. */
export interface Peers {
  /** Names and versions. */
  readonly versions: string
  /** Runs `peers/<script>`; what it prints as JSON. A script that fails throws. */
  readonly run: <A>(script: string, ...args: ReadonlyArray<string | number>) => A
}

/** Finds scikit-learn by the interpreter. */
export const findPeers = (python: string): Peers | undefined => {
  const asked = spawnSync(
    python,
    [
      "-c",
      "import pandas, scipy, sklearn, sys; print(f'scikit-learn {sklearn.__version__}, Python {sys.version.split()[0]}')"
    ],
    { encoding: "utf8" }
  )
  if (asked.status !== 0) return undefined
  return {
    versions: asked.stdout.trim(),
    run: (script, ...args) => {
      const file = fileURLToPath(new URL(`./peers/${script}`, import.meta.url))
      const { status, stderr, stdout } = spawnSync(python, ["-W", "ignore", file, ...args.map(String)], {
        encoding: "utf8",
        maxBuffer: 2 ** 28,
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" }
      })
      if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`)
      return JSON.parse(stdout)
    }
  }
}

/** Writes rows as a peer reads them; gives the folder. */
export const writeDense = (folder: string, { length, values, width }: DenseRows): string => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "header.json"), JSON.stringify({ kind: "dense", nRows: length, nCols: width }))
  writeFileSync(join(folder, "values.f64"), bytesOf(values))
  return folder
}

/** Writes a sparse matrix as a peer reads it; gives the folder. */
export const writeSparse = (folder: string, { indices, nCols, nRows, offsets, values }: SparseMatrix): string => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "header.json"), JSON.stringify({ kind: "sparse", nRows, nCols }))
  writeFileSync(join(folder, "values.f64"), bytesOf(values))
  writeFileSync(join(folder, "indices.i32"), bytesOf(indices))
  writeFileSync(join(folder, "offsets.i32"), bytesOf(offsets))
  return folder
}

/** The labels that `kmeans.py` left in a folder, an array a seed. */
export const readLabels = (folder: string, nRows: number): ReadonlyArray<Int32Array> => {
  const labels = new Int32Array(new Uint8Array(readFileSync(join(folder, "labels.i32"))).buffer)
  return Array.from({ length: labels.length / nRows }, (_, seed) => labels.subarray(seed * nRows, (seed + 1) * nRows))
}

/** The numbers of a file of 64-bit floats. */
export const readFloats = (file: string): Float64Array => new Float64Array(new Uint8Array(readFileSync(file)).buffer)

const bytesOf = ({ buffer, byteLength, byteOffset }: Int32Array | Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** What `kmeans.py` prints. */
export interface PeerKMeans {
  readonly seconds: ReadonlyArray<number>
  readonly inertia: ReadonlyArray<number>
  readonly iterations: ReadonlyArray<number>
  readonly peakMb: number
}

/** What `chain.py` prints: seconds of each step. */
export interface PeerChain {
  readonly tfIdf: number
  readonly lsa: number
  readonly kMeans: number
  readonly inertia: number
  readonly peakMb: number
}

/** What `posts.py` prints: seconds of each step. */
export interface PeerPosts extends Omit<PeerChain, "inertia"> {
  readonly read: number
  readonly posts: number
  readonly terms: number
}
