import * as Table from "@praxis/dataflow/Table"
import { Documents, Tokens } from "@praxis/tables/Documents"
import { Posts } from "@praxis/tables/Posts"

/** A post with the given text; all that these stages do not read is empty. */
export const post = (id: string, title: string, body: string): Table.RowOf<typeof Posts> => ({
  site: "test",
  id,
  title,
  body,
  tags: [],
  createdAt: null,
  score: null,
  viewCount: null,
  answerCount: null,
  author: null,
  url: null,
  licence: null
})

/** A table of posts from titles and bodies, with ids 1, 2, … */
export const postsOf = (...posts: ReadonlyArray<readonly [title: string, body: string]>): Table.Table<typeof Posts> =>
  Table.fromRows(
    Posts,
    posts.map(([title, body], i) => post(String(i + 1), title, body))
  )

/** A table of documents from their channels. */
export const documentsOf = (
  ...documents: ReadonlyArray<{
    readonly title?: string
    readonly text?: string
    readonly inline?: string
    readonly code?: string
    readonly traceback?: string
  }>
): Table.Table<typeof Documents> =>
  Table.fromRows(
    Documents,
    documents.map(({ code = "", inline = "", text = "", title = "", traceback = "" }, doc) => ({
      doc,
      site: "test",
      id: String(doc + 1),
      title,
      text,
      inline,
      code,
      traceback,
      nCodes: [inline, code, traceback].filter((channel) => channel !== "").length,
      language: "en"
    }))
  )

/** What `Tokens` reads unless a test says otherwise. */
export const titleAndText = {
  channels: { title: "keep", text: "keep", inline: "drop", code: "drop", traceback: "drop" },
  split: "none",
  stem: "none"
} as const

/** A table of tokens from documents whose words are separated by spaces, and channels by ` | `. */
export const tokensOf = (...documents: ReadonlyArray<string>): Table.Table<typeof Tokens> =>
  Table.fromRows(
    Tokens,
    documents.map((document, doc) => {
      const channels = document.split(" | ").map((words) => words.split(" ").filter((word) => word !== ""))
      const tokens = channels.flat()
      let end = 0
      return { doc, tokens, ends: channels.map((words) => (end += words.length)) }
    })
  )
