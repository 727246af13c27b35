import { Buffer } from "node:buffer"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { withEngine } from "./engine.ts"
import { csv } from "./ingest.ts"

const params = { maxFieldBytes: 100_000, maxRejects: 1, columns: {} }

/** Names, ids and addresses of made-up people; none is part of another word here. */
const people = [
  "Ada Example",
  "Grace Sample",
  "Nobody Inparticular",
  "ada@example.org",
  "91827364",
  "81726354",
  "71625344",
  "Zurich-on-Sea",
  "user51423"
]

const posts = csv([
  [
    "Id",
    "PostTypeId",
    "Title",
    "Body",
    "OwnerUserId",
    "OwnerDisplayName",
    "LastEditorUserId",
    "LastEditorDisplayName",
    "Location",
    "Email"
  ],
  ["1", "1", "Why?", "<p>Because</p>", people[4]!, people[0]!, people[5]!, people[1]!, people[7]!, people[3]!],
  ["2", "1", "How?", "<p>Thus</p>", people[6]!, people[8]!, "", people[2]!, "", ""],
  ["3", "1", "Who?", "<p>Them</p>", people[4]!, "", "", "", "", ""],
  ["3", "1", "Who?", "<p>Them</p>", people[8]!, people[8]!, "", "", "", ""],
  ["4", "2", "", "<p>An answer</p>", people[5]!, people[1]!, people[4]!, people[0]!, "", ""],
  ["", "1", "No id", "<p>b</p>", people[5]!, people[1]!, people[4]!, people[0]!, "", ""]
])

const dump = `<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="7" PostTypeId="1" Title="In a dump?" Body="&lt;p&gt;Yes&lt;/p&gt;" OwnerUserId="${people[4]}" OwnerDisplayName="${people[0]}" LastEditorUserId="${people[5]}" LastEditorDisplayName="${people[1]}" />
  <row Id="8" PostTypeId="2" Body="&lt;p&gt;An answer&lt;/p&gt;" OwnerUserId="${people[6]}" OwnerDisplayName="${people[2]}" />
</posts>
`

describe("people", () => {
  it.effect("leave no name, id or address of theirs in any byte of the store, and group posts all the same", () =>
    withEngine(
      params,
      Effect.fnUntraced(function* ({ run, storedBytes }) {
        const { rows } = yield* run({
          "a.csv": { site: "ai", content: posts },
          "Posts.xml": { site: "ai", content: dump }
        })
        const authors = (yield* rows("posts")).map(({ id, author }) => `${String(id)} ${String(author)}`)
        assert.deepStrictEqual(authors.slice(0, 2), ["1 0", "2 1"])
        assert.strictEqual(authors.at(-1), "7 0")
        const stored = storedBytes()
        assert.isAbove(stored.size, 10)
        for (const [name, bytes] of stored) {
          for (const person of people) {
            for (const encoding of ["utf8", "utf16le"] as const) {
              assert.isFalse(Buffer.from(bytes).includes(Buffer.from(person, encoding)), `${person} in ${name}`)
            }
            if (!/^\d+$/.test(person)) continue
            const number = Buffer.alloc(12)
            number.writeUInt32LE(Number(person))
            number.writeDoubleLE(Number(person), 4)
            assert.isFalse(Buffer.from(bytes).includes(number.subarray(0, 4)), `${person} as uint32 in ${name}`)
            assert.isFalse(Buffer.from(bytes).includes(number.subarray(4)), `${person} as float64 in ${name}`)
          }
        }
      })
    )
  )
})
