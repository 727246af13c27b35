import { Message, type RecordBatch, RecordBatchFileWriter, type Schema } from "apache-arrow"
import { joinBytes } from "./joinBytes.ts"

/** Parts are joined up to so many bytes: fewer writes, and no large copy. */
const joinedBytes = 1 << 20

/**
 * Arrow JS's writer of the file format, with two changes.
 *
 * It hands out its bytes instead of keeping the whole file. And it puts the schema message in front of the
 * record batches, as the format asks and Arrow JS (21.2) leaves out, so that a head and a block are enough to
 * read a batch.
 * @see https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */
export class BlockStream extends RecordBatchFileWriter {
  #chunks: Array<Uint8Array> = []

  /** Starts the file and returns its head. */
  begin(schema: Schema): Uint8Array<ArrayBuffer> {
    this.reset(undefined, schema)
    return joinBytes(this.#take())
  }

  /** Returns the bytes of one record batch, its message and its buffers, in several parts: large buffers as views. */
  block(batch: RecordBatch): ReadonlyArray<Uint8Array> {
    this.write(batch)
    return joinSmall(this.#take())
  }

  /** Ends the file and returns its footer. */
  end(): Uint8Array<ArrayBuffer> {
    this.finish()
    return joinBytes(this.#take())
  }

  protected override _writeSchema(schema: Schema): this {
    super._writeSchema(schema)
    return this._writeMessage(Message.from(schema))
  }

  protected override _write(chunk: ArrayBufferView): this {
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    this.#chunks.push(bytes)
    this._position += bytes.length
    return this
  }

  #take(): ReadonlyArray<Uint8Array> {
    const chunks = this.#chunks
    this.#chunks = []
    return chunks
  }
}

/** The same bytes in fewer parts: small neighbours are copied into one, so that what is no copy is the memory of a column. */
const joinSmall = (parts: ReadonlyArray<Uint8Array>): ReadonlyArray<Uint8Array> => {
  const groups: Array<{ readonly parts: Array<Uint8Array>; bytes: number }> = []
  for (const part of parts) {
    const last = groups.at(-1)
    if (last !== undefined && last.bytes + part.length <= joinedBytes) {
      last.parts.push(part)
      last.bytes += part.length
    } else groups.push({ parts: [part], bytes: part.length })
  }
  return groups.map(({ parts, bytes }) => (bytes > joinedBytes ? parts[0]! : joinBytes(parts)))
}
