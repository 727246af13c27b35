/**
 * Writes the spans of a run into a file, in the form of OpenTelemetry's file exporter: one line of OTLP JSON a span.
 */
import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs"
import { Effect, type Exit, type Scope, Tracer } from "effect"
import { UsageError } from "./errors.ts"
import { systemProblem } from "./output/systemProblem.ts"
import { type EndedSpan, tracesData } from "./output/tracesData.ts"

/**
 * A tracer that appends each span to `file` as it ends, so that a run that is killed leaves those that had ended. An older
 * trace is overwritten; fails before anything runs where the file cannot be written or holds something else. `shown` is
 * the file's name in messages. `onFailure` is told once where the file cannot be written later; the run goes on without it.
 */
export const tracerTo = (
  file: string,
  shown: string,
  onFailure: (message: string) => void
): Effect.Effect<Tracer.Tracer, UsageError, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.try({
        try: () => openTrace(file),
        catch: (error) => new UsageError({ problem: `--trace ${shown} cannot be written: ${systemProblem(error)}` })
      }),
      (descriptor) => Effect.sync(() => closeSync(descriptor))
    ),
    (descriptor) => {
      let isOpen = true
      const append = (span: EndedSpan) => {
        if (!isOpen) return
        try {
          writeAll(descriptor, Buffer.from(`${JSON.stringify(tracesData(span))}\n`))
        } catch (error) {
          isOpen = false
          onFailure(`the trace is not complete: ${shown} cannot be written (${systemProblem(error)})`)
        }
      }
      return Tracer.make({ span: (options) => new WrittenSpan(options, append) })
    }
  )

const begin = '{"resourceSpans":'

/** Opens the file without emptying it, looks whether that would lose anything but a trace, and empties it. */
const openTrace = (file: string): number => {
  const descriptor = openSync(file, "a+")
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) return descriptor
    const head = Buffer.alloc(begin.length)
    const length = readSync(descriptor, head, 0, head.length, 0)
    if (length > 0 && !begin.startsWith(head.toString("utf8", 0, length))) {
      throw new Error("it is there already and is no trace; name another file")
    }
    closeSync(openSync(file, "w"))
    return descriptor
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** Appending: a write that the system takes in part is gone on with. */
const writeAll = (descriptor: number, bytes: Uint8Array): void => {
  let offset = 0
  while (offset < bytes.length) offset += writeSync(descriptor, bytes, offset)
}

class WrittenSpan extends Tracer.NativeSpan {
  readonly #append: (span: EndedSpan) => void
  constructor(options: ConstructorParameters<typeof Tracer.NativeSpan>[0], append: (span: EndedSpan) => void) {
    super(options)
    this.#append = append
  }
  override end(endTime: bigint, exit: Exit.Exit<unknown, unknown>): void {
    const isFirst = this.status._tag === "Started"
    super.end(endTime, exit)
    if (isFirst) this.#append(this as EndedSpan)
  }
}
