/**
 * A corpus with planted topics, as the raw files that ingest reads and the truth about them.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { random } from "@praxis/numerics/random"
import { CorpusFiles } from "@praxis/tables/CorpusFiles"
import { Truth } from "@praxis/tables/Truth"
import { Effect, Stream } from "effect"
import { checkWording } from "./checkWording.ts"
import { formWriters } from "./exportForms.ts"
import { makeOracle } from "./oracle.ts"
import { plantedModel } from "./PlantedModel.ts"
import { type CorpusPlan, drawnAt, placeOf, rowAt } from "./PostRow.ts"
import { parseProse } from "./Prose.ts"
import { SimulationParams } from "./SimulationParams.ts"
import { sitePlan } from "./sitePlan.ts"
import type { Wording } from "./Wording.ts"

const rowsPerChunk = 256

/**
 * The stage `simulated` for a study's wording. `module` is the study's module that calls this, so that a change of the
 * wording is a change of the stage's code.
 *
 * `simulated-files`: one file a site, in the order of site names. `truth`: one row a question that ingest should keep.
 * Rows are made when they are read, each from its own random numbers: memory holds one byte a row and one chunk.
 * Fails with `UnsoundWordingError` before anything is written.
 */
export const make = ({ module, wording }: { readonly module: string; readonly wording: Wording }) =>
  Stage.stream("simulated", {
    module,
    inputs: {},
    params: SimulationParams,
    output: { "simulated-files": CorpusFiles, truth: Truth },
    seeded: true,
    run: Effect.fn("SimulatedCorpus.run")(function* ({ params, output, progress, seed }) {
      yield* checkWording(wording, params)
      const plan = corpusPlan(wording, params, seed("posts"))
      progress.total(params.nPosts, "posts")
      for (const [site, { wording: of }] of plan.model.sites.entries()) {
        yield* output["simulated-files"].write({
          label: of.label,
          site: of.site,
          content: Stream.suspend(() => Stream.fromIterable(contentOf(plan, site), { chunkSize: 1 }))
        })
        for (const batch of truthOf(plan, site)) {
          yield* output.truth.write(batch)
          progress.advance(batch.numRows)
        }
      }
    })
  })

/** Plans the corpus: counts, kinds of rows and distributions; no post yet. */
export const corpusPlan = (wording: Wording, params: SimulationParams, seed: number): CorpusPlan => {
  const model = plantedModel(wording, params)
  const plans = model.sites.map(({ wording: { form, site }, nQuestions }) =>
    sitePlan(nQuestions, form, params.dirt, random(seed ^ siteHash(site)))
  )
  const context = {
    prose: parseProse(wording.prose),
    words: model.distributions.words,
    nTopicWords: model.distributions.nTopicWords,
    topics: wording.topics
  }
  return { model, plans, context, seed, ownerlessShare: params.dirt.ownerlessShare }
}

/** FNV-1a over the characters of a site's name. */
const siteHash = (site: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < site.length; i++) hash = Math.imul(hash ^ site.charCodeAt(i), 0x01000193)
  return hash
}

/** The file of a site in chunks of up to 256 rows. The columns of the Data Explorer's seven come newest first, as people query them. */
function* contentOf(plan: CorpusPlan, site: number): Generator<Uint8Array> {
  const { form } = plan.model.sites[site]!.wording
  const { kinds, duplicates } = plan.plans[site]!
  const { head, row, tail } = formWriters[form]
  const encoder = new TextEncoder()
  const nRows = kinds.length
  let text = head
  for (let i = 0; i < nRows + duplicates.length; i++) {
    const inOrder = form === "sede-7" ? nRows - 1 - i : i
    text += row(rowAt(plan, site, i < nRows ? inOrder : duplicates[i - nRows]!))
    if (i % rowsPerChunk === rowsPerChunk - 1) {
      yield encoder.encode(text)
      text = ""
    }
  }
  yield encoder.encode(text + tail)
}

/** The truth about a site's questions in ascending order of id, in batches of up to 4096 rows. */
function* truthOf(plan: CorpusPlan, site: number): Generator<Table.Table<typeof Truth>> {
  const oracle = makeOracle(plan.model)
  const { kinds } = plan.plans[site]!
  const { wording } = plan.model.sites[site]!
  let rows = Table.builder(Truth)
  for (let row = 0; row < kinds.length; row++) {
    if (kinds[row] !== 0) continue
    const { id, year } = placeOf(plan, site, row)
    const post = drawnAt(plan, site, row, year)
    rows.append({
      site: wording.site,
      id: String(id),
      topic: post.topic,
      name: plan.context.topics[post.topic]!.name,
      second: post.second ?? null,
      share: post.share,
      oracle: oracle(post.words, site, year)
    })
    if (rows.numRows === 4096) {
      yield rows.finish()
      rows = Table.builder(Truth)
    }
  }
  if (rows.numRows > 0) yield rows.finish()
}
