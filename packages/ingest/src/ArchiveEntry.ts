/**
 * Files in an archive, and what a name in it may be.
 */
import type { Bytes } from "./Bytes.ts"
import type { ProblemFields } from "./InputError.ts"

/** One file in an archive. */
export interface ArchiveEntry {
  /** As it stands in the archive, with `/` between folders. */
  readonly name: string
  /** True of a link to another file. */
  readonly isLink: boolean
  /** The unpacked bytes, checked against the length and checksum that the archive states; each call reads anew. */
  readonly open: () => Bytes
}

/** What an archive holds. */
export interface Archive {
  /** Without folders. In the order of their names; of 7z as they are packed, which is mostly the same. */
  readonly entries: ReadonlyArray<ArchiveEntry>
  /** Frees what reading holds. */
  readonly close: () => Promise<void>
}

/** Why an archive cannot be read: without its label, which the caller knows. */
export class ArchiveProblem extends Error {
  readonly fields: ProblemFields
  constructor(fields: ProblemFields) {
    super(fields.problem)
    this.fields = fields
  }
}

/** A name as it may be shown: control characters and marks that turn the direction of text are escaped, long names cut. */
export const shownName = (name: string): string => {
  const plain = name.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`
  )
  return plain.length <= maxShown ? plain : `${plain.slice(0, maxShown)}…`
}

const maxShown = 200

/** Refuses names that lead out of a folder, links, and names that stand for two files: in a sound archive there are none. */
export const requireSound = (entries: ReadonlyArray<ArchiveEntry>): void => {
  const seen = new Set<string>()
  for (const { name, isLink } of entries) {
    if (/^(?:\/|[a-z]:|\\)/i.test(name) || name.split(/[/\\]/).includes("..")) {
      throw new ArchiveProblem({
        problem: `the name of its entry ${shownName(name)} leads out of the archive`,
        remedy: packAgain
      })
    }
    if (isLink) {
      throw new ArchiveProblem({
        problem: `its entry ${shownName(name)} is a link to another file`,
        remedy: "Pack the file itself"
      })
    }
    if (seen.has(name)) {
      throw new ArchiveProblem({ problem: `two of its entries are named ${shownName(name)}`, remedy: packAgain })
    }
    seen.add(name)
  }
}

/** What helps against most odd archives. */
export const packAgain = "Unpack it with care, look at what is inside, and give that"
