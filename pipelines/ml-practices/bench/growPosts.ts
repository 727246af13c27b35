/**
 * More posts than there are: real ones with their paragraphs mixed.
 */
import { closeSync, openSync, writeSync } from "node:fs"
import { join } from "node:path"
import { random } from "@praxis/numerics/random"
import { Posts } from "@praxis/tables/Posts"
import { runStudy } from "../test/support/runStudy.ts"

/** The questions that posts are grown from, files of the folder of real posts. */
const sources = ["stackoverflow-notebooks/dataset.csv", "stackoverflow-data-science-2022/QueryResults.csv"]

/** A real question: its title, tags, day and the paragraphs of its body. */
interface Question {
  readonly title: string
  readonly tags: string
  readonly paragraphs: ReadonlyArray<string>
}

/** The real questions of the corpora. */
export const realQuestions = async (corpora: string): Promise<ReadonlyArray<Question>> => {
  const inputs = sources.map((file) => `stackoverflow=${join(corpora, file)}`)
  const run = await runStudy({ inputs, targets: ["posts"] })
  const posts = await run.rows(Posts)
  run.dispose()
  return posts.map(({ body, tags, title }) => ({
    title,
    tags: tags.map((tag) => `<${tag}>`).join(""),
    paragraphs: body.split(/(?<=<\/p>)/)
  }))
}

/**
 * Writes `nPosts` posts as a CSV export, the same for the same questions: each has the title of one question, its
 * paragraphs with probability .7 each (all of them where none was drawn), and a paragraph of another.
 */
export const growPosts = (questions: ReadonlyArray<Question>, nPosts: number, file: string): void => {
  const next = random(7)
  const oneOf = <A>(values: ReadonlyArray<A>): A => values[Math.floor(next() * values.length)]!
  const out = openSync(file, "w")
  writeSync(out, "Id,Title,Body,Tags,CreationDate\n")
  let lines: Array<string> = []
  for (let post = 0; post < nPosts; post++) {
    const { paragraphs, tags, title } = oneOf(questions)
    const drawn = paragraphs.filter(() => next() < 0.7)
    const body = [...(drawn.length === 0 ? paragraphs : drawn), oneOf(oneOf(questions).paragraphs)].join("")
    const day = new Date(Date.UTC(2015, 0, 1 + Math.floor(2900 * next()))).toISOString().slice(0, 10)
    lines.push([String(post + 1), title, body, tags, `${day} 12:00:00`].map(quoted).join(","))
    if (lines.length < 1000 && post < nPosts - 1) continue
    writeSync(out, `${lines.join("\n")}\n`)
    lines = []
  }
  closeSync(out)
}

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`
