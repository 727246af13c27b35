/**
 * One JSON object to its members, with what `JSON.parse` hides.
 */

/** An object, or what was found instead in a few words. */
export type JsonObject =
  | {
      readonly object: Readonly<Record<string, unknown>>
      /** What was put up with. */
      readonly oddities: ReadonlyArray<string>
      readonly found?: undefined
    }
  | { readonly object?: undefined; readonly found: string }

/**
 * The members of the object that is `text`, in which `members` names stand: fewer keys tell that one is named twice. A number
 * of 16 or more digits comes as text. Python's `NaN` and `Infinity`, which JSON does not have, come as text, and as an oddity.
 */
export const jsonObject = (text: string, members: number): JsonObject => {
  let parsed: unknown
  let oddities: ReadonlyArray<string> = []
  try {
    parsed = parse(text)
  } catch (cause) {
    const mended = text.replace(constants, (token, text: string | undefined) => text ?? JSON.stringify(token))
    try {
      if (mended === text) throw cause
      parsed = parse(mended)
      oddities = ["value that JSON does not have (NaN, Infinity)"]
    } catch {
      return { found: `not valid JSON${placeIn(cause)}` }
    }
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return { found: `expected an object, found ${kindOf(parsed)}` }
  }
  if (Object.keys(parsed).length !== members) return { found: "a member is named twice" }
  return { object: parsed as Record<string, unknown>, oddities }
}

/** Texts in quotes, which stay as they are, and the constants outside of them. */
const constants = /("(?:[^"\\]|\\.)*")|-?\bInfinity\b|\bNaN\b/gs

/** So many digits may be more than a number holds. */
const longNumber = /\d{16}/

const parse = (text: string): unknown =>
  longNumber.test(text) ? JSON.parse(text, exactly as (key: string, value: unknown) => unknown) : JSON.parse(text)

/** A number that would lose digits as it is written. */
const exactly = (_: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === "number" && source !== undefined && !Number.isSafeInteger(value) && Number.isInteger(value)
    ? source
    : value

/** Where the parser stopped; its own words would repeat what a person wrote. */
const placeIn = (cause: unknown): string => {
  const position = /position (\d+)/.exec(String(cause))?.[1]
  return position === undefined ? "" : `: look at character ${Number(position) + 1} of it`
}

const kindOf = (value: unknown): string => {
  if (value === null) return "null"
  if (Array.isArray(value)) return "an array"
  return typeof value === "string" ? "a text" : `a ${typeof value}`
}
