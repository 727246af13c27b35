/**
 * A raw file to the files of posts that it holds, however they are packed.
 */
import { ArtifactWriteError, type RawFile } from "@praxis/dataflow/Artifact"
import type { Scratch } from "@praxis/dataflow/Scratch"
import { Effect, type Scope } from "effect"
import { type Archive, type ArchiveEntry, ArchiveProblem, requireSound, shownName } from "./ArchiveEntry.ts"
import { type Bytes, type BytesError, decoded, fromStream, headOf, isBytesError, toStream } from "./Bytes.ts"
import { counted } from "./counted.ts"
import { decoders } from "./decoders.ts"
import { isHidden, isPosts, whyUnread } from "./dumpTables.ts"
import { InputProblem, type ProblemFields } from "./InputError.ts"
import type { Member, Unpacked } from "./Member.ts"
import { openSevenZip } from "./openSevenZip.ts"
import { openZip } from "./openZip.ts"
import { Spool } from "./Spool.ts"
import { siteFromPath } from "./siteOf.ts"
import { type ContainerKind, type Format, sniffBytes, sniffFormat } from "./sniffFormat.ts"
import { maxDepth, UnpackBudget } from "./UnpackBudget.ts"

/**
 * What a file holds, by its content and never by its name. A file that is not packed is its own only member, unchanged.
 * gzip, xz, zstd and bzip2 are unpacked while they are read; a ZIP or 7z archive is first copied to scratch. Nothing else
 * is written, and no name in an archive names a file anywhere.
 *
 * In an archive each file that holds rows is a member, in the order of names (of 7z: as packed); tables of a data dump
 * beside Posts.xml, documentation and files of other kinds are notes; hidden files are passed over.
 *
 * Fails with an `InputProblem` for an archive that is damaged, hostile, encrypted, too deep, packed in a way that is not
 * read, or without anything to read; with `ArtifactReadError` and `ArtifactWriteError` of the file and of scratch. The
 * scope holds decoders open between members.
 */
export const unpack = (
  file: RawFile,
  scratch: Scratch
): Effect.Effect<Unpacked, BytesError | ArtifactWriteError, Scope.Scope> =>
  Effect.gen(function* () {
    const archives: Array<Archive> = []
    yield* Effect.addFinalizer(() =>
      Effect.promise(async () => {
        for (const archive of archives) await archive.close()
      })
    )
    const run = (signal: AbortSignal) =>
      new Unpacker(new UnpackBudget(file.label, file.bytes), scratch, signal, archives).file(file)
    return yield* Effect.flatten(
      Effect.promise((signal) =>
        run(signal).then(Effect.succeed, (error) =>
          isBytesError(error) || error instanceof ArtifactWriteError ? Effect.fail(error) : Effect.die(error)
        )
      )
    )
  })

/** Where unpacking is. */
interface Place {
  readonly label: string
  readonly site: string | undefined
  /** Containers around this one. */
  readonly depth: number
}

class Unpacker {
  readonly #budget: UnpackBudget
  readonly #scratch: Scratch
  readonly #signal: AbortSignal
  readonly #archives: Array<Archive>

  constructor(budget: UnpackBudget, scratch: Scratch, signal: AbortSignal, archives: Array<Archive>) {
    this.#budget = budget
    this.#scratch = scratch
    this.#signal = signal
    this.#archives = archives
  }

  async file({ label, content }: RawFile): Promise<Unpacked> {
    const bytes = () => fromStream(content)
    const format = await formatOf(bytes)
    if (isContainer(format)) return this.#container(bytes, format.kind, { label, site: undefined, depth: 0 })
    return { members: [{ label, site: undefined, content }], notes: [] }
  }

  async #open(bytes: () => Bytes, format: Format, place: Place): Promise<Unpacked> {
    if (isContainer(format)) return this.#container(bytes, format.kind, place)
    return { members: [{ label: place.label, site: place.site, content: toStream(bytes) }], notes: [] }
  }

  async #container(bytes: () => Bytes, kind: ContainerKind, place: Place): Promise<Unpacked> {
    if (place.depth === maxDepth) {
      throw new InputProblem({
        label: place.label,
        problem: `it is packed more than ${maxDepth} times over`,
        remedy: "Unpack it and give the files inside"
      })
    }
    const inside = { ...place, depth: place.depth + 1 }
    if (kind === "zip" || kind === "7z") return this.#archive(bytes, kind, inside)
    const meter = this.#budget.source()
    const damaged = (found: Error) => problemOf(found, place.label, nameByKind[kind])
    const content = () => meter(decoded(bytes(), decoders[kind], damaged))
    return this.#open(content, await formatOf(content), inside)
  }

  async #archive(bytes: () => Bytes, kind: "zip" | "7z", place: Place): Promise<Unpacked> {
    const spool = await Spool.of(bytes(), this.#scratch, this.#signal)
    let archive: Archive
    try {
      archive = await (kind === "zip" ? openZip : openSevenZip)(spool, this.#budget)
      requireSound(archive.entries)
    } catch (error) {
      throw problemOf(error, place.label, nameByKind[kind])
    }
    this.#archives.push(archive)

    const members: Array<Member> = []
    const notes: Array<string> = []
    const unread: Array<string> = []
    for (const entry of archive.entries.filter(({ name }) => !isHidden(name))) {
      const shown = shownName(entry.name)
      const label = `${place.label}/${shown}`
      const bytes = () => entryBytes(entry, label)
      const reason = whyUnread(entry.name)
      // To look into Posts.xml would unpack what is before it twice.
      const format: Format | undefined =
        reason !== undefined ? undefined : isPosts(entry.name) ? { kind: "xml" } : await formatOf(bytes)
      if (format === undefined || format.kind === "other") {
        unread.push(format === undefined ? shown : `${shown} (${format.looksLike})`)
        notes.push(
          `${label} ${reason ?? `is left unread: it looks like ${(format as { looksLike: string }).looksLike}`}`
        )
        continue
      }
      const site = siteFromPath(`${place.label}/${entry.name}`)
      const found = await this.#open(bytes, format, { label, site, depth: place.depth })
      members.push(...found.members)
      notes.push(...found.notes)
    }
    if (members.length === 0) throw new InputProblem({ label: place.label, ...nothingToRead(unread) })
    return { members, notes }
  }
}

const formatOf = async (bytes: () => Bytes): Promise<Format> => sniffFormat(await headOf(bytes(), sniffBytes))

const isContainer = (format: Format): format is { readonly kind: ContainerKind } => format.kind in nameByKind

const nameByKind: Readonly<Record<ContainerKind, string>> = {
  gzip: "gzip file",
  xz: "xz file",
  zstd: "zstd file",
  bzip2: "bzip2 file",
  zip: "ZIP archive",
  "7z": "7z archive"
}

async function* entryBytes(entry: ArchiveEntry, label: string): Bytes {
  try {
    yield* entry.open()
  } catch (error) {
    throw problemOf(error, label, "entry")
  }
}

/** Whatever reading an archive threw, as a person should see it. */
const problemOf = (error: unknown, label: string, what: string): unknown => {
  if (isBytesError(error) || error instanceof ArtifactWriteError) return error
  if (error instanceof ArchiveProblem) return new InputProblem({ label, ...error.fields })
  return damagedProblem(label, what, (error as Error).message)
}

const damagedProblem = (label: string, what: string, found: string): InputProblem =>
  new InputProblem({
    label,
    problem: `the ${what} is damaged or cut off (${shownName(found)})`,
    remedy: "Download or copy it again, with all its parts, and compare size and checksum with the source"
  })

const maxNamed = 5

const nothingToRead = (unread: ReadonlyArray<string>): ProblemFields => {
  const named = unread.slice(0, maxNamed).join(", ")
  const more = unread.length > maxNamed ? ` and ${counted(unread.length - maxNamed, "other")}` : ""
  return {
    problem: `the archive holds nothing to read: expected Posts.xml, CSV, JSON or Parquet, found ${unread.length === 0 ? "no file" : `${named}${more}`}`,
    remedy: "Give the archive that holds Posts.xml, or an export of questions"
  }
}
