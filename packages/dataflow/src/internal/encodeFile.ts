/**
 * Writes a table's Arrow file block by block.
 */

import { makeData, RecordBatch, type Schema, Struct } from "apache-arrow"
import type { Block, Writer } from "../ArrowFile.ts"
import type { AnyColumn } from "../Column.ts"
import { incremental, sha256 } from "../Digest.ts"
import type { AnyContract, Batch, Columns } from "../Table.ts"
import { arrowSchema } from "./arrowSchema.ts"
import { BlockStream } from "./BlockStream.ts"
import type { ColumnEncoder } from "./ColumnEncoder.ts"
import { makeColumnEncoder } from "./makeColumnEncoder.ts"
import { type BatchLimits, makeCutter } from "./rebatch.ts"

/** A writer whose record batches have the given limits. Holds the rows of one open record batch, once. */
export const makeWriter = <K extends AnyContract>(
  contract: K,
  widths: Readonly<Record<string, number>>,
  limits: BatchLimits
): Writer<K> => {
  const encoders = Object.entries(contract.columns as Columns).map(
    ([name, type]) => [name, makeColumnEncoder(type, widths)] as const
  )
  const cut = makeCutter(limits)
  const stream = new BlockStream()
  const blocks: Array<Block> = []
  let schema: Schema | undefined
  let headBytes = 0
  let headDigest = ""
  let length = 0
  let openRows = 0
  let rows = 0

  const begin = (): ReadonlyArray<Uint8Array> => {
    if (schema) return []
    schema = arrowSchema(contract, Object.fromEntries(encoders.map(([name, encoder]) => [name, encoder.type()])))
    const head = stream.begin(schema)
    headBytes = length = head.length
    headDigest = sha256(head)
    return [head]
  }

  const close = (): ReadonlyArray<Uint8Array> => {
    const head = begin()
    const children = encoders.map(([, encoder]) => encoder.data())
    const data = makeData({ type: new Struct(schema!.fields), length: openRows, nullCount: 0, children })
    const parts = stream.block(new RecordBatch(schema!, data))
    const hash = incremental()
    let bytes = 0
    for (const part of parts) {
      hash.update(part)
      bytes += part.length
    }
    blocks.push({ offset: length, bytes, rows: openRows, digest: hash.digest("hex") })
    length += bytes
    rows += openRows
    openRows = 0
    for (const [, encoder] of encoders) encoder.clear()
    return [...head, ...parts]
  }

  return {
    *write(batch) {
      requireLengths(batch)
      // Without rows, a batch still tells the widths of fixed lists.
      if (batch.numRows === 0) append(encoders, batch, 0, 0)
      for (const { start, end, closes } of cut(batch)) {
        append(encoders, batch, start, end)
        openRows += end - start
        if (closes) yield* close()
      }
    },
    finish: () => {
      const chunks = openRows > 0 ? close() : begin()
      // Many finished writers may wait for the disk; their buffers would add up.
      encoders.length = 0
      return { chunks: [...chunks, stream.end()], rows, blocks, headBytes, headDigest }
    }
  }
}

const append = (
  encoders: ReadonlyArray<readonly [string, ColumnEncoder]>,
  batch: Batch<AnyContract>,
  start: number,
  end: number
): void => {
  for (const [name, encoder] of encoders) {
    try {
      encoder.append((batch.columns as Record<string, AnyColumn>)[name]!, start, end)
    } catch (cause) {
      throw new TypeError(`table "${batch.contract.name}", column ${name}: ${(cause as Error).message}`, { cause })
    }
  }
}

const requireLengths = (batch: Batch<AnyContract>): void => {
  for (const name of Object.keys(batch.contract.columns)) {
    const column = (batch.columns as Record<string, AnyColumn | undefined>)[name]
    if (column?.length !== batch.numRows)
      throw new RangeError(
        `table "${batch.contract.name}", column ${name}: expected ${batch.numRows} rows, found ${column?.length ?? "no column"}`
      )
  }
}
