import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { withEngine } from "./engine.ts"

const root = process.env["PRAXIS_CORPORA"] ?? fileURLToPath(new URL("../../../../shared/corpora", import.meta.url))

const labels = ["ai.stackexchange.com-2016-12/Posts.xml", "ai.stackexchange.com-2017-03/Posts.xml"] as const
const params = { maxFieldBytes: 8 << 20, maxRejects: 0.2, columns: {} }

type Attributes = Readonly<Record<string, string>>

/** Questions of a dump by id, attributes as they are written; shares no code with ingest. */
const questionsOf = (text: string): ReadonlyMap<string, Attributes> =>
  new Map(
    Array.from(
      text.matchAll(/^ *<row (.*) \/>\r?$/gm),
      ([, row]) =>
        Object.fromEntries(
          Array.from(row!.matchAll(/(\w+)="([^"]*)"/g), ([, name, value]) => [name!, value!])
        ) as Attributes
    )
      .filter(({ PostTypeId }) => PostTypeId === "1")
      .map((attributes) => [attributes["Id"]!, attributes])
  )

/** The columns of posts by the attribute that each is read from. */
const attributeByColumn = {
  title: "Title",
  body: "Body",
  tags: "Tags",
  createdAt: "CreationDate",
  score: "Score",
  viewCount: "ViewCount",
  answerCount: "AnswerCount",
  author: "OwnerUserId"
}

describe("two dumps of one site", () => {
  it.live("the second adds what is new and changes what changed, to the row, and compare says so", () =>
    withEngine(
      params,
      Effect.fnUntraced(function* ({ run, compareLast }) {
        const texts = yield* Effect.promise(() =>
          Promise.all(labels.map((label) => readFile(`${root}/${label}`, "utf8")))
        )
        const [before, after] = texts.map(questionsOf) as [
          ReadonlyMap<string, Attributes>,
          ReadonlyMap<string, Attributes>
        ]
        const files = labels.map((label, i) => ({ [label]: { site: "ai", content: texts[i]! } }))

        // What must come out, from the independent parse.
        const shared = [...before.keys()].filter((id) => after.has(id))
        const isLater = (id: string) => after.get(id)!["LastActivityDate"]! >= before.get(id)!["LastActivityDate"]!
        assert.isTrue(shared.every(isLater))
        const evidence = [...Object.values(attributeByColumn), "LastActivityDate", "LastEditDate"]
        const changed = shared.filter((id) => evidence.some((name) => before.get(id)![name] !== after.get(id)![name]))
        // What one dump says and the other does not is no change of state, such as an author whose account was deleted.
        const changes = Object.entries(attributeByColumn).flatMap(([column, name]) => {
          const posts = shared.filter((id) => {
            const [was, is] = [before.get(id)![name], after.get(id)![name]]
            return was !== undefined && is !== undefined && was !== is
          }).length
          return posts === 0 ? [] : [{ site: "ai", column, posts }]
        })
        const added = [...after.keys()].filter((id) => !before.has(id))
        const lost = [...before.keys()].filter((id) => !after.has(id))

        assert.deepStrictEqual(
          [before.size, after.size, added.length, lost.length, changed.length],
          [421, 604, 187, 4, 411]
        )

        const first = yield* run(files[0]!)
        assert.strictEqual((yield* first.rows("posts")).length, before.size)

        const both = yield* run({ ...files[0], ...files[1] })
        assert.deepStrictEqual(both.tasks, [labels[1]])
        const posts = yield* both.rows("posts")
        assert.deepStrictEqual(
          posts.map(({ id }) => id),
          [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => Number(a) - Number(b))
        )
        for (const post of posts) {
          const state = after.get(post["id"] as string) ?? before.get(post["id"] as string)!
          assert.strictEqual(post["score"], Number(state["Score"]))
          assert.strictEqual(post["viewCount"], Number(state["ViewCount"]))
        }
        assert.deepStrictEqual(
          (yield* both.rows("state-changes")).filter(({ column }) => column !== "any"),
          changes
        )
        const rejects = (yield* both.rows("rejects")).filter(({ step }) => step === "merge")
        assert.strictEqual(rejects.length, shared.length)
        assert.isTrue(rejects.every(({ input }) => input === labels[0]))
        const earlier = rejects.filter(({ reason }) => reason === "earlier-state").length
        assert.strictEqual(earlier, (yield* both.rows("state-changes"))[0]!["posts"])
        assert.strictEqual(earlier, changed.length)

        const compared = (yield* compareLast).nodes[0]!.outputs.find(({ output }) => output === "posts")!.table!
        assert.deepStrictEqual(compared.key, ["site", "id"])
        assert.deepStrictEqual(
          [compared.added.count, compared.lost.count, compared.shared],
          [added.length, 0, before.size]
        )
        assert.strictEqual(compared.changed, changed.length)
        assert.deepStrictEqual(
          compared.values.map(({ column, changed }) => ({ site: "ai", column, posts: changed })),
          changes
        )

        const alone = yield* run(files[1]!)
        assert.deepStrictEqual(alone.tasks, [])
        assert.strictEqual((yield* alone.rows("posts")).length, after.size)
        const without = (yield* compareLast).nodes[0]!.outputs.find(({ output }) => output === "posts")!.table!
        assert.deepStrictEqual([without.added.count, without.lost.count], [0, lost.length])
      })
    )
  )
})
