import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import * as Table from "@praxis/dataflow/Table"
import { Posts } from "@praxis/tables/Posts"
import { readCsv } from "./readCsv.ts"
import { post } from "./rows.ts"

/** The published sample of the first study, each id once, by id. */
export const notebookPosts = (): Table.Table<typeof Posts> => {
  const root = resolve(import.meta.dirname, "../../..")
  const corpora = resolve(root, process.env["PRAXIS_CORPORA"] ?? "../shared/corpora")
  const [header, ...records] = readCsv(readFileSync(resolve(corpora, "stackoverflow-notebooks/dataset.csv"), "utf8"))
  const column = (name: string) => header!.indexOf(name)
  const byId = new Map(records.map((record) => [Number(record[column("Id")]), record]))
  return Table.fromRows(
    Posts,
    Array.from(byId)
      .sort(([a], [b]) => a - b)
      .map(([id, record]) => post(String(id), record[column("Title")]!, record[column("Body")]!))
  )
}
