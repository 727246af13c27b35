import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { drawPost } from "@praxis/simulation/drawPost"
import { renderPost } from "@praxis/simulation/renderPost"
import { corpusPlan } from "@praxis/simulation/SimulatedCorpus"
import { smallParams, smallWording } from "./smallWording.ts"

const { model, context } = corpusPlan(smallWording, smallParams, 1)

/** Title and prose as a reader sees them: no code, no quotes, no links, no formulas. */
const prose = (title: string, body: string) =>
  `${title} ${body.replace(/<pre.*?<\/pre>|<code>.*?<\/code>|<blockquote>.*?<\/blockquote>|<a .*?<\/a>/gs, " ").replace(/<[^>]+>/g, " ")}`

describe("renderPost", () => {
  it("writes every drawn word once into title or prose, and no other word of a topic", () => {
    const drawable = new Set(context.words.map(({ text }) => text))
    for (let i = 0; i < 500; i++) {
      const post = drawPost(model, i % 3, 3, random(i))
      const { title, body } = renderPost(context, model.sites[i % 3]!.wording, post, random(i + 1000))
      // Every name of this wording is written with a capital wherever it stands; other words only at the start of a sentence.
      const seen = prose(title, body)
        .match(/[A-Za-z]+/g)!
        .map((word) => (drawable.has(word) ? word : word.toLowerCase()))
        .filter((word) => drawable.has(word))
      const expected = [...post.words].map((word) => context.words[word]!.text)
      assert.deepStrictEqual(seen.sort(), expected.sort())
    }
  })

  it("gives every post one to five tags, those of its topic among them", () => {
    for (let i = 0; i < 200; i++) {
      const post = drawPost(model, 1, 3, random(i))
      const { tags } = renderPost(context, model.sites[1]!.wording, post, random(i))
      assert.isTrue(tags.length >= 1 && tags.length <= 5 && new Set(tags).size === tags.length)
      assert.isTrue(tags.some((tag) => smallWording.topics[post.topic]!.tags.includes(tag)))
    }
  })
})
