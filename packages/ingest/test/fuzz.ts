import { assert } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { type IngestOptions, ingest } from "./ingest.ts"

/** Mutated inputs of a class: 1,000, and 20,000 where PRAXIS_LONG is 1. */
export const fuzzInputs = process.env["PRAXIS_LONG"] === "1" ? 20_000 : 1000

/** Whole numbers below `n`, the same for the same seed. Source: mulberry32. */
export const seeded = (seed: number) => {
  let state = seed >>> 0
  return (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n
  }
}

/** What damage brings: signs that formats give a meaning, NUL, and bytes that are no UTF-8. */
const signs = [
  '"',
  '""',
  "<",
  ">",
  "&",
  "'",
  ",",
  "\n",
  "\r",
  "\r\n",
  "{",
  "}",
  "[",
  "]",
  ":",
  "\\",
  "<row ",
  "/>",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<?",
  "&#0;",
  "&#x1F;",
  "</posts>",
  "\u0000",
  "\ufeff",
  "é",
  "😀"
].map((text) => Buffer.from(text))
const badBytes = [
  Buffer.of(0xff),
  Buffer.of(0xc0, 0xaf),
  Buffer.of(0xed, 0xa0, 0x80),
  Buffer.of(0xe9),
  Buffer.of(0xf0, 0x9f)
]

/** One to four changes: a flipped bit, a cut, an inserted sign, a slice left out, doubled or moved, two slices swapped. */
export const mutated = (content: Uint8Array, below: (n: number) => number): Buffer => {
  let bytes: Buffer = Buffer.from(content)
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(bytes.length + 1)
    const end = Math.min(bytes.length, at + 1 + below(below(4) === 0 ? bytes.length + 1 : 40))
    const slice = bytes.subarray(at, end)
    switch (below(8)) {
      case 0: {
        const flipped = Buffer.from(bytes)
        if (at < flipped.length) flipped[at] = flipped[at]! ^ (1 << below(8))
        bytes = flipped
        break
      }
      case 1:
        bytes = Buffer.from(bytes.subarray(0, at))
        break
      case 2:
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), signs[below(signs.length)]!, bytes.subarray(at)])
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), badBytes[below(badBytes.length)]!, bytes.subarray(at)])
        break
      case 5:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)])
        break
      case 6:
        bytes = Buffer.concat([bytes.subarray(0, end), slice, bytes.subarray(end)])
        break
      default: {
        const rest = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)])
        const to = below(rest.length + 1)
        bytes = Buffer.concat([rest.subarray(0, to), slice, rest.subarray(to)])
      }
    }
  }
  return bytes
}

/** No input may take longer. */
const maxMillis = 5000

/**
 * Reads `inputs` mutations of the given contents. Each gives its rows, all accounted for, or a problem with a remedy; in any
 * chunks the same. Gives how many were read and how many refused.
 */
export const fuzz = (
  contents: ReadonlyArray<Uint8Array | string>,
  options: IngestOptions & { readonly seed: number; readonly inputs?: number }
) =>
  Effect.gen(function* () {
    const below = seeded(options.seed)
    const sources = contents.map((content) => Buffer.from(content as Uint8Array))
    const outcomes = { read: 0, refused: 0 }
    for (let i = 0; i < (options.inputs ?? fuzzInputs); i++) {
      const bytes = mutated(sources[i % sources.length]!, below)
      const name = `seed ${options.seed}, input ${i}: ${bytes.toString("base64")}`
      const begin = performance.now()
      const outcome = yield* outcomeOf(bytes, { ...options, chunkBytes: 65_536 }, name)
      if (i % 4 === 0) {
        const other = yield* outcomeOf(bytes, { ...options, chunkBytes: 1 + below(64) }, name)
        assert.deepStrictEqual(other, outcome, name)
      }
      assert.isBelow(performance.now() - begin, maxMillis, name)
      outcomes[typeof outcome === "string" ? "refused" : "read"]++
    }
    return outcomes
  })

/** The tables, or what the problem says. A defect fails with the input's name. */
const outcomeOf = (bytes: Uint8Array, options: IngestOptions, name: string) =>
  ingest({ f: bytes }, options).pipe(
    Effect.map(({ output }) => {
      const steps = Table.toRows(output.funnel)
      const sum = (isIt: (step: string) => boolean) =>
        steps.filter(({ step }) => isIt(step)).reduce((n, { rows }) => n + rows, 0)
      assert.strictEqual(
        output.posts.numRows + output.rejects.numRows,
        sum((step) => step === "read"),
        name
      )
      assert.strictEqual(
        sum((step) => step !== "read"),
        sum((step) => step === "read"),
        name
      )
      return output
    }),
    Effect.catch((error) => {
      if (error._tag !== "InputError") return Effect.die(new Error(`${name}: ${error.message}`))
      const [{ problem, remedy, message }] = error.problems as [(typeof error.problems)[number]]
      assert.isAbove(problem.length, 0, name)
      assert.isAbove(remedy.length, 0, name)
      return Effect.succeed(message)
    }),
    Effect.catchDefect((defect) => Effect.die(new Error(`${name}: ${(defect as Error).stack}`)))
  )
