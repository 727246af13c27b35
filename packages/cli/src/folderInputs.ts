/**
 * What of a folder is read where a folder is named as input.
 */
import { wholeOfPart } from "@praxis/dataflow/fileParts"
import { InputFileError } from "@praxis/dataflow/InputFiles"
import { Effect, FileSystem, Path } from "effect"

/** The files of a folder that are read. */
export interface FolderInputs {
  /** In byte order of names; at least one. An archive in parts stands here once, by the name of the whole. */
  readonly paths: ReadonlyArray<string>
  /** What was passed over, and why, without the folder's name; `undefined` where nothing was. */
  readonly passedOver: string | undefined
}

/** Why a file or folder is passed over, in the order in which it is said. */
const reasons = {
  table: "no questions in them",
  beside: "beside Posts.xml; name them to read them",
  parts: "parts of a file that is there whole",
  folder: "no Posts.xml in them",
  other: "not a kind of file that holds posts"
} as const

type PassedOver = { readonly [K in keyof typeof reasons]: Set<string> }

/**
 * The data dump that a folder holds (its `Posts.xml`), or all files in it that look like exports, archives or dumps, and
 * the `Posts.xml` of each folder in it. What is hidden, READMEs, licences and the provenance of exports are passed over
 * silently. Fails where nothing is left, and says what is there.
 */
export const folderInputs = Effect.fn("folderInputs")(function* (
  folder: string
): Effect.fn.Return<FolderInputs, InputFileError, FileSystem.FileSystem | Path.Path> {
  const path = yield* Path.Path
  const { files, folders } = yield* entriesOf(folder)
  const passedOver: PassedOver = {
    table: new Set(),
    beside: new Set(),
    parts: new Set(),
    folder: new Set(),
    other: new Set()
  }
  const dump = postsAmong(files)
  if (dump !== undefined) {
    for (const name of files) if (name !== dump) passOver(passedOver, name, "beside")
    return { paths: [path.join(folder, dump)], passedOver: said(passedOver) }
  }
  const found = new Set<string>()
  for (const name of files) {
    const whole = wholeOfPart(name)
    if (whole !== undefined && files.includes(whole)) passedOver.parts.add(name)
    else if (isData(name)) found.add(whole ?? name)
    else passOver(passedOver, name, "other")
  }
  for (const name of folders) {
    const inside = yield* entriesOf(path.join(folder, name))
    const posts = postsAmong(inside.files)
    if (posts === undefined) passedOver.folder.add(`${name}/`)
    else {
      found.add(path.join(name, posts))
      for (const other of inside.files) if (dumpTable.test(other)) passedOver.table.add(other)
    }
  }
  if (found.size > 0) {
    return {
      paths: [...found].sort(byBytes).map((name) => path.join(folder, name)),
      passedOver: said(passedOver)
    }
  }
  const there = said(passedOver)
  return yield* new InputFileError({
    path: folder,
    problem:
      there === undefined
        ? "is a folder with nothing to read in it"
        : `is a folder that holds no export and no Posts.xml; there: ${there}`,
    remedy:
      "Name the file itself, or a folder with Posts.xml or with .csv, .tsv, .json, .jsonl, .parquet, .7z or .zip files"
  })
})

const compressed = String.raw`(?:\.(?:gz|xz|zst|bz2))?`
const dataFile = new RegExp(String.raw`\.(?:csv|tsv|jsonl?|ndjson|parquet|xml|7z|zip)${compressed}$`, "i")
const postsFile = new RegExp(String.raw`^posts\.xml${compressed}$`, "i")
/** Also as archive.org names them: `stackoverflow.com-Comments.7z`. */
const dumpTable = new RegExp(
  String.raw`^(?:.*[-_.])?(?:badges|comments|posthistory|postlinks|tags|users|votes)\.(?:xml|7z)${compressed}$`,
  "i"
)
const silent = /^(?:\.|readme|licen[cs]e)|\.(?:provenance\.json|sha256)$/i

const isData = (name: string): boolean =>
  !dumpTable.test(wholeOfPart(name) ?? name) && (wholeOfPart(name) !== undefined || dataFile.test(name))

const passOver = (passedOver: PassedOver, name: string, otherwise: "beside" | "other"): void => {
  if (dumpTable.test(wholeOfPart(name) ?? name)) passedOver.table.add(name)
  else if (otherwise === "other" || isData(name)) passedOver[otherwise].add(name)
}

/** `Posts.xml`, before a compressed one. */
const postsAmong = (names: ReadonlyArray<string>): string | undefined => names.find((name) => postsFile.test(name))

/** Files and folders by name in byte order, without those that nobody would miss. */
const entriesOf = Effect.fnUntraced(function* (folder: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const names = yield* Effect.mapError(
    fs.readDirectory(folder),
    ({ message }) =>
      new InputFileError({ path: folder, problem: `cannot be listed (${message})`, remedy: "Check its permissions" })
  )
  const files: Array<string> = []
  const folders: Array<string> = []
  for (const name of names.filter((each) => !silent.test(each)).sort(byBytes)) {
    // A link that leads nowhere is a file that cannot be read: what is read says so.
    const type = yield* fs.stat(path.join(folder, name)).pipe(
      Effect.map((found) => found.type),
      Effect.orElseSucceed(() => "File" as const)
    )
    if (type === "Directory") folders.push(name)
    else files.push(name)
  }
  return { files, folders }
})

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const mostNamed = 8

/** `Comments.xml, Votes.xml (no questions in them); notes.docx (not a kind of file that holds posts)`. */
const said = (passedOver: PassedOver): string | undefined => {
  const sentences = Object.entries(passedOver).flatMap(([reason, names]) => {
    if (names.size === 0) return []
    const shown = [...names].slice(0, mostNamed)
    const more = names.size > shown.length ? ` and ${names.size - shown.length} more` : ""
    return [`${shown.join(", ")}${more} (${reasons[reason as keyof typeof reasons]})`]
  })
  return sentences.length === 0 ? undefined : sentences.join("; ")
}
