import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { gunzipSync } from "node:zlib"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"

const root = resolve(import.meta.dirname, "../../..")
const folder = resolve(root, process.env["PRAXIS_REFERENCE"] ?? "../shared/reference", "stm-poliblog5k-k20")

const linesOf = (file: string): ReadonlyArray<string> => {
  const bytes = readFileSync(resolve(folder, file))
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")
  return text.trimEnd().split("\n")
}

const records = (file: string) =>
  linesOf(file)
    .slice(1)
    .map((line) => line.split(","))

/** A fit of R stm 1.3.7 (K = 20) on 5,000 blog posts: its input, its word probabilities, its labels and its quality. */
export const stmPoliblog = () => {
  const vocabulary = linesOf("vocab.txt")
  const nTerms = vocabulary.length
  const docs = linesOf("docs_ldac.txt.gz").map((line) =>
    line
      .split(" ")
      .slice(1)
      .map((pair) => pair.split(":").map(Number) as [number, number])
      .sort(([a], [b]) => a - b)
  )
  const offsets = new Int32Array(docs.length + 1)
  docs.forEach((doc, i) => {
    offsets[i + 1] = offsets[i]! + doc.length
  })
  const counts: SparseMatrix = {
    nRows: docs.length,
    nCols: nTerms,
    offsets,
    indices: Uint32Array.from(docs.flatMap((doc) => doc.map(([term]) => term))),
    values: Float64Array.from(docs.flatMap((doc) => doc.map(([, count]) => count)))
  }
  const termCounts = new Float64Array(nTerms)
  counts.indices.forEach((term, at) => {
    termCounts[term]! += counts.values[at]!
  })
  const labels = (measure: string) =>
    records(`labels_${measure}.csv`).map((words) => words.map((word) => word.replaceAll('"', "")))
  const quality = records("quality.csv").map((values) => values.map(Number))
  return {
    vocabulary,
    nTerms,
    nTopics: 20,
    counts,
    termCounts,
    beta: Float64Array.from(records("beta.csv.gz").flatMap((row) => row.map(Number))),
    labels,
    coherence: quality.map(([, coherence]) => coherence!),
    exclusivity: quality.map(([, , exclusivity]) => exclusivity!)
  }
}
