/**
 * Digests: SHA-256 in hexadecimal, of bytes and of JSON in its canonical form.
 */
import { createHash, type Hash, hash } from "node:crypto"

/** The SHA-256 of bytes or of a text's UTF-8. */
export const sha256 = (content: Uint8Array | string): string => hash("sha256", content, "hex")

/** A SHA-256 that takes its bytes piece by piece. */
export const incremental = (): Hash => createHash("sha256")

/** True for the text of a SHA-256: 64 hexadecimal digits in lower case. */
export const isDigest = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** Every SHA-256 that a text names, whatever else it holds. */
export const digestsIn = (text: string): ReadonlyArray<string> => text.match(/\b[0-9a-f]{64}\b/g) ?? []

/** JSON without white space and with the keys of every object in code-unit order, so that equal values give equal text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value))

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, member]) => [key, sorted(member)])
  )
}
