import { assert, describe, it } from "@effect/vitest"
import { ArtifactReadError } from "@praxis/dataflow/Artifact"
import { InputFileError } from "@praxis/dataflow/InputFiles"
import { taskFailure } from "../../src/internal/taskFailure.ts"

const own = (message: string) => ({ _tag: "OwnError", message })
const mergeErrors = (errors: ReadonlyArray<{ readonly message: string }>) =>
  own(errors.map(({ message }) => message).join(" and "))

describe("taskFailure", () => {
  it("is the error of the one task that failed", () => {
    const error = own("a")
    assert.strictEqual(taskFailure({ mergeErrors }, [error]), error)
  })

  it("is made of all errors where the stage says how, in their order", () => {
    assert.strictEqual(taskFailure({ mergeErrors }, [own("a"), own("b")]).message, "a and b")
  })

  it("is the first error where the stage does not say how", () => {
    assert.strictEqual(taskFailure({ mergeErrors: undefined }, [own("a"), own("b")]).message, "a")
  })

  it("is what went wrong around the stage, which the stage cannot merge", () => {
    const gone = new InputFileError({ path: "a.csv", problem: "is gone", remedy: "Bring it back" })
    const unread = new ArtifactReadError({ artifact: "b", problem: "is damaged" })
    assert.strictEqual<unknown>(taskFailure({ mergeErrors }, [own("a"), gone, own("b")]), gone)
    assert.strictEqual<unknown>(taskFailure({ mergeErrors }, [own("a"), unread, gone]), unread)
  })
})
