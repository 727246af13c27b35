/**
 * How fast the store checks a large object, against `openssl speed` in the same run.
 *
 *     node packages/dataflow/bench/hash.ts [MEGABYTES] [FOLDER]
 *
 * The object is read once before, so that it comes from the page cache. The two take turns, and the best of each counts:
 * what else the machine does then disturbs neither alone. Ends with 1 below 0.8.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import { Effect, Layer } from "effect"

const rounds = 7
const leastRatio = 0.8
const megabytes = Number(process.argv[2] ?? 512)
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), "praxis-hash-"))

/** Bytes a second of OpenSSL's SHA-256 on blocks of 512 kB, the size in which the store reads. */
const openssl = (): number => {
  const words = ["speed", "-elapsed", "-seconds", "1", "-bytes", `${512 * 1024}`, "-evp", "sha256"]
  const printed = execFileSync("openssl", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
  return Number(/^sha256\s+([\d.]+)k/im.exec(printed)![1]) * 1000
}

const bench = Effect.gen(function* () {
  const store = yield* ArtifactStore
  const chunk = new Uint8Array(1024 * 1024).map((_, i) => (i * 2654435761) >>> 24)
  const { digest, bytes } = yield* Effect.scoped(
    Effect.gen(function* () {
      const writer = yield* store.writer("bench")
      for (let i = 0; i < megabytes; i++) yield* writer.write(chunk)
      return yield* writer.commit
    })
  )
  let [ours, theirs] = [0, 0]
  for (let round = 0; round <= rounds; round++) {
    const begin = performance.now()
    const state = yield* store.check(digest, bytes)
    const seconds = (performance.now() - begin) / 1000
    if (state !== "intact") throw new Error(`the object is ${state}`)
    if (round === 0) continue
    ours = Math.max(ours, bytes / seconds)
    theirs = Math.max(theirs, openssl())
  }
  return { ours, theirs }
})

const layer = ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provide(NodeServices.layer))
try {
  const { ours, theirs } = await Effect.runPromise(Effect.provide(bench, layer))
  const ratio = ours / theirs
  console.log(
    `check of an object of ${megabytes} MB: ${(ours / 1e9).toFixed(2)} GB/s, openssl speed ${(theirs / 1e9).toFixed(2)} GB/s: ${ratio.toFixed(2)} (at least ${leastRatio})`
  )
  process.exitCode = ratio >= leastRatio ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
