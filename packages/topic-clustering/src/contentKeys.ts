import { createHash } from "node:crypto"

/**
 * What a post says, as digests: one of its title and one of its text, each with case and white space folded; none of an
 * empty one. Posts that share a digest have the same title or the same text.
 */
export const contentKeys = (title: string, text: string): ReadonlyArray<string> => {
  const keys: Array<string> = []
  for (const [part, value] of [
    ["title", title],
    ["text", text]
  ] as const) {
    const folded = value.replace(/\s+/gu, " ").trim().toLowerCase()
    if (folded !== "") keys.push(createHash("sha256").update(`${part}:${folded}`).digest("base64"))
  }
  return keys
}
