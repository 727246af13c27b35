/** Parameters that mean the same have the same values, whatever a person sets. */

import { assert, describe, it } from "@effect/vitest"
import { bind } from "@praxis/dataflow/Bind"
import { parse } from "@praxis/dataflow/Setting"
import { Effect } from "effect"
import { study } from "../src/pipeline.ts"

const settings = [
  "vocabulary.minDf=7",
  "vocabulary.maxDf=0.4",
  "tf-idf.sublinearTf=false",
  "tf-idf.idf=plain",
  "tf-idf.norm=none",
  "lsa.dims=12",
  "lsa.oversampling=3",
  "lsa.powerIterations=2",
  "topics.method=spherical",
  "topics.maxIterations=50",
  "topics.tolerance=0.1"
]

const paramsOf = Effect.fnUntraced(function* (...set: ReadonlyArray<string>) {
  const bound = yield* bind(
    study,
    { corpus: "simulated" },
    set.map((text) => parse(text)!)
  )
  return (node: string) => bound.nodes.find(({ name }) => name === node)!.params as any
})

const recipe = (of: (node: string) => any) => {
  const { sublinearTf, idf, norm } = of("tf-idf")
  const { dims, oversampling, powerIterations } = of("lsa")
  const { method, maxIterations, tolerance } = of("topics")
  return { sublinearTf, idf, norm, dims, oversampling, powerIterations, method, maxIterations, tolerance }
}

describe("the parameters of the study", () => {
  it.effect.each([[], settings])("make topics again as the study makes them: %s", (set) =>
    Effect.gen(function* () {
      const of = yield* paramsOf(...set)
      const expected = recipe(of)
      if (set.length > 0) assert.notDeepEqual(expected, recipe(yield* paramsOf()))
      for (const node of ["k-sweep", "stability", "tag-agreement"]) {
        assert.deepStrictEqual({ ...of(node), ...expected }, of(node), node)
      }
      const { sublinearTf, idf, dims, method, ...shared } = expected
      const { minDf, maxDf } = of("vocabulary")
      const multiverse = of("multiverse")
      assert.deepStrictEqual({ ...multiverse, ...shared }, multiverse)
      const choices = { sublinearTf, idf, dims, method, minDf, maxDf }
      assert.deepStrictEqual({ ...multiverse.study, ...choices }, multiverse.study)
      assert.deepStrictEqual(of("code-vocabulary"), of("vocabulary"))
    })
  )
})
