/**
 * Spans in the JSON of OpenTelemetry's protocol (OTLP 1, JSON encoding).
 */
import { Cause, Option, Predicate, type Tracer } from "effect"
import { entriesToAttributes, type KeyValue } from "effect/observability/OtlpResource"
import { version } from "../version.ts"

/** A span that has ended. */
export type EndedSpan = Tracer.Span & { readonly status: Extract<Tracer.SpanStatus, { readonly _tag: "Ended" }> }

/** One span as `TracesData`; names nothing of the machine but the version of Node. */
export const tracesData = (span: EndedSpan) => ({
  resourceSpans: [
    {
      resource: {
        attributes: entriesToAttributes([
          ["service.name", "praxis"],
          ["service.version", version],
          ["process.runtime.name", "nodejs"],
          ["process.runtime.version", process.versions.node]
        ])
      },
      scopeSpans: [
        {
          scope: { name: "@praxis/dataflow", version },
          spans: [
            {
              traceId: span.traceId,
              spanId: span.spanId,
              ...(Option.isSome(span.parent) ? { parentSpanId: span.parent.value.spanId } : {}),
              name: span.name,
              kind: internalKind,
              startTimeUnixNano: String(span.status.startTime),
              endTimeUnixNano: String(span.status.endTime),
              attributes: ownAttributes(span),
              status: statusOf(span)
            }
          ]
        }
      ]
    }
  ]
})

const internalKind = 1
const statusCodes = { unset: 0, ok: 1, error: 2 } as const

/** Attributes of others, and messages of errors, may hold paths: they stay out. */
const ownAttributes = (span: EndedSpan): ReadonlyArray<KeyValue> =>
  entriesToAttributes([...span.attributes].filter(([key]) => key.startsWith("praxis.")))

/** An error by its tag. A node that failed or was skipped ends its span well; its `praxis.status` tells. */
const statusOf = ({ status: { exit }, attributes }: EndedSpan) => {
  const own = attributes.get("praxis.status")
  if (exit._tag === "Success") {
    if (own === "failed") return { code: statusCodes.error, message: "failed" }
    return { code: own === "skipped" ? statusCodes.unset : statusCodes.ok }
  }
  if (Cause.hasInterruptsOnly(exit.cause)) return { code: statusCodes.error, message: "interrupted" }
  const error = Cause.squash(exit.cause)
  return { code: statusCodes.error, message: Predicate.hasProperty(error, "_tag") ? String(error._tag) : "crash" }
}
