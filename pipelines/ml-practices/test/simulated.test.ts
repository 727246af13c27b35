import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { plantedModel } from "@praxis/simulation/PlantedModel"
import type { SimulationParams } from "@praxis/simulation/SimulationParams"
import { Effect, Stream } from "effect"
import { params as studyParams } from "../src/params.ts"
import { Simulated } from "../src/simulated.ts"
import { wording } from "../src/wording/wording.ts"

const params: SimulationParams = studyParams.simulated

const simulate = Effect.fn(function* (seed: number, difficulty: Partial<SimulationParams["difficulty"]> = {}) {
  const changed = { ...params, difficulty: { ...params.difficulty, ...difficulty } }
  const { output } = yield* runStage(Simulated, { inputs: {}, params: changed, seed })
  return output
})

const oracleAri = ({ truth }: { readonly truth: { readonly columns: { topic: Uint32Array; oracle: Uint32Array } } }) =>
  adjustedRandIndex(truth.columns.topic, truth.columns.oracle)

describe("the simulated corpus of ml-practices", () => {
  it.effect.each([180587, 1, 2])(
    "is neither trivial nor unfair with seed %i: the oracle's ARI lies in .90 to .95",
    (seed) =>
      Effect.gen(function* () {
        const ari = oracleAri(yield* simulate(seed))
        assert.isAtLeast(ari, 0.9)
        assert.isAtMost(ari, 0.95)
      })
  )

  it.effect("is harder where posts say less of their topic", () =>
    Effect.gen(function* () {
      const plain = oracleAri(yield* simulate(180587))
      const noisy = oracleAri(yield* simulate(180587, { backgroundShare: 0.7 }))
      const stray = oracleAri(yield* simulate(180587, { strayShare: 0.3 }))
      assert.isBelow(noisy, plain - 0.05)
      assert.isBelow(stray, plain - 0.05)
    })
  )

  it.effect("has fifteen topics whose sizes differ at least sixfold, and a fifth of its posts mix two", () =>
    Effect.gen(function* () {
      const { truth } = yield* simulate(180587)
      const rows = Table.toRows(truth)
      const sizes = new Map<string, number>()
      for (const { name } of rows) sizes.set(name, (sizes.get(name) ?? 0) + 1)
      assert.strictEqual(sizes.size, 15)
      assert.isAtLeast(Math.max(...sizes.values()) / Math.min(...sizes.values()), 6)
      assert.closeTo(rows.filter(({ second }) => second !== null).length / rows.length, 0.2, 0.02)
    })
  )

  it("shares 30 % of each topic's words, which hold 25 to 35 % of its probability", () => {
    const { nTopics, distributions } = plantedModel(wording, params)
    const { topicWordMatrix, nTopicWords } = distributions
    for (let k = 0; k < nTopics; k++) {
      let shared = 0
      let probability = 0
      for (let w = 0; w < nTopicWords; w++) {
        const row = topicWordMatrix.subarray(w * nTopics, (w + 1) * nTopics)
        if (row[k]! === 0 || row.filter((theta) => theta > 0).length === 1) continue
        shared++
        probability += row[k]!
      }
      assert.strictEqual(shared, 12)
      assert.isAtLeast(probability, 0.25)
      assert.isAtMost(probability, 0.35)
    }
  })

  it.effect("lets topics grow and fade: accelerators from nothing, plotting to half its share", () =>
    Effect.gen(function* () {
      const { prevalence, sites } = plantedModel(wording, params)
      const so = sites.findIndex(({ wording: { site } }) => site === "stackoverflow")
      const share = (name: string, year: number) =>
        prevalence[so]![(year - 2008) * 15 + wording.topics.findIndex((topic) => topic.name === name)]!
      assert.isBelow(share("accelerators", 2012), 0.005)
      assert.isAbove(share("accelerators", 2022), 0.08)
      assert.isBelow(share("plotting", 2022), share("plotting", 2010) / 2)
    })
  )

  it.effect("covers the study's five sites and the three forms of export", () =>
    Effect.gen(function* () {
      const files = (yield* simulate(180587))["simulated-files"]
      const beginnings: Record<string, string> = {}
      for (const { site, content } of files) {
        const [first] = yield* Stream.runCollect(Stream.take(content, 1))
        beginnings[site!] = Buffer.from(first!).toString("utf8", 0, 20)
      }
      assert.deepStrictEqual(beginnings, {
        cs: "Id,Title,Body,ViewCo",
        datascience: "Id,Title,Body,ViewCo",
        softwareengineering: '\ufeff<?xml version="1.',
        stackoverflow: "Id,PostTypeId,Accept",
        stats: '\ufeff<?xml version="1.'
      })
    })
  )
})
