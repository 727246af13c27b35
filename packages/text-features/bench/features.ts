/**
 * All stages from posts to LSA on seeded posts, in CPU milliseconds, each beside a plain version of its heart where one
 * exists: tags removed by regular expressions, words counted in a map of strings. Usage: node features.ts [nPosts].
 */
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { random } from "@praxis/numerics/random"
import { Effect } from "effect"
import { Counts } from "../src/Counts.ts"
import { Documents } from "../src/Documents.ts"
import { Lsa } from "../src/Lsa.ts"
import { TfIdf } from "../src/TfIdf.ts"
import { Tokens } from "../src/Tokens.ts"
import { Vocabulary } from "../src/Vocabulary.ts"
import { postsOf } from "../test/rows.ts"

const nPosts = Number(process.argv[2] ?? 1617)
const batchRows = 4096

/** Posts of about 100 words in two paragraphs and 700 characters of code, words Zipf-like from 20,000. */
const seededPosts = () => {
  const next = random(1)
  const words = (count: number) =>
    Array.from({ length: count }, () => `w${Math.floor(20_000 * next() ** 4).toString(36)}`).join(" ")
  return postsOf(
    ...Array.from({ length: nPosts }, () => {
      const body = `<p>${words(50)} <code>x &lt; ${words(2)}</code> it&#39;s</p>\n<pre><code>${words(140)}</code></pre>\n<p>${words(50)}</p>`
      return [words(8), body] as const
    })
  )
}

const cpu = async <A>(name: string, run: () => A | Promise<A>): Promise<A> => {
  const start = process.cpuUsage()
  const result = await run()
  const { system, user } = process.cpuUsage(start)
  milliseconds.set(name, (system + user) / 1000)
  return result
}
const milliseconds = new Map<string, number>()
const stage = <A>(name: string, effect: Effect.Effect<{ readonly output: A }, unknown>): Promise<A> =>
  cpu(name, () => Effect.runPromise(effect).then(({ output }) => output))

const posts = seededPosts()
const documents = await stage(
  "documents",
  runStage(Documents, { inputs: { posts }, params: { quotes: "keep", math: "drop" }, batchRows })
)
const tokens = await stage(
  "tokens",
  runStage(Tokens, {
    inputs: { documents },
    params: {
      channels: { title: "keep", text: "keep", inline: "drop", code: "drop", traceback: "drop" },
      split: "none",
      stem: "none"
    },
    batchRows
  })
)
const { vocabulary } = await stage(
  "vocabulary",
  runStage(Vocabulary, {
    inputs: { tokens },
    params: {
      stopWords: ["english", "contractions", "forum"],
      extraStopWords: [],
      numbers: "drop",
      minLength: 1,
      minDf: 5,
      maxDf: 0.5
    },
    batchRows
  })
)
const counts = await stage("counts", runStage(Counts, { inputs: { tokens, vocabulary }, params: {}, batchRows }))
const tfIdf = await stage(
  "tf-idf",
  runStage(TfIdf, { inputs: { counts, vocabulary }, params: { sublinearTf: true, idf: "smooth", norm: "l2" } })
)
await stage(
  "lsa",
  runStage(Lsa, { inputs: { tfIdf, vocabulary }, params: { dims: 50, oversampling: 10, powerIterations: 4 } })
)
const total = Array.from(milliseconds.values()).reduce((sum, value) => sum + value, 0)

const plainTexts = await cpu("plain documents", () =>
  Array.from(posts.columns.body, (body) =>
    body
      .replace(/<pre[\s\S]*?<\/pre>|<code[\s\S]*?<\/code>/g, " ")
      .replace(/<[^>]*>/g, " ")
      .replaceAll("&#39;", "'")
      .replace(/\s+/g, " ")
      .trim()
  )
)
const df = await cpu("plain vocabulary", () => {
  const documentsOf = new Map<string, number>()
  for (let i = 0; i < tokens.numRows; i++) {
    for (const word of new Set(Table.rowAt(tokens, i).tokens)) documentsOf.set(word, (documentsOf.get(word) ?? 0) + 1)
  }
  return documentsOf
})
plainTexts.forEach((text, i) => {
  if (text !== documents.columns.text.at(i).replace(/\s+/g, " "))
    throw new Error(`document ${i} differs from the plain version`)
})
for (const { df: found, term } of Table.toRows(vocabulary)) {
  if (df.get(term) !== found) throw new Error(`the df of ${term} differs from the plain version`)
}

const ratio = (name: string) =>
  `${(milliseconds.get(`plain ${name}`)! / milliseconds.get(name)!).toFixed(2)} × (plain / ours)`
console.log(
  `${nPosts} posts, ${tokens.columns.tokens.values.length} tokens, ${vocabulary.numRows} terms; CPU with compilation`
)
for (const [name, value] of milliseconds) console.log(`${name.padEnd(16)} ${value.toFixed(0).padStart(6)} ms`)
console.log(`all stages ${total.toFixed(0)} ms; documents ${ratio("documents")}, vocabulary ${ratio("vocabulary")}`)
