import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Schema } from "effect"

const Cell = Table.contract("cells", { cell: Table.uint32 })

/** `n` tasks that each write one row; another `salt` makes all of them new. */
export const Cells = Stage.mapped("cells", {
  module: import.meta.url,
  inputs: {},
  params: Schema.Struct({ n: Schema.Int, salt: Schema.Int }),
  over: Stage.eachCell(({ n, salt }: { readonly n: number; readonly salt: number }) =>
    Array.from({ length: n }, (_, i) => ({ cell: i, salt }))
  ),
  part: Cell,
  output: Cell,
  map: ({ partition: { cell, salt }, output }) =>
    output.write(Table.make(Cell, { cell: Uint32Array.of(salt * 1_000_000 + cell) })),
  combine: Stage.concatenate
})
