/**
 * An id for a post whose export has none.
 */
import { createHash } from "node:crypto"

/** What an id is made of. */
export interface IdentifyingContent {
  readonly site: string
  readonly title: string
  readonly body: string
  readonly tags: ReadonlyArray<string>
  /** Milliseconds since 1970. */
  readonly createdAt: number | null
}

/**
 * `c-` and the first 16 hexadecimal digits of the SHA-256 of the content, written as a JSON array in UTF-8, so that no two
 * contents are written alike. Two different posts among a million get one id with a probability of 1 in 37 million.
 */
export const contentId = ({ site, title, body, tags, createdAt }: IdentifyingContent): string =>
  `c-${createHash("sha256")
    .update(JSON.stringify([site, title, body, tags, createdAt]))
    .digest("hex")
    .slice(0, 16)}`
