import { Message, type RecordBatch, RecordBatchFileWriter, type Schema } from "apache-arrow"
import { joinBytes } from "./joinBytes.ts"

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
    return this.#take()
  }

  /** Returns the bytes of one record batch: its message and its buffers. */
  block(batch: RecordBatch): Uint8Array<ArrayBuffer> {
    this.write(batch)
    return this.#take()
  }

  /** Ends the file and returns its footer. */
  end(): Uint8Array<ArrayBuffer> {
    this.finish()
    return this.#take()
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

  #take(): Uint8Array<ArrayBuffer> {
    const bytes = joinBytes(this.#chunks)
    this.#chunks = []
    return bytes
  }
}
