/**
 * Shows a fetch while it goes: one live line on a terminal, plain lines elsewhere, JSON for machines.
 */
import type { FetchEvent, OnFetchEvent } from "@praxis/acquisition/FetchEvent"
import { amount, clock, count, duration, printable, size } from "./text.ts"

/** What the display writes to. */
export interface FetchScreen {
  readonly line: (text: string) => void
  readonly json: (value: unknown) => void
  /** Draws over the line before; nothing where it is no terminal. */
  readonly live: ((text: string) => void) | undefined
  /** Milliseconds that only grow. */
  readonly now: () => number
}

const leastBetween = 100

/** Is told events; progress is drawn at most ten times a second. */
export const fetchDisplay = (screen: FetchScreen, asJson: boolean): OnFetchEvent => {
  if (asJson) return screen.json
  let began = { at: screen.now(), done: 0 }
  let drawn = Number.NEGATIVE_INFINITY
  return (event) => {
    if (event._tag === "FetchStarted") began = { at: screen.now(), done: event.from }
    if (event._tag === "FetchProgress") {
      const now = screen.now()
      if (screen.live === undefined || now - drawn < leastBetween) return
      drawn = now
      screen.live(progressLine(event, (now - began.at) / 1000, began.done))
      return
    }
    const text = lineOf(event)
    if (text === undefined) return
    screen.live?.("")
    screen.line(text)
  }
}

const progressLine = (
  { file, done, total, unit }: Extract<FetchEvent, { readonly _tag: "FetchProgress" }>,
  seconds: number,
  from: number
): string => {
  const perSecond = seconds > 0.2 ? (done - from) / seconds : undefined
  const rate = perSecond === undefined ? [] : [`${amount(perSecond, unit)}/s`]
  if (total === null || total === 0) return [`  ${printable(file)}`, amount(done, unit), ...rate].join("  ")
  const left = perSecond === undefined || perSecond <= 0 ? [] : [`${clock((total - done) / perSecond)} left`]
  const share = `${Math.floor((100 * done) / total)} % of ${amount(total, unit)}`
  return [`  ${printable(file)}`, share, ...rate, ...left].join("  ")
}

const lineOf = (event: FetchEvent): string | undefined => {
  switch (event._tag) {
    case "FetchStarted": {
      const length = event.total === null ? "" : ` (${size(event.total)})`
      const on = event.from === 0 ? "" : `, going on after ${count(event.from)}`
      return `${event.file}: from ${event.url}${length}${on}`
    }
    case "FetchRetry":
      return `${event.file}: ${event.because}; ${event.seconds > 0 ? `again in ${duration(event.seconds)}` : "again"}`
    case "FetchNote":
      return `${event.file}: ${event.message}`
    case "FetchFinished":
      return `${event.file}: ${event.fetched ? "fetched" : "is here already"}, ${size(event.bytes)}, SHA-256 ${event.sha256}`
    case "FetchProgress":
      return undefined
  }
}
