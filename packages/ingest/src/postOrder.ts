/**
 * The order of posts, and which of several rows of one post is kept.
 */
import { Buffer } from "node:buffer"
import type { PostRow, PostRows } from "./PostRows.ts"

/**
 * Numbers of all rows, sorted as posts are: by site (bytes), then id (shorter first, then bytes). Rows of one post
 * stand together, the one to keep first: see {@link compareVersions}. Depends on what the rows hold; on their place only where they are equal.
 */
export const postOrder = (rows: PostRows, sites: ReadonlyArray<string>): Uint32Array => {
  const rankBySite = rankByBytes(sites)
  const n = rows.length
  const rank = new Uint32Array(n)
  const idLength = new Uint32Array(n)
  /** The id as a number where its decimal digits are exact, which sorts as its bytes do among ids of one length. */
  const idNumber = new Float64Array(n)
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    const { columns, j } = rows.at(i)
    const bytes = columns.id.bytesAt(j)
    rank[i] = rankBySite[columns.site[j]!]!
    idLength[i] = bytes.length
    idNumber[i] = exactNumber(bytes)
    order[i] = i
  }
  return order.sort((a, b) => {
    if (rank[a] !== rank[b]) return rank[a]! - rank[b]!
    if (idLength[a] !== idLength[b]) return idLength[a]! - idLength[b]!
    const difference = idNumber[a]! - idNumber[b]!
    const byId = Number.isNaN(difference) ? Buffer.compare(idOf(rows, a), idOf(rows, b)) : difference
    return byId || compareVersions(rows.rowAt(a), rows.rowAt(b)).order
  })
}

/** True where two rows are of one post. */
export const isSamePost = (rows: PostRows, a: number, b: number): boolean => {
  const { columns: x, j } = rows.at(a)
  const { columns: y, j: k } = rows.at(b)
  return x.site[j] === y.site[k] && Buffer.compare(idOf(rows, a), idOf(rows, b)) === 0
}

/** How two rows of one post compare. */
export interface Comparison {
  /** Below 0 where the first is the one to keep. */
  readonly order: number
  /** Columns in which they differ. */
  readonly differences: ReadonlyArray<string>
  /** Why the one is kept and not the other. */
  readonly why: string
}

/**
 * Compares two rows of one post by what they hold: the one with the later activity is kept, else the one with more views,
 * with more answers, with the greater content in code-unit order; rows that are equal in all are kept by place.
 */
export const compareVersions = (a: PostRow, b: PostRow): Comparison => {
  const differences = contentColumns.filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
  if (differences.length === 0) {
    return { order: a.input - b.input || a.row - b.row, differences, why: "it comes first" }
  }
  const number = preferences.find(({ column }) => a[column] !== b[column])
  if (number !== undefined) {
    return { order: (b[number.column] ?? -1) - (a[number.column] ?? -1), differences, why: number.why }
  }
  const column = differences[0]!
  const order = JSON.stringify(a[column]) > JSON.stringify(b[column]) ? -1 : 1
  return { order, differences, why: `its ${column} sorts last` }
}

const contentColumns = [
  "title",
  "body",
  "tags",
  "createdAt",
  "score",
  "viewCount",
  "answerCount",
  "owner",
  "licence",
  "activeAt"
] as const

const preferences = [
  { column: "activeAt", why: "it has the later activity" },
  { column: "viewCount", why: "it has more views" },
  { column: "answerCount", why: "it has more answers" }
] as const

const idOf = (rows: PostRows, i: number): Uint8Array => {
  const { columns, j } = rows.at(i)
  return columns.id.bytesAt(j)
}

const rankByBytes = (names: ReadonlyArray<string>): Uint32Array => {
  const ranks = new Uint32Array(names.length)
  Array.from(names.keys())
    .sort((a, b) => Buffer.compare(Buffer.from(names[a]!), Buffer.from(names[b]!)))
    .forEach((name, rank) => {
      ranks[name] = rank
    })
  return ranks
}

const exactNumber = (digits: Uint8Array): number => {
  if (digits.length > 15) return Number.NaN
  let value = 0
  for (const digit of digits) {
    if (digit < 48 || digit > 57) return Number.NaN
    value = value * 10 + (digit - 48)
  }
  return value
}
