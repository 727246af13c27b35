/**
 * Rows of Posts.xml of a data dump: one element `<row Id="…" …/>` a post inside `<posts>`.
 */
import { Effect } from "effect"
import { counted } from "./counted.ts"
import { fieldByAttribute, type RawPost } from "./postFields.ts"
import { attempt, type RowReader, type RowReaderOptions, raiseMaxFieldBytes } from "./RowReader.ts"

/**
 * Reads a dump. Entities other than the five of XML and numbered characters are a problem, and so is any DOCTYPE:
 * nothing is ever expanded or fetched. A numbered character that XML forbids stays as it is written and is told as an oddity.
 */
export const xmlRows = Effect.fn("xmlRows")(function* (options: RowReaderOptions) {
  const { problem, maxFieldBytes, lineAt, onRow, onOddity } = options
  const { SaxesParser } = yield* Effect.promise(() => import("saxes"))
  const parser = new SaxesParser({ xmlns: false })
  let row = 0
  let depth = 0
  let rowStart = { line: 1, position: 0 }
  let ending = false

  const here = () => ({ line: parser.line, column: parser.column + 1 })

  parser.on("error", (error) => {
    const message = error.message.replace(/^(?:\d+:\d+: )?/, "").replace(/\.$/, "")
    if (message === "malformed character entity") return onOddity("forbidden character reference", parser.line)
    if (ending) {
      throw problem({
        line: parser.line,
        problem: `the file ends inside ${depth > 0 ? "<posts>" : "the XML"}, after ${counted(row, "row")} (${message})`,
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
  parser.on("opentagstart", ({ name }) => {
    if (depth === 0 && name !== "posts") throw problem({ ...here(), ...otherRoot(name) })
    if (depth === 1 && name !== "row")
      throw problem({ ...here(), problem: `expected <row …/> in <posts>, found <${cut(name)}>`, remedy: posts })
    if (depth > 1)
      throw problem({
        ...here(),
        problem: `expected the fields as attributes of <row>, found <${cut(name)}> inside`,
        remedy: posts
      })
    // The character after the name is read already: where it is a line end, the element began on the line before.
    rowStart = { line: parser.column === 0 ? parser.line - 1 : parser.line, position: parser.position }
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
    onRow(raw, ++row, rowStart.line)
  })
  parser.on("closetag", () => {
    depth--
    rowStart = { line: parser.line, position: parser.position }
  })

  /** Bounds what the parser holds back: an attribute that never ends would grow with the file. */
  const checkSize = () => {
    if (parser.position - rowStart.position > maxFieldBytes) {
      throw problem({
        line: rowStart.line,
        problem: `what begins here, after row ${row}, is longer than ${counted(maxFieldBytes, "character")}: a quote in it is probably never closed`,
        remedy: `Unpack or download the file again; if the row is right, ${raiseMaxFieldBytes(maxFieldBytes)}`
      })
    }
  }

  const reader: RowReader = {
    write: (text) =>
      attempt(() => {
        parser.write(text.toString("utf8"))
        lineAt(Number.POSITIVE_INFINITY)
        checkSize()
      }),
    end: () =>
      attempt(() => {
        ending = true
        parser.close()
        if (row === 0)
          throw problem({
            line: rowStart.line,
            problem: "expected a <row …/> a post in <posts>, found none",
            remedy: "Unpack or download the dump again, or leave the file out"
          })
      })
  }
  return reader
})

const posts = "Give Posts.xml of a data dump as it is"

const otherRoot = (name: string) =>
  /^(?:comments|users|votes|tags|badges|postlinks|posthistory)$/i.test(name)
    ? {
        problem: `expected <posts>, found <${name}>: it is another table of the dump`,
        remedy: "Give Posts.xml of the same dump"
      }
    : { problem: `expected <posts>, found <${cut(name)}>`, remedy: posts }

const cut = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name)
