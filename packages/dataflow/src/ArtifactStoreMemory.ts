/**
 * A store in memory, for tests.
 */
import { Effect, Layer, Stream } from "effect"
import { ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore, type ObjectState, type Place, type RecordState } from "./ArtifactStore.ts"
import { checkedContent } from "./checkedContent.ts"
import { sha256 } from "./Digest.ts"
import { memoryScratchFile } from "./internal/memoryScratch.ts"
import type { Record } from "./Record.ts"

/** The maps behind a store in memory, open to tests that damage them. */
export interface Memory {
  readonly objects: Map<string, Uint8Array>
  readonly records: Map<string, Record>
  readonly quarantined: Map<string, Uint8Array>
}

/** Empty maps. */
export const memory = (): Memory => ({ objects: new Map(), records: new Map(), quarantined: new Map() })

/** A store that lives as long as the maps. */
export const layerMemory = (maps: Memory = memory()): Layer.Layer<ArtifactStore> =>
  Layer.sync(ArtifactStore, () => {
    const find = (digest: string) => {
      const bytes = maps.objects.get(digest)
      return bytes === undefined
        ? Effect.fail(new ArtifactReadError({ artifact: digest, problem: "the object is not in the store" }))
        : Effect.succeed(bytes)
    }
    const standingIn = (place: Place): Map<string, Uint8Array | Record> =>
      ({ objects: maps.objects, records: maps.records, quarantine: maps.quarantined })[place]
    return ArtifactStore.of({
      writer: () =>
        Effect.sync(() => {
          const chunks: Array<Uint8Array> = []
          return {
            write: (chunk) => Effect.sync(() => void chunks.push(chunk.slice())),
            commit: Effect.sync(() => {
              const bytes = new Uint8Array(Buffer.concat(chunks))
              const digest = sha256(bytes)
              maps.objects.set(digest, bytes)
              return { digest, bytes: bytes.length }
            })
          }
        }),
      scratch: Effect.sync(memoryScratchFile),
      range: (digest, offset, length) =>
        Effect.map(find(digest), (bytes) => bytes.slice(offset, offset + length)).pipe(
          Effect.filterOrFail(
            (bytes) => bytes.length === length,
            () => new ArtifactReadError({ artifact: digest, problem: `the object ends before byte ${offset + length}` })
          )
        ),
      content: (digest) =>
        checkedContent(
          Stream.unwrap(Effect.map(find(digest), (bytes) => Stream.make(bytes.slice()))),
          digest,
          () => new ArtifactReadError({ artifact: digest, problem: "the stored bytes do not have this digest" })
        ),
      check: (digest, bytes) =>
        Effect.sync((): ObjectState => {
          const found = maps.objects.get(digest)
          if (found === undefined) return "missing"
          return found.length === bytes && sha256(found) === digest ? "intact" : "corrupt"
        }),
      quarantine: (digest) =>
        Effect.sync(() => {
          const bytes = maps.objects.get(digest)
          if (bytes === undefined || sha256(bytes) === digest) return
          maps.quarantined.set(digest, bytes)
          maps.objects.delete(digest)
        }),
      record: (key) =>
        Effect.sync((): RecordState => {
          const record = maps.records.get(key)
          if (record === undefined) return { state: "missing" }
          return record.key === key ? { state: "intact", record } : { state: "corrupt" }
        }),
      quarantineRecord: (key) => Effect.sync(() => void maps.records.delete(key)),
      putRecord: (record) => Effect.sync(() => void maps.records.set(record.key, record)),
      entries: (place) =>
        Stream.suspend(() => {
          const all = Array.from(standingIn(place)).sort(([a], [b]) => (a < b ? -1 : 1))
          return Stream.fromIterable(
            all.map(([name, content]) => {
              const bytes = content instanceof Uint8Array ? content.length : JSON.stringify(content).length
              return { place, name, bytes, modified: 0 }
            })
          )
        }),
      remove: (place, names) => Effect.sync(() => names.forEach((name) => void standingIn(place).delete(name)))
    })
  })
