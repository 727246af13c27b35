import { Buffer } from "node:buffer"
import type { Scratch } from "@praxis/dataflow/Scratch"
import { rawFiles } from "@praxis/dataflow/testing"
import { Effect, Stream } from "effect"
import { unpack } from "../src/unpack.ts"

/** Temporary files in memory; reading beyond their end is a mistake. */
const scratch: Scratch = {
  file: Effect.sync(() => {
    const chunks: Array<Uint8Array> = []
    let length = 0
    let whole: Buffer | undefined
    return {
      append: (bytes) =>
        Effect.sync(() => {
          chunks.push(new Uint8Array(bytes))
          length += bytes.length
          return length - bytes.length
        }),
      read: (offset, wanted) =>
        Effect.sync(() => {
          whole ??= Buffer.concat(chunks)
          if (!(offset >= 0 && wanted >= 0 && offset + wanted <= length)) throw new RangeError(`${offset} + ${wanted}`)
          return new Uint8Array(whole.subarray(offset, offset + wanted))
        })
    }
  })
}

/** Unpacks a file in memory and reads all its members: label, site and text of each, and the notes. */
export const unpackBytes = (content: Uint8Array, { label = "f", chunkBytes = 65_536 } = {}) =>
  Effect.gen(function* () {
    const unpacked = yield* unpack(rawFiles([{ label, content }], chunkBytes).files[0]!, scratch)
    const members: Array<readonly [label: string, site: string | undefined, content: string]> = []
    for (const member of unpacked.members) {
      const chunks = yield* Stream.runCollect(member.content)
      members.push([member.label, member.site, Buffer.concat(Array.from(chunks)).toString("latin1")])
    }
    return { members, notes: unpacked.notes }
  }).pipe(Effect.scoped)

/** The problem for which a file is refused. */
export const unpackProblem = (
  content: Uint8Array,
  options?: { readonly label?: string; readonly chunkBytes?: number }
) =>
  Effect.flip(unpackBytes(content, options)).pipe(
    Effect.flatMap((error) =>
      error._tag === "InputProblem" ? Effect.succeed(`${error.label}: ${error.problem}`) : Effect.die(error)
    )
  )
