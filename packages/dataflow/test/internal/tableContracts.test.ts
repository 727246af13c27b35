import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { tableContracts } from "../../src/internal/tableContracts.ts"

describe("tableContracts", () => {
  it("reads every type as it is described", () => {
    const All = Table.contract("all", {
      a: Table.int8,
      b: Table.uint64,
      c: Table.float32,
      d: Table.bool,
      e: Table.timestamp,
      f: Table.nullable(Table.utf8),
      g: Table.list(Table.utf8),
      h: Table.fixedList(Table.float64, "dims"),
      i: Table.fixedList(Table.list(Table.uint32), 3),
      j: Table.list(Table.fixedList(Table.int16, 2)),
      k: Table.nullable(Table.list(Table.list(Table.bool)))
    })
    const described = `report: file report.html\nx-all: table all (${Table.describe(All)})\nraw: files files`
    assert.deepStrictEqual([...tableContracts(described)], [["x-all", All]])
  })

  it("leaves out what is described in another form", () => {
    const described = "a: table a (x: decimal)\nb: table b (x: list<utf8)\nc: table c (x: utf8)\nd\n"
    assert.deepStrictEqual([...tableContracts(described)], [["c", Table.contract("c", { x: Table.utf8 })]])
  })
})
