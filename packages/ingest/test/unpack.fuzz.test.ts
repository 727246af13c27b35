/**
 * Damaged containers: 1,000 of each kind, 20,000 with PRAXIS_LONG=1.
 */
import { Buffer } from "node:buffer"
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { unpackBytes } from "./unpackBytes.ts"

const fixture = (name: string) => readFileSync(new URL(`./fixtures/archives/${name}`, import.meta.url))

const rounds = process.env["PRAXIS_LONG"] === "1" ? 20_000 : 1000

/** Each fixture is one checksummed file, or an archive whose entries are checksummed: nothing can come out changed. */
const fixturesByKind: Readonly<Record<string, ReadonlyArray<string>>> = {
  gzip: ["posts.gz"],
  xz: ["posts.xz"],
  zstd: ["posts.zst"],
  bzip2: ["posts.bz2"],
  zip: ["dump.zip", "bzip2.zip", "parts.zip"],
  "7z": ["dump-lzma.7z", "dump-lzma2.7z", "dump-bzip2.7z", "dump-deflate.7z", "plain-list.7z", "encrypted.7z"]
}

/** mulberry32: numbers from 0 to n - 1, the same on every run. */
const randomFrom = (seed: number) => {
  let state = seed
  return (n: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n)
  }
}

/** Bytes flipped, set, cut out, put in, repeated or cut off, one to three times. */
const damage = (sound: Buffer, random: (n: number) => number): Buffer => {
  let bytes = Buffer.from(sound)
  for (let times = 1 + random(3); times > 0 && bytes.length > 0; times--) {
    const at = random(bytes.length)
    const length = 1 + random(random(4) === 0 ? bytes.length - at : 8)
    const part = bytes.subarray(at, at + length)
    switch (random(6)) {
      case 0:
        bytes[at]! ^= 1 << random(8)
        break
      case 1:
        bytes[at] = [0, 1, 0x7f, 0x80, 0xff][random(5)]!
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
        break
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(part.map(() => random(256))), bytes.subarray(at)])
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)])
        break
      default:
        bytes = Buffer.from(bytes.subarray(0, at))
    }
  }
  return bytes
}

describe("a damaged container", () => {
  for (const [kind, names] of Object.entries(fixturesByKind)) {
    it.live(
      `of ${kind} is a problem, or gives what was packed, within 5 seconds`,
      () =>
        Effect.gen(function* () {
          const random = randomFrom(20_260_101 + kind.length)
          const known = new Set<string>()
          for (const name of names) {
            const sound = yield* Effect.result(unpackBytes(fixture(name)))
            if (sound._tag === "Success") for (const [, , content] of sound.success.members) known.add(content)
          }
          // The other tables of a dump, where damage makes their names unknown.
          for (const table of ["badges", "comments", "posthistory", "postlinks", "tags", "users", "votes"]) {
            known.add(`<?xml version="1.0" encoding="utf-8"?>\n<${table}>\n  <row Id="1" />\n</${table}>\n`)
          }
          let problems = 0
          for (let round = 0; round < rounds; round++) {
            const bytes = damage(fixture(names[round % names.length]!), random)
            const outcome = yield* unpackBytes(bytes, { chunkBytes: 700 }).pipe(
              Effect.timeout("5 seconds"),
              Effect.result
            )
            if (outcome._tag === "Failure") {
              assert.strictEqual(outcome.failure._tag, "InputProblem", `round ${round}: ${outcome.failure}`)
              problems++
              continue
            }
            for (const [label, , content] of outcome.success.members) {
              // Without its first bytes a file is no container, and passed on as it is.
              const asItIs = label === "f" && content === bytes.toString("latin1")
              if (!asItIs && !known.has(content)) assert.fail(`round ${round}: ${label} came out changed`)
            }
          }
          assert.isAbove(problems, rounds / 2)
        }),
      rounds * 100
    )
  }
})
