import { assert, describe, it } from "@effect/vitest"
import { mayFail, splitTracebacks } from "../src/splitTracebacks.ts"

/** Blocks whose lines are marked: `|` code, `!` traceback. Empty lines are not compared. */
const cases: Readonly<Record<string, string>> = {
  "a Python traceback between two inputs": `
| model.fit(x)
! Traceback (most recent call last):
!   File "a.py", line 3, in <module>
!     model.fit(x)
! ValueError: shapes do not match
!
| >>> x.shape`,
  "a traceback of IPython with its ruler and numbered lines": `
! ---------------------------------------------------------------------------
! KeyError                                  Traceback (most recent call last)
! <ipython-input-3-0d1> in <module>()
!       1 import pandas as pd
! ----> 2 df['x']
!
! ~/lib/core.py in __getitem__(self, key)
!     12     return self._get(key)
!
! KeyError: 'x'`,
  "a message of several lines up to an empty one": `
! Traceback (most recent call last):
!   File "a.py", line 1
! torch.cuda.OutOfMemoryError: CUDA out of memory.
! Tried to allocate 20 MiB
|
| print(1)`,
  "chained tracebacks": `
! Traceback (most recent call last):
!   File "a.py", line 1
! KeyError: 1
!
! During handling of the above exception, another exception occurred:
!
! Traceback (most recent call last):
!   File "a.py", line 2
! ValueError: 2`,
  "a traceback that is cut short": `
! Traceback (most recent call last):
!   File "a.py", line 1, in f
!     g()`,
  "a traceback that a log indents": `
| web_1 | start
! web_1 |   Traceback (most recent call last):
! web_1 |     File "a.py", line 1
! web_1 |   ValueError: 1
|
| web_1 | next`,
  "one error line": `
| import cv2
! ModuleNotFoundError: No module named 'cv2'
| print(1)`,
  "a name of an error with its module": `
! tensorflow.python.framework.errors_impl.InternalError: Blas GEMM launch failed`,
  "a Java trace": `
! Exception in thread "main" java.lang.NullPointerException
! 	at org.x.Main.run(Main.java:12)
! 	at org.x.Main.main(Main.java:3)
! Caused by: java.io.IOException: closed
! 	... 3 more
| int x = 1;`,
  "a JavaScript trace": `
| const a = null
! Uncaught TypeError: Cannot read properties of null (reading 'b')
!     at f (app.js:3:9)
!     at http://x.org/app.js:10:1`,
  "a compiler's message": `
| int main() {}
! main.c:12:5: error: expected ';' before 'return'
!    12 | return 0
! src/x.cpp(12): fatal error C1083: Cannot open include file
! error[E0382]: borrow of moved value
! x.o: undefined reference to \`f'
! collect2: error: ld returned 1 exit status
! make: *** [all] Error 2`,
  "R's messages": `
| ggplot(df)
! Error in ggplot(df) : could not find function "ggplot"
! Error: object 'x' not found
! Execution halted`,
  "CUDA's messages": `
! RuntimeError: CUDA error: device-side assert triggered
! 2021-01-01 failed to create handle: CUBLAS_STATUS_ALLOC_FAILED`,
  "package managers and shells": `
| $ pip install x
! ERROR: Could not find a version that satisfies the requirement x
| $ npm i
! npm ERR! code ERESOLVE
! bash: conda: command not found
! Segmentation fault (core dumped)`,
  "code that raises, catches and defines errors": `
| try:
|     raise ValueError("bad")
| except (KeyError, ValueError) as error:
|     print("Error: " + str(error))
| class MyError(Exception):
|     pass
| error = y - f(x)
| Error <- y - yhat
| errors: [1, 2]
| // TODO error: none`,
  "warnings and logs": `
| a.py:3: FutureWarning: will change
| [I 12:00:00 NotebookApp] Serving
| 12:00:00 ERROR failed`
}

describe("splitTracebacks", () => {
  for (const [name, marked] of Object.entries(cases)) {
    it(`reads ${name}`, () => {
      const lines = marked.split("\n").slice(1)
      const of = (mark: string) => {
        const texts = lines.filter((line) => line[0] === mark).map((line) => line.slice(2))
        return texts.filter((text) => text !== "").join("\n")
      }
      const block = lines.map((line) => line.slice(2)).join("\n")
      const { code, traceback } = splitTracebacks(block)
      assert.deepStrictEqual(
        { code: code.replace(/\n+/g, "\n"), traceback: traceback.replace(/\n+/g, "\n") },
        { code: of("|"), traceback: of("!") }
      )
      assert.strictEqual(mayFail(block), of("!") !== "" || mayFail(of("|")))
    })
  }

  it("loses no line and keeps their order", () => {
    const block = Object.values(cases).join("\n")
    const { code, traceback } = splitTracebacks(block)
    const lines = (text: string) => text.split("\n").filter((line) => line.trim() !== "")
    assert.sameMembers([...lines(code), ...lines(traceback)], lines(block))
  })

  for (const piece of ["a", "a.", "Error", " ", "E   ", "at x ", "x:1", "-", "Error in "]) {
    it(`reads 200 kB of ${JSON.stringify(piece)} in one line`, () => {
      const line = `${piece.repeat(200_000 / piece.length)}end`
      const { code, traceback } = splitTracebacks(line)
      assert.strictEqual(code.length + traceback.length, line.length)
    })
  }
})
