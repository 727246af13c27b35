/**
 * Cuts JSON arrays of objects between their elements.
 */
import type { Buffer } from "node:buffer"
import { closingQuote, endsEscaped } from "./closingQuote.ts"
import { counted } from "./counted.ts"
import type { Cutter, CutterOptions } from "./Piece.ts"
import { PieceBuffer } from "./PieceBuffer.ts"
import { raiseMaxFieldBytes } from "./raiseMaxFieldBytes.ts"

/** What may stand at a place outside elements. */
type Place =
  | "value" // an array, or an object with the member `items`
  | "first element" // an element or the array's end
  | "element"
  | "after element" // a comma or the array's end
  | "first name" // a member's name or the object's end
  | "name"
  | "colon"
  | "member"
  | "after member" // a comma or the object's end

const space = 0x20
const lineFeed = 0x0a
const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openArray = 0x5b
const closeArray = 0x5d
const openObject = 0x7b
const closeObject = 0x7d

/** Names longer than this are none that a cutter looks for. */
const maxNameBytes = 64

/**
 * A cutter of `[{…},{…}]`, of `{"items":[{…}],…}` as the Stack Exchange API answers, and of several of these one after the
 * other. What stands around elements (brackets, commas, other members) becomes blanks in the pieces, line feeds apart, so
 * that a piece is elements with white space between. An element is taken as far as its brackets and quotes go; whether it
 * is valid is for its parser. Throws a problem where the text around elements is broken.
 */
export const jsonCutter = (options: CutterOptions): Cutter => {
  const { problem, maxFieldBytes, pieceBytes } = options
  const buffer = new PieceBuffer()
  const value = new ValueEnd()
  let place: Place = "value"
  /** Where the element or member that is being passed over begins; −1 outside. */
  let valueStart = -1
  let isElement = false
  let isName = false
  let isInObject = false
  let hasItems = false
  let name = ""
  let names: Array<string> = []
  let elements = 0

  const wrong = (at: number, expected: string) => {
    const found = String.fromCodePoint(
      buffer.bytes.toString("utf8", at, Math.min(at + 4, buffer.length)).codePointAt(0)!
    )
    return problem({
      line: buffer.lineAt(at),
      problem: `expected ${expected}, found ${JSON.stringify(found)}, after ${counted(elements, "element")}`,
      remedy: "The JSON is damaged there: mend it, or export it again"
    })
  }

  const begin = (at: number, what: "element" | "member" | "name") => {
    valueStart = at
    isElement = what === "element"
    isName = what === "name"
    value.begin(buffer.bytes[at]!)
  }

  /** Takes the byte at `at`, which is neither white space nor inside a value. */
  const structure = (at: number) => {
    const byte = buffer.bytes[at]!
    switch (place) {
      case "value":
        if (byte === openArray) place = "first element"
        else if (byte === openObject) {
          isInObject = true
          hasItems = false
          names = []
          place = "first name"
        } else throw wrong(at, "an array of objects")
        break
      case "first element":
      case "element":
        if (byte === closeArray && place === "first element") closed()
        else if (byte === closeArray || byte === comma || byte === closeObject || byte === colon)
          throw wrong(at, "an element")
        else begin(at, "element")
        break
      case "after element":
        if (byte === comma) place = "element"
        else if (byte === closeArray) closed()
        else throw wrong(at, "a comma or the end of the array")
        break
      case "first name":
      case "name":
        if (byte === quote) begin(at, "name")
        else if (byte === closeObject && place === "first name") endObject(at)
        else throw wrong(at, "a member's name in quotes")
        break
      case "colon":
        if (byte !== colon) throw wrong(at, "a colon")
        place = "member"
        break
      case "member":
        if (name === "items" && byte === openArray) {
          hasItems = true
          place = "first element"
        } else if (byte === comma || byte === closeObject || byte === closeArray) throw wrong(at, "a value")
        else begin(at, "member")
        break
      case "after member":
        if (byte === comma) place = "name"
        else if (byte === closeObject) endObject(at)
        else throw wrong(at, "a comma or the end of the object")
    }
  }

  const closed = () => {
    place = isInObject ? "after member" : "value"
  }

  const endObject = (at: number) => {
    if (!hasItems) {
      throw problem({
        line: buffer.lineAt(at),
        problem: `expected an array of objects, or an object with the array "items", found one with ${names.length === 0 ? "no members" : names.map((each) => JSON.stringify(each)).join(", ")}`,
        remedy: names.includes("error_message")
          ? "The API answered with an error: ask it again"
          : 'Write an array of objects, as pandas does with orient="records", or one object a line'
      })
    }
    isInObject = false
    place = "value"
  }

  /** Ends the value before `end`. */
  const ended = (end: number) => {
    if (isElement) {
      checkElement(end)
      elements++
      place = "after element"
    } else if (isName) {
      name = end - valueStart <= maxNameBytes ? buffer.bytes.toString("utf8", valueStart + 1, end - 1) : ""
      if (names.length < 8) names.push(name)
      blank(valueStart, end)
      place = "colon"
    } else {
      blank(valueStart, end)
      place = "after member"
    }
    valueStart = -1
  }

  const blank = (start: number, end: number) => {
    for (let at = start; at < end; at++) if (buffer.bytes[at] !== lineFeed) buffer.bytes[at] = space
  }

  const checkElement = (end: number) => {
    if (end - valueStart <= maxFieldBytes) return
    throw problem({
      line: buffer.lineAt(valueStart),
      problem: `element ${elements + 1} begins here and is longer than ${counted(maxFieldBytes, "byte")}: a quote or bracket in it is probably never closed`,
      remedy: `Mend it, or export again; if the element is right, ${raiseMaxFieldBytes(maxFieldBytes)}`
    })
  }

  return {
    write: (text: Buffer) => {
      const pieces: Array<Uint8Array<ArrayBuffer>> = []
      let at = buffer.length
      buffer.append(text)
      while (at < buffer.length) {
        if (valueStart >= 0) {
          const end = value.find(buffer.bytes, at, buffer.length)
          if (end < 0) break
          ended(end)
          at = end
        } else {
          const byte = buffer.bytes[at]!
          if (byte === lineFeed || byte === space || byte === 0x0d || byte === 0x09) at++
          else {
            structure(at)
            if (valueStart < 0) buffer.bytes[at] = space
            at++
          }
        }
        if (valueStart < 0 && at >= pieceBytes) {
          pieces.push(buffer.take(at))
          at = 0
        }
      }
      if (valueStart >= 0) {
        if (isElement) checkElement(buffer.length)
        else {
          // What is no row is not kept: a member of any length takes no room.
          if (!isName || buffer.length - valueStart > maxNameBytes) blank(valueStart, buffer.length)
          if (!isName && buffer.length >= pieceBytes) {
            pieces.push(buffer.take(buffer.length))
            valueStart = 0
          }
        }
      }
      return pieces
    },
    end: () => {
      if (valueStart >= 0 || place !== "value") {
        throw problem({
          line: buffer.lineAt(valueStart >= 0 ? valueStart : buffer.length),
          problem: `the file ends inside ${valueStart >= 0 && isElement ? `element ${elements + 1}, which begins here` : `the JSON, after ${counted(elements, "element")}`}`,
          remedy: "The file is cut off: export or download it again"
        })
      }
      return buffer.length > 0 ? [buffer.take(buffer.length)] : []
    }
  }
}

/** Finds where a value ends that comes in pieces: at its last bracket or quote, or before what ends a number or word. */
class ValueEnd {
  #kind: "nested" | "text" | "word" = "word"
  #depth = 0
  #isQuoted = false
  #isEscaped = false

  /** Starts at the value's first byte, which {@link find} is not given again. */
  begin(first: number): void {
    this.#kind = first === openArray || first === openObject ? "nested" : first === quote ? "text" : "word"
    this.#depth = 1
    this.#isQuoted = this.#kind === "text"
    this.#isEscaped = false
  }

  /** The offset after the value, −1 where it goes on after `end`. */
  find(bytes: Buffer, start: number, end: number): number {
    if (this.#kind === "word") {
      for (let at = start; at < end; at++) {
        const byte = bytes[at]!
        if (byte <= space || byte === comma || byte === closeArray || byte === closeObject) return at
      }
      return -1
    }
    let depth = this.#depth
    let at = start
    if (this.#isQuoted) {
      at = closingQuote(bytes, start, end, this.#isEscaped) + 1
      if (at === 0) {
        this.#isEscaped = endsEscaped(bytes, start, end, this.#isEscaped)
        return -1
      }
      this.#isQuoted = false
      if (this.#kind === "text") return at
    }
    while (at < end) {
      const byte = bytes[at++]!
      if (byte === quote) {
        const textStart = at
        at = closingQuote(bytes, textStart, end) + 1
        if (at === 0) {
          this.#isQuoted = true
          this.#isEscaped = endsEscaped(bytes, textStart, end, false)
          break
        }
      } else if (byte === openObject || byte === openArray) depth++
      else if ((byte === closeObject || byte === closeArray) && --depth === 0) return at
    }
    this.#depth = depth
    return -1
  }
}
