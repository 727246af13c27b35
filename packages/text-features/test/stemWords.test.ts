import { assert, describe, it } from "@effect/vitest"
import snowball from "snowball-stemmers"
import { stemWords } from "../src/stemWords.ts"

describe("stemWords", () => {
  const english = stemWords(snowball.newStemmer("english"))

  it("equals the published examples of the English (Porter 2) stemmer", () => {
    // snowballstem.org, sample vocabulary of the English stemmer.
    const published: Readonly<Record<string, string>> = {
      consign: "consign",
      consigned: "consign",
      consigning: "consign",
      consignment: "consign",
      consistency: "consist",
      consolation: "consol",
      conspicuous: "conspicu",
      knightly: "knight",
      knitting: "knit",
      knocked: "knock",
      generously: "generous",
      skies: "sky",
      dying: "die",
      news: "news"
    }
    for (const [word, stem] of Object.entries(published)) assert.strictEqual(english(word), stem)
  })

  it("gives the same for a word that it has seen", () => {
    assert.deepStrictEqual(["widgets", "widgets"].map(english), ["widget", "widget"])
  })

  it("leaves names and stop words as they are", () => {
    for (const name of "tf.data.datasets python3s numpy==1.21 widgets_box train-tests c++ %matplotlibs having hers".split(
      " "
    ))
      assert.strictEqual(english(name), name)
  })
})
