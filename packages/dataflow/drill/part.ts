/**
 * One part of the drill in a process of its own: `node part.ts KIND SIZE INDEX OF FOLDER`. Its last line is the count as JSON.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { Drill } from "./Drill.ts"
import { allKinds } from "./kinds/kinds.ts"
import { cleanRun } from "./oracle.ts"
import { prepare } from "./runStudy.ts"
import { tally } from "./Tally.ts"

const [name, size, index, of, parent] = process.argv.slice(2) as [string, Drill["size"], string, string, string]
const kind = allKinds.find((each) => each.name === name)!
const folder = mkdtempSync(join(parent, `${name}-`))
try {
  const full = join(folder, "full")
  mkdirSync(full)
  prepare(full)
  const clean = await cleanRun(full)
  const counted = tally()
  await kind.run({ folder, clean, full, tally: counted, shard: { index: Number(index), of: Number(of) }, size })
  console.log(JSON.stringify(counted.count()))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
