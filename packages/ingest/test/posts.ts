import * as Table from "@praxis/dataflow/Table"
import { Posts } from "@praxis/tables/Posts"

/** A post of a test; what is not given is empty, or null where it may be. */
export type TestPost = Pick<Table.RowOf<typeof Posts>, "site" | "id"> & Partial<Table.RowOf<typeof Posts>>

/** Posts of a test, in the order given. */
export const postsOf = (posts: ReadonlyArray<TestPost>): Table.Table<typeof Posts> =>
  Table.fromRows(
    Posts,
    posts.map((post) => ({
      title: "",
      body: "",
      tags: [],
      createdAt: null,
      score: null,
      viewCount: null,
      answerCount: null,
      author: null,
      url: null,
      licence: null,
      ...post
    }))
  )

/** The first instant of a year (UTC). */
export const inYear = (year: number): number => Date.UTC(year, 0)
