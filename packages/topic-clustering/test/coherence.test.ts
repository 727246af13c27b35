import { assert, describe, it } from "@effect/vitest"
import { ListColumn, Utf8Column } from "@praxis/dataflow/Column"
import type { WindowVariant } from "@praxis/topic-clustering/coherence/addWindows"
import type { TopicWords } from "@praxis/topic-clustering/coherence/CoOccurrence"
import { countWindows } from "@praxis/topic-clustering/coherence/countWindows"
import { cv } from "@praxis/topic-clustering/coherence/cv"
import { inDocuments } from "@praxis/topic-clustering/coherence/inDocuments"
import { npmi } from "@praxis/topic-clustering/coherence/npmi"
import { umass, umassGensim, umassStm } from "@praxis/topic-clustering/coherence/umass"
import reference from "./reference/coherence-gensim.json" with { type: "json" }

/** A document–term matrix of texts, words split at blanks, with the number of each word. */
const matrixOf = (texts: ReadonlyArray<string>) => {
  const docs = texts.map((text) => text.split(" ").filter((word) => word !== ""))
  const vocabulary = Array.from(new Set(docs.flat())).sort()
  const rows = docs.map((words) =>
    Array.from(new Set(words.map((word) => vocabulary.indexOf(word)))).sort((a, b) => a - b)
  )
  const offsets = new Int32Array(rows.length + 1)
  rows.forEach((row, i) => {
    offsets[i + 1] = offsets[i]! + row.length
  })
  return { vocabulary, nRows: rows.length, nCols: vocabulary.length, offsets, indices: Uint32Array.from(rows.flat()) }
}

const documentCounts = (texts: ReadonlyArray<string>, topics: ReadonlyArray<ReadonlyArray<string>>) => {
  const { vocabulary, ...matrix } = matrixOf(texts)
  return inDocuments(
    matrix,
    topics.map((words) => words.map((word) => vocabulary.indexOf(word)))
  )
}

const windowCounts = (
  texts: ReadonlyArray<string>,
  topics: ReadonlyArray<ReadonlyArray<string>>,
  size: number,
  variant: WindowVariant
) => {
  const different = Array.from(new Set(topics.flat()))
  const topicWords: TopicWords = topics.map((words) => words.map((word) => different.indexOf(word)))
  const docs = texts.map((text) => text.split(" ").filter((word) => word !== ""))
  const offsets = new Int32Array(docs.length + 1)
  docs.forEach((doc, i) => {
    offsets[i + 1] = offsets[i]! + doc.length
  })
  const [found] = countWindows(
    { words: Utf8Column.from(different), topicWords, windows: [{ size, variant }] },
    new ListColumn(offsets, Utf8Column.from(docs.flat()))
  )
  return { ...found!, topicWords }
}

const close = (actual: Float64Array, expected: ReadonlyArray<number>, tolerance = 1e-12) => {
  assert.strictEqual(actual.length, expected.length)
  expected.forEach((value, i) => void assert.closeTo(actual[i]!, value, tolerance))
}

describe("umass", () => {
  const texts = ["a b", "a b c", "a", "c"]

  it("equals the values worked out by hand, by rank", () => {
    // D(a) = 3, D(b) = 2, D(a, b) = 2, D(c) = 2, D(a, c) = 1, D(b, c) = 1.
    const found = documentCounts(texts, [["a", "b", "c"]])
    close(umass(found), [Math.log(3 / 3) + Math.log(2 / 3) + Math.log(2 / 2)])
    close(umassGensim(found), [(Math.log(2 / 3) + Math.log(1 / 3) + Math.log(1 / 2)) / 3], 1e-11)
  })

  it("orients stm's pairs by the list of all topics' words, so that an earlier topic changes a later one", () => {
    const [alone] = umassStm(documentCounts(texts, [["a", "b"]]))
    const [, after] = umassStm(documentCounts(texts, [["b"], ["a", "b"]]))
    assert.closeTo(alone!, Math.log(2.01 / 3.01), 1e-12)
    assert.closeTo(after!, Math.log(2.01 / 2.01), 1e-12)
  })

  it("has no value for a topic of one word", () => {
    const [single, pair] = umass(documentCounts(texts, [["b"], ["a", "b"]]))
    assert.isNaN(single)
    assert.closeTo(pair!, Math.log(3 / 3), 1e-12)
  })

  it("equals gensim's u_mass", () => {
    close(umassGensim(documentCounts(reference.texts, reference.topics)), reference.umass)
  })
})

describe("npmi", () => {
  it("is 1 for words that never stand apart, about −1 for words that never meet, 0 for independent ones", () => {
    const topics = [
      ["a", "b"],
      ["a", "c"],
      ["a", "d"]
    ]
    const values = npmi(documentCounts(["a b d", "a b", "c d", "c"], topics))
    assert.closeTo(values[0]!, 1, 1e-9)
    // ln(1e−12 / (1/2 · 1/2)) / −ln(1e−12): ε keeps it off −1.
    assert.closeTo(values[1]!, Math.log(4e-12) / -Math.log(1e-12), 1e-12)
    assert.closeTo(values[2]!, 0, 1e-9)
  })

  it("counts a window at every place, the whole of a shorter document, and none of an empty one", () => {
    const found = windowCounts(["x a b x", "", "a", "b a"], [["a", "b"]], 2, "textbook")
    // Windows: xa, ab, bx; a; ba.
    assert.deepStrictEqual([found.total, Array.from(found.counts[0]!)], [5, [4, 2, 2, 3]])
  })

  it("differs between the variants where a word recurs inside a window", () => {
    // Windows of 3: a x a, x a b, a b x. gensim takes a out when the first leaves, though the second is still inside.
    const [textbook, gensim] = (["textbook", "gensim"] as const).map((variant) =>
      Array.from(windowCounts(["a x a b x"], [["a", "b"]], 3, variant).counts[0]!)
    )
    assert.deepStrictEqual(textbook, [3, 2, 2, 2])
    assert.deepStrictEqual(gensim, [1, 0, 0, 2])
  })

  it("begins each document with an empty window", () => {
    const found = windowCounts(["a", "b", "a b"], [["a", "b"]], 10, "gensim")
    assert.deepStrictEqual([found.total, Array.from(found.counts[0]!)], [3, [2, 1, 1, 2]])
  })

  for (const { gensim, size, textbook } of reference.npmi) {
    it(`equals gensim's c_npmi and the textbook's written out, in windows of ${size}`, () => {
      close(npmi(windowCounts(reference.texts, reference.topics, size, "gensim")), gensim)
      close(npmi(windowCounts(reference.texts, reference.topics, size, "textbook")), textbook)
    })
  }

  it("leaves pairs with a word that occurs nowhere out, and has no value for a topic without a pair", () => {
    const values = npmi(windowCounts(["a b", "a", "b"], [["a", "b", "zzz"], ["a"], ["a", "zzz"], []], 5, "textbook"))
    close(values.subarray(0, 1), [Math.log(1 / 3 / (4 / 9)) / Math.log(3)], 1e-11)
    assert.isTrue(values.subarray(1).every(Number.isNaN))
  })

  it("counts words of several topics for each", () => {
    const found = windowCounts(
      ["a b c"],
      [
        ["a", "b"],
        ["b", "c"]
      ],
      2,
      "textbook"
    )
    assert.deepStrictEqual(
      found.counts.map((counts) => Array.from(counts)),
      [
        [1, 1, 1, 2],
        [2, 1, 1, 1]
      ]
    )
  })
})

describe("cv", () => {
  it("equals the value worked out by hand for two words", () => {
    // Vectors (1, x) and (x, 1), sum (1 + x, 1 + x): the cosine of each is (1 + x) / √(2 (1 + x²)).
    const found = windowCounts(["a b", "a", "b", "x"], [["a", "b"]], 110, "textbook")
    const x = Math.log(1 / 4 / (1 / 4)) / -Math.log(1 / 4)
    close(cv(found), [(1 + x) / Math.sqrt(2 * (1 + x * x))], 1e-9)
  })

  for (const { gensim, size } of reference.cv) {
    it(`equals gensim's c_v in windows of ${size}`, () => {
      close(cv(windowCounts(reference.texts, reference.topics, size, "gensim")), gensim)
    })
  }

  it("leaves words that occur nowhere out, and has no value for a topic without a word", () => {
    const [withUnknown, alone, empty] = cv(
      windowCounts(["a b", "a"], [["a", "zzz", "b"], ["a", "b"], []], 5, "textbook")
    )
    assert.strictEqual(withUnknown, alone)
    assert.isNaN(empty)
  })
})
