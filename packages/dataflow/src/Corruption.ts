/**
 * Damage to files, as disks, people and other programs do it, and the way back.
 */
import { randomUUID } from "node:crypto"
import {
  appendFileSync,
  closeSync,
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync
} from "node:fs"
import { dirname, join } from "node:path"

/** What happens to a file. */
export type Corruption =
  /** One bit is another; bits count from the lowest of the first byte. */
  | { readonly kind: "flip"; readonly bit: number }
  /** The file ends after `bytes` bytes. */
  | { readonly kind: "truncate"; readonly bytes: number }
  /** All bytes are 0, in the same number. */
  | { readonly kind: "zero" }
  /** A byte follows that does not belong to it. */
  | { readonly kind: "append" }
  /** It has the content of another file. */
  | { readonly kind: "swap"; readonly content: string }
  /** It is gone. */
  | { readonly kind: "remove" }
  /** A folder with a file in it stands in its place. */
  | { readonly kind: "folder" }
  /** A symbolic link stands in its place; `to` is relative to the file's folder. */
  | { readonly kind: "link"; readonly to: string }

/** The kinds of corruption. */
export const kinds = ["flip", "truncate", "zero", "append", "swap", "remove", "folder", "link"] as const

/** Changes one bit in place and gives the bytes back; without `bit`, one in the middle. Empty bytes stay as they are. */
export const flipBit = <B extends Uint8Array>(bytes: B, bit = (bytes.length >> 1) * 8): B => {
  if (bytes.length > 0) bytes[bit >> 3]! ^= 1 << (bit & 7)
  return bytes
}

/** Damages a file, never its hard links but by `flip`, and gives what undoes it whatever stands there by then. Throws what `node:fs` throws. */
export const corrupt = (file: string, corruption: Corruption): (() => void) => {
  if (corruption.kind === "flip") return flipInPlace(file, corruption.bit)
  const kept = join(dirname(file), `kept-${randomUUID()}`)
  renameSync(file, kept)
  place(file, kept, corruption)
  return () => {
    rmSync(file, { recursive: true, force: true })
    renameSync(kept, file)
  }
}

/** A whole copy of a large file for one bit would be slow. Where the file was moved away meanwhile, undoing fails. */
const flipInPlace = (file: string, bit: number): (() => void) => {
  const flip = () => {
    const handle = openSync(file, "r+")
    const byte = new Uint8Array(1)
    readSync(handle, byte, 0, 1, bit >>> 3)
    writeSync(handle, flipBit(byte, bit & 7), 0, 1, bit >>> 3)
    closeSync(handle)
  }
  flip()
  return flip
}

const place = (file: string, kept: string, corruption: Exclude<Corruption, { readonly kind: "flip" }>): void => {
  switch (corruption.kind) {
    case "truncate":
      copyFileSync(kept, file, constants.COPYFILE_FICLONE)
      truncateSync(file, corruption.bytes)
      break
    case "zero":
      writeFileSync(file, "")
      truncateSync(file, lstatSync(kept).size)
      break
    case "append":
      copyFileSync(kept, file, constants.COPYFILE_FICLONE)
      appendFileSync(file, "x")
      break
    case "swap":
      copyFileSync(corruption.content === file ? kept : corruption.content, file, constants.COPYFILE_FICLONE)
      break
    case "remove":
      break
    case "folder":
      mkdirSync(file)
      writeFileSync(join(file, "inside"), "inside")
      break
    case "link":
      symlinkSync(corruption.to, file)
      break
  }
}
