/**
 * Counts of where the rows of each input went.
 */
import { Buffer } from "node:buffer"
import * as Table from "@praxis/dataflow/Table"
import { Funnel } from "@praxis/tables/Posts"
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

  /** The counters of an input and site; made where there are none, so that an input without rows is listed too. */
  at(input: number, site: string): Counts {
    const counts = this.#countsBySite[input]!.get(site) ?? { read: 0, kept: 0, rejected: new Map() }
    this.#countsBySite[input]!.set(site, counts)
    return counts
  }

  reject(input: number, site: string, reason: Reason): void {
    const { rejected } = this.at(input, site)
    rejected.set(reason, (rejected.get(reason) ?? 0) + 1)
  }

  /** True where an input has rows at all. */
  hasRows(input: number): boolean {
    return this.#countsBySite[input]!.size > 0
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
        if (lost !== 0)
          throw new Error(`${input}, site ${site}: ${read} rows read, of which ${lost} are neither kept nor rejected`)
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
