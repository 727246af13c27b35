/**
 * Tables as Arrow IPC files: equal values give equal bytes, by whatever route the values came.
 *
 * A file is a head (magic and schema), one block a record batch, and a footer. Blocks are cut by rows and
 * bytes alone, so neither the sizes of the batches that are written nor the way their columns lie in memory
 * show in the file. Nothing stands in it but the rows, their types and the contract's name.
 *
 * Arrow has no checksum, and a damaged file can be read silently wrong or make the reader hang: check a
 * block's digest before it is decoded.
 */
import { type Schema as ArrowSchema, Message, type RecordBatch, RecordBatchReader } from "apache-arrow"
import { Schema } from "effect"
import { requireContract } from "./internal/arrowSchema.ts"
import { decodeBatch, decodeEmpty } from "./internal/decodeBatch.ts"
import { makeWriter } from "./internal/encodeFile.ts"
import { joinBytes } from "./internal/joinBytes.ts"
import { batchLimits } from "./internal/rebatch.ts"
import type { AnyContract, Batch, Table } from "./Table.ts"
import { TableContractError } from "./TableContractError.ts"

/** Bytes are no Arrow file, or are cut short or damaged. */
export class ArrowFormatError extends Schema.TaggedError<ArrowFormatError>()("ArrowFormatError", {
  /** The name of the contract that was to be read. */
  contract: Schema.String,
  problem: Schema.String,
  cause: Schema.optional(Schema.Defect())
}) {
  override get message() {
    return `table "${this.contract}": cannot read the Arrow file: ${this.problem}; write or fetch it again`
  }
}

/** Where a record batch lies in the file. */
export interface Block {
  /** Bytes before it; a multiple of 8. */
  readonly offset: number
  /** Its length: message and buffers. */
  readonly bytes: number
  readonly rows: number
  /** SHA-256 of those bytes, in hexadecimal. */
  readonly digest: string
}

/** What a finished file is. */
export interface Finished {
  /** The last chunks, which belong to the caller, with all the memory that they are views of. */
  readonly chunks: ReadonlyArray<Uint8Array>
  readonly rows: number
  readonly blocks: ReadonlyArray<Block>
  /** The length of magic and schema message: the offset of the first block. */
  readonly headBytes: number
  /** SHA-256 of these bytes, in hexadecimal. */
  readonly headDigest: string
}

/** Writes one file. After a throw it cannot be used further. */
export interface Writer<K extends AnyContract> {
  /**
   * Adds rows, copied while the chunks to append to the file now (possibly none) are taken, all of them and in order. The
   * first of all is the head; of the others several make a block. A chunk may be a view of what the writer holds: it stands
   * until the next is taken, or else until the next `write`.
   */
  readonly write: (batch: Batch<K>) => Iterable<Uint8Array>
  /** Ends the file. */
  readonly finish: () => Finished
}

/**
 * A writer of a table's file, which holds no more than one block.
 *
 * A fixed list's width is its type's or else that of the first batch; where no batch comes, `widths` gives it
 * by the parameter's name, else it is 0. Values that a column cannot hold throw: another width than before, an
 * instant that is no whole number of milliseconds, bytes that are not UTF-8, a row of more than 1 GiB.
 */
export const writer = <K extends AnyContract>(contract: K, widths: Readonly<Record<string, number>> = {}): Writer<K> =>
  makeWriter(contract, widths, batchLimits)

/** A table's whole file in memory, for small tables. */
export const encodeTable = <K extends AnyContract>(
  table: Table<K>,
  widths: Readonly<Record<string, number>> = {}
): Uint8Array<ArrayBuffer> => {
  const { write, finish } = writer(table.contract, widths)
  const chunks = Array.from(write(table), (chunk) => chunk.slice())
  return joinBytes([...chunks, ...finish().chunks])
}

/**
 * Decodes one block, given the file's head (its first `headBytes` bytes).
 *
 * The columns are views of `block` where that begins at a multiple of 8 in its memory; bools, instants and
 * validity are copies always. Throws a `TableContractError` where the head's schema is not the contract's, and
 * an {@link ArrowFormatError} where the bytes are not a head and a block.
 */
export const decodeBlock = <K extends AnyContract>(contract: K, head: Uint8Array, block: Uint8Array): Batch<K> =>
  parsing(contract, () => {
    requireHead(head)
    requireBlock(block)
    const reader = RecordBatchReader.from([head.subarray(8), block]).open()
    requireContract(contract, requireSchema(reader.schema))
    return decodeBatch(contract, reader.next().value)
  })

/** A batch of no rows, whose fixed lists have the widths that a file's head declares. Throws as {@link decodeBlock} does. */
export const emptyBatch = <K extends AnyContract>(contract: K, head: Uint8Array): Batch<K> =>
  parsing(contract, () => {
    requireHead(head)
    const schema = requireSchema(RecordBatchReader.from([head.subarray(8)]).open().schema)
    requireContract(contract, schema)
    return decodeEmpty(contract, schema)
  })

/**
 * Decodes a whole Arrow file in memory, ours or another tool's: its batches in order, at least one (of no rows
 * where the file has none). Columns are views of `bytes` as in {@link decodeBlock}. Throws a
 * `TableContractError` where the schema is not the contract's, and an {@link ArrowFormatError} where the bytes
 * are no Arrow file.
 */
export const decodeFile = <K extends AnyContract>(contract: K, bytes: Uint8Array): ReadonlyArray<Batch<K>> =>
  parsing(contract, () => {
    requireFile(bytes)
    const reader = RecordBatchReader.from(bytes).open()
    requireContract(contract, requireSchema(reader.schema))
    const batches: Array<RecordBatch> = [...reader]
    return batches.map((batch) => decodeBatch(contract, batch))
  })

const parsing = <A>(contract: AnyContract, decode: () => A): A => {
  try {
    return decode()
  } catch (cause) {
    if (cause instanceof TableContractError) throw cause
    throw new ArrowFormatError({ contract: contract.name, problem: (cause as Error).message, cause })
  }
}

const magic = new TextEncoder().encode("ARROW1")

const hasMagic = (bytes: Uint8Array, at: number): boolean => magic.every((byte, i) => bytes[at + i] === byte)

const requireMagic = (bytes: Uint8Array): void => {
  if (!hasMagic(bytes, 0)) throw new RangeError("it does not begin with ARROW1")
}

const requireHead = (head: Uint8Array): void => {
  requireMagic(head)
  const { message, end } = readMessage(head, 8)
  if (!message.isSchema() || end !== head.length) throw new RangeError("its head is no schema message")
}

const requireFile = (bytes: Uint8Array): void => {
  requireMagic(bytes)
  const footerEnd = bytes.length - magic.length - 4
  if (footerEnd < 8 || !hasMagic(bytes, footerEnd + 4))
    throw new RangeError("it does not end with ARROW1, so it is cut short")
  const footerBytes = int32At(bytes, footerEnd)
  if (footerBytes <= 0 || footerBytes > footerEnd - 8) throw new RangeError(`a footer of ${footerBytes} bytes`)
}

const requireBlock = (block: Uint8Array): void => {
  const { message, end } = readMessage(block, 0)
  if (!message.isRecordBatch() || message.bodyLength !== block.length - end)
    throw new RangeError(`a block announces ${message.bodyLength} bytes of rows and has ${block.length - end}`)
}

/** The message that begins at byte `at`, and where it ends. */
const readMessage = (bytes: Uint8Array, at: number): { readonly message: Message; readonly end: number } => {
  const start = at + 8
  if (start > bytes.length || int32At(bytes, at) !== -1) throw new RangeError(`no message begins at byte ${at}`)
  const end = start + int32At(bytes, at + 4)
  if (end <= start || end > bytes.length) throw new RangeError(`a message ends at byte ${end} of ${bytes.length}`)
  return { message: Message.decode(bytes.subarray(start, end)), end }
}

const requireSchema = (schema: ArrowSchema | null | undefined): ArrowSchema => {
  if (!schema) throw new RangeError("it has no schema")
  return schema
}

const int32At = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(at, true)
