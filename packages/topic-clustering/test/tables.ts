import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { random } from "@praxis/numerics/random"
import { DocTermCounts, Documents, DocVectors, Vocabulary } from "@praxis/tables/Documents"
import { Posts } from "@praxis/tables/Posts"
import { Topics } from "@praxis/tables/Topics"

/** Vectors as the table `lsa`, one a row. */
export const vectorsTable = (vectors: ReadonlyArray<ReadonlyArray<number>>, dims = vectors[0]?.length ?? 0) =>
  Table.make(DocVectors, {
    doc: Uint32Array.from(vectors.keys()),
    vector: new FixedListColumn(vectors.length, dims, Float64Array.from(vectors.flat()))
  })

/** What a test says of a document. */
export interface TestDocument {
  readonly site?: string
  readonly id?: string
  readonly title?: string
  readonly text?: string
  readonly nCodes?: number
}

/** Documents of one site with the ids 1, 2, …, unless they say otherwise. */
export const documentsTable = (documents: ReadonlyArray<TestDocument>) =>
  Table.fromRows(
    Documents,
    documents.map((document, doc) => ({
      doc,
      site: "stackoverflow",
      id: String(doc + 1),
      title: `Title ${doc + 1}`,
      text: `Text ${doc + 1}`,
      inline: "",
      code: "",
      traceback: "",
      nCodes: 0,
      language: "en",
      ...document
    }))
  )

/** Posts of one site with the ids 1, 2, …, unless they say otherwise. */
export const postsTable = (posts: ReadonlyArray<Partial<Table.RowOf<typeof Posts>>>) =>
  Table.fromRows(
    Posts,
    posts.map((post, i) => ({
      site: "stackoverflow",
      id: String(i + 1),
      title: `Title ${i + 1}`,
      body: "",
      tags: [],
      createdAt: null,
      score: null,
      viewCount: null,
      answerCount: null,
      author: null,
      url: null,
      licence: null,
      ...post
    }))
  )

/** Topics of posts with the ids 1, 2, …; similarity 0, margin 0 and second −1 unless they say otherwise. */
export const topicsTable = (topics: ReadonlyArray<Partial<Table.RowOf<typeof Topics>> & { readonly topic: number }>) =>
  Table.fromRows(
    Topics,
    topics.map((row, doc) => ({
      doc,
      site: "stackoverflow",
      id: String(doc + 1),
      similarity: 0,
      margin: 0,
      second: -1,
      ...row
    }))
  )

/**
 * `nBlobs` × `perBlob` unit vectors around planted directions, blob i mod nBlobs, noise as large as `spread` a
 * dimension; blob j has its direction along axis j, so `dims` is at least nBlobs.
 */
export const plantedVectors = (seed: number, nBlobs: number, perBlob: number, dims: number, spread: number) => {
  const next = random(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const planted = Array.from({ length: nBlobs * perBlob }, (_, i) => i % nBlobs)
  const vectors = planted.map((blob) => {
    const vector = Array.from({ length: dims }, (_, dim) => (dim === blob ? 1 : 0) + spread * normal())
    const length = Math.hypot(...vector)
    return vector.map((value) => value / length)
  })
  return { planted, vectors }
}

/** The counts and the vocabulary of texts, words split at blanks; `phrases` count as words too where they stand. */
export const countedTexts = (texts: ReadonlyArray<string>, phrases: ReadonlyArray<string> = []) => {
  const docs = texts.map((text) => [
    ...text.split(" ").filter((word) => word !== ""),
    ...phrases.filter((phrase) => text.includes(phrase))
  ])
  const terms = Array.from(new Set(docs.flat())).sort()
  const rows = docs.map((words, doc) => {
    const byTerm = Map.groupBy(words, (word) => terms.indexOf(word))
    const present = Array.from(byTerm.keys()).sort((a, b) => a - b)
    return { doc, terms: present, counts: present.map((term) => byTerm.get(term)!.length) }
  })
  return {
    counts: Table.fromRows(DocTermCounts, rows),
    vocabulary: Table.fromRows(
      Vocabulary,
      terms.map((term) => ({
        term,
        df: docs.filter((words) => words.includes(term)).length,
        tf: docs.flat().filter((word) => word === term).length
      }))
    )
  }
}
