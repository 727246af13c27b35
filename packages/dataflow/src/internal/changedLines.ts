/**
 * The lines in which two texts of a file differ, as far as the difference counts for a stage's code.
 */
import { changedCode } from "./changedCode.ts"
import { decode } from "./importClosure.ts"
import { type LineChange, lineChanges, linesOf } from "./lineChanges.ts"

/** How a file's lines changed, in the order of the new text; undefined where the file is not text. */
export const changedLines = async (
  path: string,
  before: Uint8Array,
  after: Uint8Array
): Promise<ReadonlyArray<LineChange> | undefined> => {
  if (!isText(before) || !isText(after)) return undefined
  const [old, now] = [decode(before), decode(after)]
  const { diffArrays } = await import("diff")
  const isModule = /\.m?[jt]s$/.test(path)
  const found = isModule ? await changedCode(diffArrays, old, now, /\.m?ts$/.test(path)) : undefined
  return found ?? lineChanges(diffArrays, linesOf(old), linesOf(now))
}

const isText = (bytes: Uint8Array): boolean => {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\0")
  } catch {
    return false
  }
}
