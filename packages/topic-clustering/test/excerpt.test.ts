import { assert, describe, it } from "@effect/vitest"
import { excerpt } from "@praxis/topic-clustering/excerpt"

describe("excerpt", () => {
  it("folds white space and leaves a short text as it is", () => {
    assert.strictEqual(excerpt("  How do I\n\n restart\tit? ", 20), "How do I restart it?")
  })

  it("ends after a word", () => {
    assert.strictEqual(excerpt("How do I restart the kernel of a notebook", 21), "How do I restart the…")
    assert.strictEqual(excerpt("How do I restart the kernel of a notebook", 20), "How do I restart…")
  })

  it("cuts a long word between code points", () => {
    assert.strictEqual(excerpt("a 😀😀😀😀😀😀😀😀", 6), "a 😀😀😀…")
    assert.strictEqual(excerpt("😀".repeat(6), 6), "😀".repeat(6))
  })

  it("is empty for an empty text", () => {
    assert.strictEqual(excerpt(" \n", 20), "")
  })

  it("counts characters beyond 16 bits once: of three in two it shows one and the sign", () => {
    assert.strictEqual(excerpt("\u{1f600}\u{1f601}\u{1f602}", 2), "\u{1f600}…")
    assert.strictEqual(excerpt("\u{1f600}\u{1f601}", 2), "\u{1f600}\u{1f601}")
  })
})
