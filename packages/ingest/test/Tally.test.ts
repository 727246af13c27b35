import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Tally } from "../src/Tally.ts"

describe("Tally", () => {
  it("lists what was read and kept and each reason, and refuses to where a row is lost", () => {
    const tally = new Tally(["a.csv"])
    tally.add(0, "ai", "read", 3)
    tally.add(0, "ai", "kept", 2)
    assert.throws(() => tally.toFunnel(), /a\.csv, site ai: read 3, kept or rejected 2/)
    tally.add(0, "ai", "no-body")
    assert.deepStrictEqual(
      Table.toRows(tally.toFunnel()).map(({ step, rows }) => [step, rows]),
      [
        ["read", 3],
        ["kept", 2],
        ["no-body", 1]
      ]
    )
    tally.add(0, "ai", "no-body")
    assert.throws(() => tally.toFunnel(), /read 3, kept or rejected 4/)
  })
})
