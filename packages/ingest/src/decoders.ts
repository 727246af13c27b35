/**
 * Decoders of the compressed formats, all streaming: memory does not grow with the file.
 *
 * Each throws where the bytes are damaged, cut off, fail their checksum, or go on after their end: a reader who skips
 * what follows may skip posts. Several compressed files one after the other are read as one, as their tools do.
 */
import { pipeline, Readable, type Transform } from "node:stream"
import { ReadableStream } from "node:stream/web"
import { createGunzip, createInflateRaw, createZstdDecompress } from "node:zlib"
import { ArchiveProblem } from "./ArchiveEntry.ts"
import type { Bytes, Decode } from "./Bytes.ts"
import { bunzip2 } from "./bunzip2.ts"
import type { ContainerKind } from "./sniffFormat.ts"

/** The containers that hold one file without a list of names. */
export type CodecKind = Exclude<ContainerKind, "zip" | "7z">

/** Bytes that are unpacked at once. With the default of 16 KiB, Zstandard takes four times as long. */
const chunkBytes = 256 * 1024

/** A decoder of node:zlib, which works off the main thread; `bytesWritten` counts what it took, which is less than it was given where something follows. */
const zlib = (
  make: (options: { readonly chunkSize: number }) => Transform & { readonly bytesWritten: number }
): Decode =>
  async function* (packed) {
    const decoder = make({ chunkSize: chunkBytes })
    let given = 0
    async function* counted(): Bytes {
      for await (const chunk of packed) {
        given += chunk.length
        yield chunk
      }
    }
    // Errors of the source and of the decoder both reach the loop below.
    pipeline(Readable.from(counted(), { objectMode: false }), decoder, () => {})
    yield* decoder
    if (given > decoder.bytesWritten) throw new Error("other bytes follow the end of the compressed ones")
  }

/** RFC 1952; a checksum and length a member. */
export const gunzip = zlib(createGunzip)

/** RFC 1951, without a checksum. */
export const inflateRaw = zlib(createInflateRaw)

/** RFC 8878, with windows of at most 128 MiB, as `zstd -d` allows. */
export const unzstd = zlib(createZstdDecompress)

/** A decoder of @napi-rs/lzma, which works off the main thread. */
const lzma = (kind: "lzma" | "xz"): Decode =>
  async function* (packed) {
    const { default: library } = await import("@napi-rs/lzma").catch((cause: Error) => {
      throw new ArchiveProblem({
        problem: `it is packed by LZMA, and this computer has no decoder for that (${cause.message.slice(0, 60)}…)`,
        remedy: "Unpack it by hand and give what is inside; or install anew: the decoder is a package a platform"
      })
    })
    yield* library[kind].decompressStream(ReadableStream.from(packed) as never) as unknown as Bytes
  }

/** The .xz format 1.2, with its checksums. */
export const unxz = lzma("xz")

/** The old .lzma format: LZMA behind a header with its properties and length. */
export const unlzma = lzma("lzma")

/** The decoder of each such container. */
export const decoders: Readonly<Record<CodecKind, Decode>> = { gzip: gunzip, xz: unxz, zstd: unzstd, bzip2: bunzip2 }
