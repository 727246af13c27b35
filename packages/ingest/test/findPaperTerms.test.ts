import { assert, describe, it } from "@effect/vitest"
import { findPaperTerms } from "../src/findPaperTerms.ts"

const holds = (term: string, text: string): boolean => {
  const found = new Uint8Array(1)
  findPaperTerms([term])(text, found)
  return found[0] === 1
}

describe("findPaperTerms", () => {
  it.each([
    // The blank that a list parted at the comma alone leaves before all terms but the first.
    [" keras", "Keras model does not learn", false],
    [" keras", "A Keras model", true],
    [" keras", "<p>keras</p>", false],
    [" keras", "(keras)", false],
    [" keras", "with\nkeras", false],
    ["artificial intelligence", "Artificial intelligence", true],
    // Inside words.
    [" cnn", "the cnnic registry", true],
    [" cnn", "an rcnn", false],
    [" caffe", "too much caffeine", true],
    [" regression", "autoregression", false],
    [" natural language process", "natural-language, or natural language processing", true],
    ["colab", "colaboratory", true],
    // Blanks are blanks.
    [" scikit learn", "use scikit-learn", false],
    [" scikit learn", "use scikit  learn", false],
    ["jupyter lab", "jupyterlab", false],
    // HTML counts.
    ["jupyter", '<a href="https://jupyter.org">here</a>', true],
    ["jupyter", "&#106;upyter", false],
    // The dot is any character but a line feed, also one of two code units.
    [" tensorflow2.0", "a tensorflow2.0", true],
    [" tensorflow2.0", "a tensorflow2x0", true],
    [" tensorflow2.0", "a tensorflow2\n0", false],
    [" tensorflow2.0", "a tensorflow2\u20280", true],
    [" tensorflow2.0", "a tensorflow2😀0", true],
    // Python folds more than lower case.
    [" classification", "a classi\ufb01cation", true],
    [" tensorflow", "a Ten\u017forflow", true],
    [" caffe", "a ca\ufb00e", true],
    ["strasse", "Straße", true]
  ])("%j in %j: %s", (term, text, found) => assert.strictEqual(holds(term, text), found))

  it("says which terms, and finds nothing without terms", () => {
    const found = new Uint8Array(3)
    findPaperTerms(["jupyter", " caffe", "colab"])("jupyter on colab", found)
    assert.deepStrictEqual(Array.from(found), [1, 0, 1])
    findPaperTerms([])("jupyter", new Uint8Array())
  })
})
