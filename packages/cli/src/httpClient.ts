/**
 * How the program reaches hosts: HTTP/1.1 and TLS of Node, by way of the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Effect, Layer } from "effect"

const dispatcher = Layer.effect(
  NodeHttpClient.Dispatcher,
  Effect.acquireRelease(
    Effect.promise(async () => {
      const { EnvHttpProxyAgent } = await import("@effect/platform-node/Undici")
      return new EnvHttpProxyAgent()
    }),
    (agent) => Effect.promise(() => agent.destroy())
  )
)

/** The client of a command that fetches. */
export const httpClient = NodeHttpClient.layerUndiciNoDispatcher.pipe(Layer.provide(dispatcher))
