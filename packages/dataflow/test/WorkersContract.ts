/**
 * What every runner of kernels must do. Each runs this suite.
 */
import { assert, it } from "@effect/vitest"
import { Arbitrary, Cause, Effect, Exit, Fiber, Option, type Scope, Stream } from "effect"
import { Utf8Column } from "../src/Column.ts"
import type { ColumnType } from "../src/ColumnType.ts"
import * as Kernel from "../src/Kernel.ts"
import * as Table from "../src/Table.ts"
import type { KernelRunner } from "../src/Workers.ts"
import { columnTypes, valuesOf } from "./support/arbitraryColumns.ts"
import type * as kernels from "./support/kernels.ts"

/** A kernel of `support/kernels.ts`. */
export const kernel = <Name extends keyof typeof kernels>(name: Name) =>
  Kernel.make<(typeof kernels)[Name]>(new URL("./support/kernels.ts", import.meta.url), name)

/** All results of a kernel. */
export const mapAll = <Shared, Job, Result>(
  runner: KernelRunner,
  kernel: Kernel.Kernel<Shared, Job, Result>,
  shared: Shared,
  jobs: Iterable<Job>
) => Stream.runCollect(runner.map(kernel, shared, Stream.fromIterable(jobs)))

/** The defect that an effect dies with. */
export const defectOf = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.map(Effect.exit(effect), (exit) => {
    assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
    return Cause.squash((exit as Exit.Failure<A, E>).cause)
  })

const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i)

/** One column of each type that tables have. */
const everyType = Table.contract(
  "every type",
  Object.fromEntries(columnTypes.map((type, i) => [`c${i}`, type] as const)) as Record<string, ColumnType>
)
const rowsOfEveryType = Arbitrary.array(
  Arbitrary.all(Object.fromEntries(columnTypes.map((type, i) => [`c${i}`, valuesOf(type)]))),
  { maxLength: 5 }
)

/** Declares the suite. */
export const contractSuite = (make: Effect.Effect<KernelRunner, never, Scope.Scope>) => {
  const test = (name: string, body: (runner: KernelRunner) => Effect.Effect<void, unknown>) =>
    it.live(name, () => Effect.scoped(Effect.flatMap(make, body)))

  test("gives the results in the order of the jobs, whichever ends first", (runner) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* mapAll(runner, kernel("slowFirst"), { jobs: 12 }, upTo(12)), upTo(12))
    }))

  test("gives no result for no job, and one for one", (runner) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* mapAll(runner, kernel("identity"), null, []), [])
      assert.deepStrictEqual(yield* mapAll(runner, kernel("identity"), null, ["only"]), ["only"])
    }))

  test("shows what is shared to every job, and each job its own", (runner) =>
    Effect.gen(function* () {
      const shared = { weights: Float64Array.of(1, 2), words: Utf8Column.from(["ab", "", "語"]), k: 3 }
      const results = yield* mapAll(runner, kernel("both"), shared, [
        [1, { a: undefined, b: null }],
        ["two", 3n]
      ])
      assert.deepStrictEqual(results, [
        [shared, [1, { a: undefined, b: null }]],
        [shared, ["two", 3n]]
      ])
    }))

  test("passes columns of every type there and back, whole and as slices", (runner) =>
    Effect.gen(function* () {
      for (const rows of yield* Arbitrary.sampleEffect(rowsOfEveryType, { count: 12, seed: 1 })) {
        const table = Table.fromRows(everyType, rows)
        const before = Table.toRows(table)
        const slices = [table, Table.slice(table, 0, 0), Table.slice(table, rows.length >> 1, rows.length)]
        const results = yield* mapAll(runner, kernel("identity"), null, slices)
        slices.forEach((slice, i) => {
          assert.deepStrictEqual(Table.toRows(results[i] as typeof table), Table.toRows(slice))
        })
        assert.deepStrictEqual(Table.toRows(table), before)
      }
    }))

  test("gives columns back with their methods", (runner) =>
    Effect.gen(function* () {
      const column = Utf8Column.from(["one", "two", "three"])
      const last = new Utf8Column(column.offsets.subarray(2), column.bytes)
      assert.deepStrictEqual(yield* mapAll(runner, kernel("texts"), null, [{ column }, { column: last }]), [
        ["one", "two", "three"],
        ["three"]
      ])
    }))

  test("leaves what the caller holds as it is", (runner) =>
    Effect.gen(function* () {
      const values = Float64Array.of(1, 2, 3)
      const results = yield* mapAll(runner, kernel("identity"), { values }, [values, values.subarray(1), values])
      assert.deepStrictEqual(results, [Float64Array.of(1, 2, 3), Float64Array.of(2, 3), Float64Array.of(1, 2, 3)])
      assert.deepStrictEqual(values, Float64Array.of(1, 2, 3))
    }))

  test("gives results that are views on a larger buffer", (runner) =>
    Effect.gen(function* () {
      const results = yield* mapAll(runner, kernel("views"), null, [0, 4])
      const all = Float64Array.from(upTo(10))
      assert.deepStrictEqual(results, [
        { all, part: Float64Array.of(0, 1, 2), same: Float64Array.of(0, 1, 2) },
        { all, part: Float64Array.of(4, 5, 6), same: Float64Array.of(4, 5, 6) }
      ])
    }))

  test("fails with the error of the jobs", (runner) =>
    Effect.gen(function* () {
      const jobs = Stream.concat(Stream.fromIterable(upTo(3)), Stream.fail("no more jobs"))
      const error = yield* Effect.flip(Stream.runCollect(runner.map(kernel("slowFirst"), { jobs: 3 }, jobs)))
      assert.strictEqual(error, "no more jobs")
    }))

  test("dies with what the kernel threw: its message, its class's name, the place in its code", (runner) =>
    Effect.gen(function* () {
      const error = yield* defectOf(mapAll(runner, kernel("throwsAt"), { at: 2 }, upTo(5)))
      assert.instanceOf(error, Error)
      assert.deepStrictEqual([error.name, error.message], ["RangeError", "job 2 is not to be"])
      assert.match(error.stack!, /throwsAt[^\n]*kernels\.ts/)
    }))

  test("tells the first job's failure, not the quickest one's", (runner) =>
    Effect.gen(function* () {
      const error = yield* defectOf(mapAll(runner, kernel("throwsLater"), null, upTo(2)))
      assert.strictEqual((error as Error).message, "job 0")
    }))

  test("runs on after a kernel threw", (runner) =>
    Effect.gen(function* () {
      yield* defectOf(mapAll(runner, kernel("throwsAt"), { at: 1 }, upTo(9)))
      assert.deepStrictEqual(yield* mapAll(runner, kernel("throwsAt"), { at: 9 }, upTo(9)), upTo(9))
    }))

  test("refuses what another thread could not take, wherever it stands, with any number of threads", (runner) =>
    Effect.gen(function* () {
      const messageOf = <A, E>(effect: Effect.Effect<A, E>) =>
        Effect.map(defectOf(effect), (error) => [(error as Error).name, (error as Error).message])
      const refused = (what: string) => [
        "TypeError",
        `${what} cannot be passed to or from a kernel; pass plain objects, arrays, typed arrays, columns, strings and numbers`
      ]
      const identity = kernel("identity")
      assert.deepStrictEqual(yield* messageOf(mapAll(runner, identity, new Date(), [1, 2])), refused("Date"))
      assert.deepStrictEqual(
        yield* messageOf(mapAll(runner, identity, null, [1, [{ a: () => 1 }]])),
        refused("a function")
      )
      assert.deepStrictEqual(yield* messageOf(mapAll(runner, kernel("returnsMap"), null, [1, 2])), refused("Map"))
    }))

  test("names a kernel that its module does not export", (runner) =>
    Effect.gen(function* () {
      const missing = Kernel.make<typeof kernels.identity>(new URL("./support/kernels.ts", import.meta.url), "gone")
      const error = yield* defectOf(mapAll(runner, missing, null, [1, 2]))
      assert.match((error as Error).message, /support\/kernels\.ts exports no function gone$/)
    }))

  test("takes about twice as many jobs as can run before a result is taken", (runner) =>
    Effect.gen(function* () {
      let taken = 0
      const jobs = Stream.fromIterable(upTo(1000)).pipe(
        Stream.rechunk(1),
        Stream.tap(() => Effect.sync(() => taken++))
      )
      const first = yield* Stream.runHead(runner.map(kernel("identity"), null, jobs))
      assert.deepStrictEqual(first, Option.some<unknown>(0))
      assert.isAtMost(taken, 2 * runner.size + 3)
    }))

  test("lets others have their turn between jobs, and starts no further job once it is interrupted", (runner) =>
    Effect.gen(function* () {
      const count = new Int32Array(new SharedArrayBuffer(4))
      const running = yield* Effect.forkChild(mapAll(runner, kernel("counts"), { count }, upTo(300)))
      while (Atomics.load(count, 0) === 0) yield* Effect.sleep(1)
      yield* Fiber.interrupt(running)
      const started = Atomics.load(count, 0)
      assert.isBelow(started, 300)
      yield* mapAll(runner, kernel("identity"), null, upTo(20))
      assert.strictEqual(Atomics.load(count, 0), started)
    }))

  test("runs several maps at once, each with its own shared value", (runner) =>
    Effect.gen(function* () {
      const results = yield* Effect.forEach(upTo(4), (shared) => mapAll(runner, kernel("both"), shared, upTo(10)), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(
        results,
        upTo(4).map((shared) => upTo(10).map((job) => [shared, job]))
      )
    }))
}
