import { assert, describe, it } from "@effect/vitest"
import { topWords } from "../src/topWords.ts"
import { sparseMatrix } from "./sparse.ts"

describe("topWords", () => {
  // Term 0 is everywhere, 1 and 2 are of topic 0, 3 is of topic 1; the last row has no topic.
  const counts = sparseMatrix([
    [1, 2, 0, 0],
    [1, 0, 1, 0],
    [1, 0, 0, 3],
    [0, 9, 9, 9]
  ])
  const labels = Int32Array.from([0, 0, 1, -1])

  it("ranks words by cTfIdf and counts no post without a topic", () => {
    // A = 4.5; topic 0: 2/5 · ln(1 + 4.5/3) = .367, 2/5 · ln(1 + 4.5/2) = .471, 1/5 · ln(1 + 4.5/1) = .341.
    assert.deepStrictEqual(
      topWords(counts, labels, 2, 3).map((words) => Array.from(words)),
      [
        [1, 0, 2],
        [3, 0]
      ]
    )
  })

  it("gives an empty topic no word", () => {
    assert.deepStrictEqual(
      topWords(counts, labels, 3, 1).map((words) => Array.from(words)),
      [[1], [3], []]
    )
  })
})
