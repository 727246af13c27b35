/**
 * Parses a piece of Posts.xml: one element `<row Id="…" …/>` a post inside `<posts>`.
 */
import { Buffer } from "node:buffer"
import { SaxesParser } from "saxes"
import { columnAfter } from "./columnAfter.ts"
import { counted } from "./counted.ts"
import type { ProblemFields } from "./InputError.ts"
import { lineFeeds } from "./lineFeeds.ts"
import { type ParsePiece, type PiecePlace, PieceProblem, type PieceSink, placeholders } from "./Piece.ts"
import { plainRows } from "./plainRows.ts"
import { fieldByAttribute, type RawPost } from "./postFields.ts"
import { raiseMaxFieldBytes } from "./raiseMaxFieldBytes.ts"

/** What a piece inside a dump is read after, on a line of its own so that columns count from the piece's start. */
const before = "<posts>\n"

/**
 * Entities other than the five of XML and numbered characters are a problem, and so is any DOCTYPE: nothing is ever
 * expanded or fetched. A numbered character that XML forbids stays as it is written and is told as an oddity.
 * Tells what a parse of the whole dump tells, wherever it is cut: a piece begins where a row does, and the start of the
 * next row is read at its end.
 */
export const xmlPiece: ParsePiece = (text, { maxFieldBytes }, sink, place) => {
  if (place.isFirst) return parseXml(text, maxFieldBytes, sink, place)
  const plain = plainRows(text, maxFieldBytes, sink)
  const rest = text.subarray(plain.at)
  if (place.end === "row" && isBlank(rest)) return plain.lines + lineFeeds(rest)
  const { lines } = plain
  const after: PieceSink = {
    onRow: (raw, line) => sink.onRow(raw, line + lines),
    onMalformed: (found, line) => sink.onMalformed(found, line + lines),
    onOddity: (oddity, line) => sink.onOddity(oddity, line + lines)
  }
  try {
    const column = columnAfter(text.subarray(0, plain.at), place.column)
    return lines + parseXml(rest, maxFieldBytes, after, { ...place, column })
  } catch (cause) {
    if (!(cause instanceof PieceProblem) || cause.fields.line === undefined) throw cause
    throw new PieceProblem({ ...cause.fields, line: cause.fields.line + lines })
  }
}

const parseXml = (text: Uint8Array, maxFieldBytes: number, sink: PieceSink, place: PiecePlace): number => {
  const parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: "1.0" })
  let rows = 0
  let depth = 0
  let firstLine = 1
  let isEnding = false
  let hasOpenReference = false
  /** The next row's start, under a name that the piece does not hold, and by how much it is longer once it is read. */
  let next = "row."
  let extra = 0
  /** Where an element began or ended last. */
  let mark = { line: 1, position: 0 }

  const problem = ({ line, ...fields }: ProblemFields) =>
    new PieceProblem({ ...(line === undefined ? {} : { line: line - firstLine }), ...fields })
  const here = () => ({
    line: parser.line,
    column: parser.column + 1 - extra + (parser.line === firstLine ? place.column : 0)
  })
  /** Bounds what the parser holds back: an attribute that never ends would grow with the file. */
  const checkSize = () => {
    if (parser.position - mark.position <= maxFieldBytes) return
    throw problem({
      line: mark.line,
      problem: `what begins here, after row ${placeholders.before}, is longer than ${counted(maxFieldBytes, "character")}: a quote in it is probably never closed`,
      remedy: `Unpack or download the file again; if the row is right, ${raiseMaxFieldBytes(maxFieldBytes)}`
    })
  }

  parser.on("error", (error) => {
    const message = error.message.replace(/^(?:\d+:\d+: )?/, "").replace(/\.$/, "")
    if (message === "malformed character entity" && !hasOpenReference) {
      return sink.onOddity("forbidden character reference", parser.line - firstLine)
    }
    if (isEnding) {
      throw problem({
        line: parser.line,
        problem: `the file ends inside ${depth > 0 ? "<posts>" : "the XML"}, after ${placeholders.rowsBefore} (${message})`,
        remedy: "The file is cut off: unpack or download it again"
      })
    }
    throw problem({
      ...here(),
      problem: `the XML is malformed: ${message}`,
      remedy: "The file is damaged: unpack or download it again"
    })
  })
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) {
      throw problem({
        ...here(),
        problem: `expected UTF-8, found the encoding ${encoding}`,
        remedy: "Convert the file to UTF-8"
      })
    }
  })
  parser.on("doctype", () => {
    throw problem({
      ...here(),
      problem: "found a DOCTYPE, which data dumps do not have and which can make a reader fetch or expand anything",
      remedy: "Take the file from archive.org/details/stackexchange, or remove the DOCTYPE if you trust the file"
    })
  })
  parser.on("opentagstart", (tag) => {
    const isNext = tag.name === next
    if (isNext) extra = next.length - "row".length
    const name = isNext ? "row" : tag.name
    if (depth === 0 && name !== "posts") throw problem({ ...here(), ...otherRoot(name) })
    if (depth === 1 && name !== "row")
      throw problem({ ...here(), problem: `expected <row …/> in <posts>, found <${cut(name)}>`, remedy: posts })
    if (depth > 1)
      throw problem({
        ...here(),
        problem: `expected the fields as attributes of <row>, found <${cut(name)}> inside`,
        remedy: posts
      })
    checkSize()
    // The character after the name is read already: where it is a line end, the element began on the line before.
    mark = { line: parser.column === 0 ? parser.line - 1 : parser.line, position: parser.position }
    depth++
  })
  parser.on("opentag", ({ name, attributes }) => {
    checkSize()
    if (name !== "row") return
    const raw: RawPost = {}
    for (const attribute in attributes) {
      const field = fieldByAttribute.get(attribute)
      if (field !== undefined) raw[field] = attributes[attribute]
    }
    rows++
    sink.onRow(raw, mark.line - firstLine)
  })
  parser.on("closetag", () => {
    depth--
    mark = { line: parser.line, position: parser.position }
  })

  if (!place.isFirst) {
    parser.write(before)
    firstLine = parser.line
    mark = { line: parser.line, position: parser.position }
  }
  const content = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString("utf8")
  hasOpenReference = openReference.test(content)
  while (content.includes(next)) next += "."
  parser.write(place.end === "row" ? `${content}<${next} ` : content)
  const lines = parser.line - firstLine
  checkSize()
  if (place.end === "row" && extra === 0) {
    // The parser reads a reference to its semicolon, whatever stands in between.
    throw problem({
      line: mark.line,
      problem: "the XML is malformed: a reference that begins here does not end before the next row",
      remedy: "The file is damaged: unpack or download it again"
    })
  }
  if (place.end === "text") {
    isEnding = true
    parser.close()
    if (place.isFirst && rows === 0) {
      throw problem({
        line: mark.line,
        problem: "expected a <row …/> a post in <posts>, found none",
        remedy: "Unpack or download the dump again, or leave the file out"
      })
    }
  }
  return lines
}

/** What begins like a numbered character and is none: the parser would take all up to the next semicolon, rows included, for its number. */
const openReference = /&#(?!x[\da-f]{1,8};|\d{1,8};)/i

/** True for up to some blanks and line feeds, after which a row begins. */
const isBlank = (text: Uint8Array): boolean => text.length <= 64 && text.every((byte) => byte === 0x20 || byte === 0x0a)

const posts = "Give Posts.xml of a data dump as it is"

const otherRoot = (name: string) =>
  /^(?:comments|users|votes|tags|badges|postlinks|posthistory)$/i.test(name)
    ? {
        problem: `expected <posts>, found <${name}>: it is another table of the dump`,
        remedy: "Give Posts.xml of the same dump"
      }
    : { problem: `expected <posts>, found <${cut(name)}>`, remedy: posts }

const cut = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name)
