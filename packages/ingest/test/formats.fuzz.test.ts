import { Buffer } from "node:buffer"
import { readdirSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { fuzz } from "./fuzz.ts"
import { madeUpPosts } from "./madeUpPosts.ts"
import { mutations } from "./mutations.ts"
import { readJson, readParquet } from "./readRows.ts"

const inputs = process.env["PRAXIS_LONG"] === "1" ? 20_000 : 1000
const slowMillis = 5000

const array = Buffer.from(JSON.stringify(madeUpPosts.slice(0, 6), null, 1))
const wrapper = Buffer.from(`{"quota_max":300,"items":${JSON.stringify(madeUpPosts.slice(0, 6))},"has_more":false}`)
const lines = Buffer.from(
  madeUpPosts
    .slice(0, 6)
    .map((post) => `${JSON.stringify(post)}\n`)
    .join("")
)
/** What is put in at random: what formats are made of. */
const words = [
  '"',
  "\\",
  "\\u",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\n",
  "NaN",
  "null",
  "1e999",
  '"Id":1,',
  '"items":[',
  "é"
]

/** The elements of a text that is an array of them; `undefined` where it is none. */
const elementsOf = (text: string): ReadonlyArray<unknown> | undefined => {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

const rowsOf = (rows: ReadonlyArray<unknown>): number =>
  rows.filter((row) => typeof row !== "string" || row.includes("malformed: ")).length

/** Runs `f` and fails where it takes too long. */
const timed = <A>(name: string, f: () => A): A => {
  const start = performance.now()
  const result = f()
  assert.isBelow(performance.now() - start, slowMillis, name)
  return result
}

describe("changed inputs", () => {
  it(`of JSON arrays lose no row, whatever is changed and wherever they are cut (${inputs})`, () => {
    for (const original of [array, wrapper]) {
      for (const { name, bytes } of mutations(original, inputs / 2, words)) {
        const text = bytes.toString("utf8")
        const whole = timed(name, () => readJson(text, "json"))
        const cut = timed(name, () => readJson(text, "json", { chunkBytes: 61, pieceBytes: 100 }))
        assert.strictEqual(cut.problem, whole.problem, name)
        if (whole.problem !== undefined) continue
        assert.deepStrictEqual(cut.rows, whole.rows, name)
        const elements = elementsOf(text)
        if (elements !== undefined) assert.strictEqual(rowsOf(whole.rows), elements.length, name)
      }
    }
  })

  it(`of JSON Lines lose no row (${inputs})`, () => {
    for (const { name, bytes } of mutations(lines, inputs, words)) {
      const text = bytes.toString("utf8")
      const whole = timed(name, () => readJson(text, "jsonl"))
      const cut = timed(name, () => readJson(text, "jsonl", { chunkBytes: 61, pieceBytes: 100 }))
      assert.deepStrictEqual(cut, whole, name)
      assert.strictEqual(whole.problem, undefined)
      assert.strictEqual(rowsOf(whole.rows), text.split("\n").filter((line) => /[^\0-\x20]/.test(line)).length, name)
    }
  })

  it.effect(`of Parquet are read or refused, and never crash or hang (${inputs})`, () =>
    Effect.gen(function* () {
      const folder = new URL("./parquet/", import.meta.url)
      const names = readdirSync(folder).filter((name) => name.endsWith(".parquet") && !name.startsWith("two-million"))
      for (const file of names) {
        const original = readFileSync(new URL(file, folder))
        for (const { name, bytes } of mutations(original, Math.ceil(inputs / names.length), [])) {
          const start = performance.now()
          yield* readParquet(bytes)
          assert.isBelow(performance.now() - start, slowMillis, `${file}, ${name}`)
        }
      }
    })
  )

  for (const [name, contents] of [
    ["JSON", [array, wrapper]],
    ["JSON Lines", [lines]],
    [
      "Parquet",
      ["none", "snappy", "zstd"].map((name) => readFileSync(new URL(`./parquet/${name}.parquet`, import.meta.url)))
    ]
  ] as const) {
    it.effect(`of ${name} are posts and rejects, or a problem with a remedy, through the whole stage`, () =>
      Effect.gen(function* () {
        const { read, refused } = yield* fuzz(contents, { seed: 9, inputs: inputs / 2 })
        assert.isAbove(read, 0)
        assert.isAbove(refused, 0)
      })
    )
  }
})
