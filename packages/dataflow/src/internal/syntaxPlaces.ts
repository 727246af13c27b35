/**
 * Pieces of syntax, and where they stand.
 */
import type { SyntaxPart } from "./syntaxDigest.ts"

/** A piece of syntax, and the lines that it stands in; lines are counted from 1. */
export interface Place {
  readonly text: string
  readonly first: number
  /** Of a node with nodes in it, its first line. */
  readonly last: number
  /** Where the piece begins a node: the number of the last piece that belongs to it, and its last line. */
  readonly whole: { piece: number; readonly last: number } | undefined
}

/** The places of a module's syntax, without what only tells where lists, fields and nodes begin and end. */
export const placesOf = (parts: ReadonlyArray<SyntaxPart>): ReadonlyArray<Place> => {
  const places: Array<Place> = []
  const open: Array<Place> = []
  for (const { text, node } of parts) {
    if (node === undefined) {
      if (text === ")") {
        const whole = open.pop()?.whole
        if (whole !== undefined) whole.piece = places.length - 1
      }
      continue
    }
    const { start, end } = node.loc!
    const isLeaf = node.type === "TemplateElement" || node.type === "Literal" || node.type === "Identifier"
    const begins = text === `(${node.type}`
    const place: Place = {
      text,
      first: start.line,
      last: isLeaf ? end.line : start.line,
      whole: begins ? { piece: places.length, last: end.line } : undefined
    }
    if (begins) open.push(place)
    places.push(place)
  }
  return places
}

/** Lines from the first to the last, counted from 1. */
export type Lines = readonly [first: number, last: number]

/** Pieces `from` to `from + count`. */
export interface Run {
  readonly from: number
  readonly count: number
}

/** The lines of a run; undefined where it is empty. */
export const linesIn = (places: ReadonlyArray<Place>, { from, count }: Run): Lines | undefined => {
  let lines: Lines | undefined
  for (const { first, last, whole } of places.slice(from, from + count)) {
    lines = union(lines, [first, whole !== undefined && whole.piece < from + count ? whole.last : last])
  }
  return lines
}

/** The lines from the first of both to the last of both. */
export const union = (a: Lines | undefined, b: Lines | undefined): Lines | undefined =>
  a === undefined ? b : b === undefined ? a : [Math.min(a[0], b[0]), Math.max(a[1], b[1])]
