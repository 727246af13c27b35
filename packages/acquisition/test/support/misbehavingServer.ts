/** A server on this machine that answers as a test says, and keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer } from "effect"
import type { Patience } from "../../src/Patience.ts"

/** Answers the request of a number, counted from 1. */
export type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void

/** A server until the scope closes. */
export const serve = (answer: Answer) =>
  Effect.acquireRelease(
    Effect.promise(
      () =>
        new Promise<{ url: string; requests: Array<IncomingMessage>; close: () => void }>((resolve) => {
          const requests: Array<IncomingMessage> = []
          const server = createServer((request, response) => answer(request, response, requests.push(request)))
          server.listen(0, "127.0.0.1", () =>
            resolve({
              url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
              requests,
              close: () => {
                server.closeAllConnections()
                server.close()
              }
            })
          )
        })
    ),
    ({ close }) => Effect.sync(close)
  )

/** Sends the content as a host does that honours ranges; `cutAfter` bytes of this answer it breaks the connection. */
export const sendRange = (
  request: IncomingMessage,
  response: ServerResponse,
  content: Uint8Array,
  { etag = '"one"', cutAfter }: { readonly etag?: string; readonly cutAfter?: number } = {}
): void => {
  const asked = /^bytes=(\d+)-$/.exec(String(request.headers.range ?? ""))?.[1]
  const ifRange = request.headers["if-range"]
  const from = asked === undefined || (ifRange !== undefined && ifRange !== etag) ? 0 : Number(asked)
  const isRange = asked !== undefined && (ifRange === undefined || ifRange === etag)
  const rest = content.subarray(from)
  response.writeHead(isRange ? 206 : 200, {
    etag,
    "content-length": rest.length,
    ...(isRange ? { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` } : {})
  })
  if (cutAfter === undefined) response.end(rest)
  else cut(response, rest.subarray(0, cutAfter))
}

/** Sends some bytes and breaks the connection once they have gone out. */
export const cut = (response: ServerResponse, bytes: Uint8Array): void => {
  response.write(bytes, () => setImmediate(() => response.destroy()))
}

/** Short waits, so that a test of retries ends at once. */
export const impatient: Patience = {
  answer: "2 seconds",
  silence: "2 seconds",
  firstWait: "1 millis",
  retries: 3,
  longestWait: 5
}

/** The client and the file system of Node. */
export const services = Layer.mergeAll(NodeHttpClient.layerUndici, NodeServices.layer)
