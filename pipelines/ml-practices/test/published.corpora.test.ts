/** The sample that the study published is what the study pins, and comes whole through a download. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { download } from "@praxis/acquisition/download"
import { Effect, Layer } from "effect"
import { published } from "../src/published.ts"

const corpora = process.env["PRAXIS_CORPORA"] ?? fileURLToPath(new URL("../../../../shared/corpora", import.meta.url))

describe("the published sample", () => {
  it.live("comes whole over a connection that is cut, with the pinned digest", () =>
    Effect.gen(function* () {
      const content = readFileSync(join(corpora, "stackoverflow-notebooks", "dataset.csv"))
      const folder = mkdtempSync(join(tmpdir(), "praxis-sample-"))
      const server = createServer((request, response) => {
        const start = Number(/\d+/.exec(request.headers.range ?? "0")![0])
        const rest = content.subarray(start)
        response.writeHead(request.headers.range === undefined ? 200 : 206, {
          etag: '"one"',
          "content-length": rest.length,
          "content-range": `bytes ${start}-${content.length - 1}/${content.length}`
        })
        if (start > 2_000_000) response.end(rest)
        else response.write(rest.subarray(0, 1_000_000), () => setImmediate(() => response.destroy()))
      })
      yield* Effect.promise(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)))
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          server.closeAllConnections()
          server.close()
          rmSync(folder, { recursive: true, force: true })
        })
      )
      const file = published.find(({ name }) => name === "sample")!.files[0]!
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${file.label}`
      const got = yield* download({ ...file, url, folder, name: file.label })
      assert.deepInclude(got, { bytes: file.bytes, sha256: file.sha256, fetched: true })
      assert.isTrue(readFileSync(got.path).equals(content))
    }).pipe(Effect.scoped, Effect.provide(Layer.mergeAll(NodeHttpClient.layerUndici, NodeServices.layer)))
  )
})
