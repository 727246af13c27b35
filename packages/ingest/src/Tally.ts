/**
 * Counts of where the rows of each input went.
 */
import { Buffer } from "node:buffer"
import * as Table from "@praxis/dataflow/Table"
import { Funnel } from "@praxis/tables/Posts"
import { counted, grouped } from "./counted.ts"
import { type Reason, reasons } from "./Reason.ts"

interface Counts {
  read: number
  kept: number
  readonly rejected: Map<Reason, number>
}

/** Counts rows by input and site. */
export class Tally {
  readonly #countsBySite: ReadonlyArray<Map<string, Counts>>
  readonly #labels: ReadonlyArray<string>

  constructor(labels: ReadonlyArray<string>) {
    this.#labels = labels
    this.#countsBySite = labels.map(() => new Map())
  }

  /** The counters of an input and site; made where there are none, so that all of one input and site are in one place. */
  at(input: number, site: string): Counts {
    const counts = this.#countsBySite[input]!.get(site) ?? { read: 0, kept: 0, rejected: new Map() }
    this.#countsBySite[input]!.set(site, counts)
    return counts
  }

  reject(input: number, site: string, reason: Reason): void {
    const { rejected } = this.at(input, site)
    rejected.set(reason, (rejected.get(reason) ?? 0) + 1)
  }

  /** One sentence on all inputs: how many rows were read, kept, and left out for which reason, the most frequent first. */
  toSentence(): string {
    let read = 0
    let kept = 0
    const rowsByReason = new Map<Reason, number>(reasons.map((reason) => [reason, 0]))
    for (const counts of this.#countsBySite.flatMap((countsBySite) => Array.from(countsBySite.values()))) {
      read += counts.read
      kept += counts.kept
      for (const [reason, rows] of counts.rejected) rowsByReason.set(reason, rowsByReason.get(reason)! + rows)
    }
    const funnel = `${counted(read, "row")} read: ${counted(kept, "question")} kept`
    if (read === kept) return funnel
    const byReason = Array.from(rowsByReason)
      .filter(([, rows]) => rows > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, rows]) => `${grouped(rows)} ${reason}`)
    return `${funnel}, ${grouped(read - kept)} left out (${byReason.join(", ")}); \`pnpm pipeline show rejects\` lists them`
  }

  /** The funnel. Throws where `read` is not `kept` and the rejects together: a row was lost, which is a programmer's mistake. */
  toFunnel(): Table.Table<typeof Funnel> {
    const funnel = Table.builder(Funnel)
    this.#labels.forEach((input, i) => {
      const sites = Array.from(this.#countsBySite[i]!).sort(([a], [b]) =>
        Buffer.compare(Buffer.from(a), Buffer.from(b))
      )
      for (const [site, { read, kept, rejected }] of sites) {
        const lost = read - kept - Array.from(rejected.values()).reduce((sum, rows) => sum + rows, 0)
        if (lost !== 0) throw new Error(`${input}, site ${site}: read ${read}, kept or rejected ${read - lost}`)
        funnel.append({ input, site, step: "read", rows: read })
        funnel.append({ input, site, step: "kept", rows: kept })
        for (const reason of reasons) {
          const rows = rejected.get(reason)
          if (rows !== undefined) funnel.append({ input, site, step: reason, rows })
        }
      }
    })
    return funnel.finish()
  }
}
