import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { Worker } from "node:worker_threads"
import { assert, describe, it, vi } from "@effect/vitest"
import { Effect, Fiber, Option, Stream } from "effect"
import { inline, WorkerCrashError } from "../src/Workers.ts"
import { make } from "../src/WorkersThreads.ts"
import { contractSuite, kernel, mapAll } from "./WorkersContract.ts"

describe("kernels in this thread", () => contractSuite(Effect.succeed(inline)))
for (const size of [1, 2, 8]) {
  describe(`kernels in ${size} ${size === 1 ? "thread" : "threads"}`, () => contractSuite(make({ size })))
}

const test = (name: string, body: () => Effect.Effect<void, unknown, any>) =>
  it.live(name, () => Effect.scoped(body()) as Effect.Effect<void, unknown>)

describe("threads", () => {
  const jobs = [0, 1, 2, 3, 4, 5]

  test("take a map call with one job into this thread, where nothing is copied", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2 })
      const values = Float64Array.of(5, 6, 7)
      const memoryOf = kernel("memoryOf")
      assert.deepStrictEqual(yield* mapAll(runner, memoryOf, { values }, [1]), [{ isShared: false, value: 6 }])
      assert.deepStrictEqual(yield* mapAll(runner, memoryOf, { values }, [1, 2]), [
        { isShared: true, value: 6 },
        { isShared: true, value: 7 }
      ])
    }))

  test("take even a single job where jobs are long, so that this thread stays free", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2 })
      const values = Float64Array.of(5, 6, 7)
      const results = yield* Stream.runCollect(
        runner.map(kernel("memoryOf"), { values }, Stream.make(1), { longJobs: true })
      )
      assert.deepStrictEqual(results, [{ isShared: true, value: 6 }])
    }))

  test("live on between map calls", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2 })
      yield* mapAll(runner, kernel("threadOf"), null, jobs)
      const counts = yield* mapAll(runner, kernel("threadOf"), null, jobs)
      assert.isAbove(Math.min(...counts), 1)
    }))

  test("are told the end of each map call, so that they keep nothing that its jobs shared", () =>
    Effect.gen(function* () {
      const { mock } = vi.spyOn(Worker.prototype, "postMessage")
      yield* Effect.addFinalizer(() => Effect.sync(() => vi.restoreAllMocks()))
      yield* mapAll(yield* make({ size: 2 }), kernel("threadOf"), null, jobs)
      const told = mock.calls.map(([message]) => (message as { readonly kind: string }).kind)
      assert.strictEqual(told.filter((kind) => kind === "open").length, 2)
      assert.strictEqual(told.filter((kind) => kind === "close").length, 2)
    }))

  test("show kernels no environment", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2 })
      assert.deepStrictEqual(yield* mapAll(runner, kernel("environment"), null, [1, 2]), [[], []])
    }))

  test("that end with a job fail the map with a typed error that says how, and others take the next jobs", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2 })
      for (const code of [0, 3]) {
        const error = yield* Effect.flip(mapAll(runner, kernel("exitsAt"), { at: 1, code }, jobs))
        assert.deepStrictEqual(
          error,
          new WorkerCrashError({ kernel: "exitsAt", problem: `it exited with code ${code}` })
        )
        assert.deepStrictEqual(yield* mapAll(runner, kernel("exitsAt"), { at: -1, code }, jobs), jobs)
      }
    }))

  test("that run out of memory say so", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2, memoryMb: 32 })
      const error = yield* Effect.flip(mapAll(runner, kernel("fillsMemory"), null, [1, 2]))
      assert.instanceOf(error, WorkerCrashError)
      assert.match(error.message, /fillsMemory ended: it ran out of memory .*--workers 1/)
      assert.deepStrictEqual(yield* mapAll(runner, kernel("identity"), null, jobs), jobs)
    }))

  test("tell what a kernel threw that is no error", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2 })
      const exit = yield* Effect.exit(mapAll(runner, kernel("throwsOddly"), null, [1, 0]))
      assert.match(String(exit), /a function/)
    }))

  test("end in the midst of a job when the map is interrupted; waiting jobs never start", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2 })
      const count = new Int32Array(new SharedArrayBuffer(4))
      const running = yield* Effect.forkChild(mapAll(runner, kernel("never"), { count }, jobs))
      while (Atomics.load(count, 0) === 0) yield* Effect.sleep(1)
      yield* Fiber.interrupt(running)
      const stopped = Atomics.load(count, 0)
      assert.deepStrictEqual(yield* mapAll(runner, kernel("slowFirst"), { jobs: 6 }, jobs), jobs)
      assert.strictEqual(Atomics.load(count, 0), stopped)
    }))

  test("end where the reader has enough", () =>
    Effect.gen(function* () {
      const runner = yield* make({ size: 2 })
      const count = new Int32Array(new SharedArrayBuffer(4))
      const results = Stream.merge(
        Stream.make("enough"),
        runner.map(kernel("never"), { count }, Stream.fromIterable(jobs))
      )
      assert.deepStrictEqual(yield* Stream.runHead(results), Option.some<string | number>("enough"))
    }))

  test("keep no process alive that has nothing more to do, and are not waited for", () =>
    Effect.gen(function* () {
      const script = `
        import { Effect, Scope, Stream } from "effect"
        import { make } from "@praxis/dataflow/WorkersThreads"
        const kernel = { module: new URL(${JSON.stringify(kernel("identity").module)}), name: "identity" }
        const runner = await Effect.runPromise(Scope.provide(make({ size: 2 }), await Effect.runPromise(Scope.make())))
        const results = runner.map(kernel, null, Stream.make(1, 2, 3))
        console.log(JSON.stringify(await Effect.runPromise(Stream.runCollect(results))))`
      const { stdout } = yield* Effect.promise(() =>
        promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], { cwd: import.meta.dirname })
      )
      assert.strictEqual(stdout, "[1,2,3]\n")
    }))

  it.live("let a process wait for threads that are being ended, though nothing else keeps it alive", () =>
    Effect.gen(function* () {
      const { stdout } = yield* Effect.promise(() =>
        promisify(execFile)(process.execPath, ["support/crashingThreads.ts"], { cwd: import.meta.dirname })
      )
      assert.strictEqual(stdout, "done\n")
    })
  )
})
