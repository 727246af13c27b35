import { assert, describe, it } from "@effect/vitest"
import { journalNode } from "../../src/internal/journalEntries.ts"
import type { NodeResult } from "../../src/Run.ts"

const messageOf = (message: string) => {
  const error = { _tag: "XError", message }
  const line = journalNode({ node: { name: "posts" }, status: "failed", error, seconds: 1 } as NodeResult)
  assert.deepInclude(line, { event: "node", node: "posts", status: "failed", error: "XError", seconds: 1 })
  return (line as { readonly message: string | null }).message
}

describe("journalNode", () => {
  it("leaves out a message that names a path of the machine", () => {
    const private_ = [
      "/home/jane/posts.csv: permission denied",
      "cannot read '/tmp/x'",
      "the store (/srv/a b/store) is full",
      "path=/home/jane",
      "~/posts.csv is gone",
      "C:\\Users\\jane\\posts.csv is gone",
      "D:/posts.csv is gone",
      "\\\\server\\share is gone",
      "file:///home/jane/stage.ts names no module"
    ]
    for (const message of private_) assert.isNull(messageOf(message), message)
  })

  it("keeps one that names labels, shares or markup", () => {
    const kept = [
      "own/posts.csv, line 3: no column Id",
      "packages/ingest/src/Posts.ts was edited while it ran",
      "TF/IDF needs 1/2 of the words and / or more",
      "an element <p> is not closed by </p>",
      "https://stackoverflow.com/q/1 is named twice",
      "--set vocabulary.minDf=1 keeps all: 3 of 4"
    ]
    for (const message of kept) assert.strictEqual(messageOf(message), message)
  })
})
