/**
 * Rows of a Parquet file.
 */
import type { ArtifactReadError, ArtifactWriteError } from "@praxis/dataflow/Artifact"
import type { Scratch } from "@praxis/dataflow/Scratch"
import { Effect, Stream } from "effect"
import type { FileMetaData, RowGroup, SchemaTree } from "hyparquet"
import { type ColumnMap, columnsOf } from "./columnsOf.ts"
import { counted } from "./counted.ts"
import type { InputProblem, ProblemFields } from "./InputError.ts"
import { attempt, ParquetColumn } from "./ParquetColumn.ts"
import { must, ParquetDamage } from "./ParquetDamage.ts"
import { pagesOf, parquetFooter } from "./parquetFooter.ts"
import { loadParquet, type PageDecoder, type ParquetLibrary } from "./parquetPage.ts"
import { notText, oddColumn, textOfValue } from "./parquetValue.ts"
import { type PostField, postFields, type RawPost } from "./postFields.ts"
import { raiseMaxFieldBytes } from "./raiseMaxFieldBytes.ts"

/** What {@link parquetRows} is told. */
export interface ParquetRowsOptions<E1, E2> {
  /** The file's bytes, which are put into a temporary file: its footer, at the end, is read first. */
  readonly content: Stream.Stream<Uint8Array, E1>
  readonly scratch: Scratch
  readonly columns: ColumnMap
  readonly maxFieldBytes: number
  /** Makes a problem of this input. */
  readonly problem: (fields: ProblemFields) => InputProblem
  /** Takes the fields that the schema has, before the first row. */
  readonly onColumns: (fields: ReadonlyArray<PostField>) => void
  /** Takes each row in order. Must not keep `raw`. */
  readonly onRow: (raw: RawPost) => void
  /** Takes a row that cannot be read: what is wrong with it, in a few words. */
  readonly onMalformed: (found: string) => void
  /** Runs after each slice of rows: at most {@link sliceRows}, and some megabytes. */
  readonly afterSlice: Effect.Effect<void, E2>
}

/** Rows of a slice; a slice also ends after so many characters. */
export const sliceRows = 1024
const sliceChars = 4 << 20

/** What a file unpacks to, in bytes, for each of its own, beside a first allowance; more is no file of posts. */
const maxExpansion = 1000
const freeExpansion = 64 << 20
/** What a row counts for, beside its text. */
const rowBytes = 64

interface Column {
  readonly field: PostField
  readonly path: ReadonlyArray<SchemaTree>
  readonly isList: boolean
}

/**
 * Reads the columns that hold fields, row group by row group and page by page: memory holds one page of each. Members of
 * objects go by `owner.user_id`; tags may be lists. Times without a zone are UTC. Fails with an `InputProblem` where the file
 * is damaged, packed in a way that is not read, or unpacks to more than 1,000 times its size.
 */
export const parquetRows = Effect.fn("parquetRows")(function* <E1, E2>(options: ParquetRowsOptions<E1, E2>) {
  const { scratch, problem } = options
  const file = yield* scratch.file
  let bytes = 0
  yield* Stream.runForEach(options.content, (chunk) => {
    bytes += chunk.length
    return file.append(chunk)
  })
  const library = yield* Effect.promise(loadParquet)
  /** Makes the damage that an effect finds a problem; `place` is where in the file. */
  const at =
    (place: string) =>
    <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, InputProblem | Exclude<E, ParquetDamage>> =>
      Effect.mapError(effect, (cause) =>
        cause instanceof ParquetDamage
          ? problem({
              problem: `expected a sound Parquet file, found that ${place}${cause.message}`,
              remedy:
                "The file is damaged, or written in a way that is not read: write it again with pandas, or download it again"
            })
          : (cause as Exclude<E, ParquetDamage>)
      )
  const metadata = yield* at("")(parquetFooter(file, bytes, library))
  const columns = yield* at("")(columnsIn(metadata, library, options))
  options.onColumns(columns.map(({ field }) => field))
  const { compressors } = yield* Effect.promise(() => import("hyparquet-compressors"))
  let allowed = freeExpansion + maxExpansion * bytes

  const readGroup = Effect.fnUntraced(function* (group: RowGroup, number: number) {
    const inGroup = at(`in row group ${number} `)
    const inColumn = (i: number) => at(`in column ${nameOf(columns[i]!.path)} of row group ${number} `)
    const rows = yield* attempt(() => {
      const rows = Number(group.num_rows)
      must(Number.isSafeInteger(rows) && rows >= 0, "the number of rows is wrong")
      return rows
    }).pipe(inGroup)
    const readers = yield* Effect.forEach(columns, ({ path, isList }) =>
      attempt(() => {
        const { meta_data, crypto_metadata, file_path } = chunkOf(group, path)
        must(crypto_metadata === undefined, "a column is encrypted")
        must(!file_path, "a column is in another file")
        must(meta_data?.type === path.at(-1)!.element.type, "a column has another type than the schema says")
        const decoder: PageDecoder = { library, compressors, codec: meta_data!.codec, schemaPath: path }
        return new ParquetColumn({ file, ...pagesOf(meta_data!, bytes), rows, isList, decoder })
      }).pipe(inGroup)
    )
    for (let left = rows; left > 0; ) {
      for (const [i, reader] of readers.entries()) if (reader.available === 0) yield* inColumn(i)(reader.fill)
      const most = Math.min(left, sliceRows, ...readers.map((reader) => reader.available))
      const slice = yield* attempt(() => readSlice(readers, most)).pipe(inGroup)
      left -= slice.rows
      allowed -= slice.chars + slice.rows * rowBytes
      if (allowed < 0) {
        yield* inGroup(Effect.fail(new ParquetDamage(`it unpacks to more than ${maxExpansion} times its size`)))
      }
      yield* options.afterSlice
    }
    for (const [i, reader] of readers.entries()) {
      if (reader.available > 0) yield* inColumn(i)(Effect.fail(new ParquetDamage("it has more values than rows")))
    }
  })

  /** Gives at most `most` rows on, which all readers have. */
  const readSlice = (readers: ReadonlyArray<ParquetColumn>, most: number) => {
    let chars = 0
    let rows = 0
    while (rows < most && chars < sliceChars) {
      const raw: RawPost = {}
      let found: string | undefined
      let length = 0
      for (const [i, { field, isList }] of columns.entries()) {
        const text = textOfValue(readers[i]!.take(), isList)
        if (text === notText) found ??= `${postFields[field].name} is no text in UTF-8`
        else if (text !== undefined) {
          raw[field] = text
          length += text.length
        }
      }
      rows++
      chars += length
      if (length > options.maxFieldBytes) {
        found ??= `its fields have more than ${counted(options.maxFieldBytes, "character")}; ${raiseMaxFieldBytes(options.maxFieldBytes)}`
      }
      if (found === undefined) options.onRow(raw)
      else options.onMalformed(found)
    }
    return { rows, chars }
  }

  for (const [i, group] of metadata.row_groups.entries()) yield* readGroup(group, i + 1)
}) as <E1, E2>(
  options: ParquetRowsOptions<E1, E2>
) => Effect.Effect<void, E1 | E2 | InputProblem | ArtifactReadError | ArtifactWriteError>

/** The columns that hold fields, by the schema. */
const columnsIn = Effect.fnUntraced(function* (
  metadata: FileMetaData,
  library: ParquetLibrary,
  { columns, problem }: Pick<ParquetRowsOptions<never, never>, "columns" | "problem">
) {
  const paths = yield* attempt(() => leavesOf(library.getSchemaPath(metadata.schema, [])[0]!, []))
  const names = paths.map(nameOf)
  const found = yield* Effect.suspend(() => {
    try {
      return Effect.succeed(columnsOf({ names, columns, place: "the schema", problem }))
    } catch (cause) {
      return Effect.fail(cause as InputProblem)
    }
  })
  const read = found.flatMap((field, i) => (field === null ? [] : [{ field, path: paths[i]! }]))
  for (const { field, path } of read) {
    const odd = oddColumn(path, field)
    if (odd === undefined) continue
    return yield* problem({
      problem: `expected text${field === "title" || field === "body" ? "" : ", numbers or dates"} for ${postFields[field].name}, found the column ${nameOf(path)}, which is ${odd}`,
      remedy: `Write it as text, drop it, or name another column with --map ${postFields[field].name}=NAME`
    })
  }
  return read.map(
    ({ field, path }): Column => ({ field, path, isList: library.getMaxRepetitionLevel(Array.from(path)) > 0 })
  )
})

/** Paths from the root to each column. */
const leavesOf = (node: SchemaTree, path: ReadonlyArray<SchemaTree>): ReadonlyArray<ReadonlyArray<SchemaTree>> =>
  node.children.length > 0 ? node.children.flatMap((child) => leavesOf(child, [...path, node])) : [[...path, node]]

/** The name of a column: `Title`, `owner.user_id`; of a list that of the list. */
const nameOf = (path: ReadonlyArray<SchemaTree>): string => {
  const names = path.slice(1)
  const list = names.findIndex(({ element }) => element.repetition_type === "REPEATED")
  const own = list < 0 ? names : names.slice(0, Math.max(1, list))
  return own.map(({ element }) => element.name).join(".")
}

const chunkOf = (group: RowGroup, path: ReadonlyArray<SchemaTree>): RowGroup["columns"][number] => {
  const parts = path.at(-1)!.path
  const chunk = group.columns.find(
    ({ meta_data }) =>
      meta_data?.path_in_schema.length === parts.length &&
      meta_data.path_in_schema.every((part, i) => part === parts[i])
  )
  must(chunk !== undefined, `the column ${nameOf(path)} is missing`)
  return chunk
}
