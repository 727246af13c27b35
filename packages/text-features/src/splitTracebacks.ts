/** A code block in two parts; lines keep their order. */
export interface SplitBlock {
  readonly code: string
  readonly traceback: string
}

/** A name of an error, perhaps with its module or package: `ValueError`, `java.lang.NullPointerException`. */
const errorName = String.raw`(?:[A-Za-z_$][\w$]*[.:]{1,2})*[A-Za-z_]\w*(?:Error|Exception|Interrupt|Fault)`

/** Words of which a text with a failure has at least one; what has none is not looked at closer. */
const hints =
  /[Ee]rror|ERR|xception|raceback|CUDA|CUBLAS|STATUS_|ault|undefined ref|not found|No such file|denied|Interrupt|halted|panicked|\*\*\*/

/** Whether a text may hold a traceback; quick, and true more often than right. */
export const mayFail = (text: string): boolean => hints.test(text)

const pythonStart = /^(.*?)Traceback \(most recent call last\)/
/** IPython names the error before it, on the same line. */
const namedBefore = /\w\s+$/
/** The line that ends a Python traceback. */
const pythonEnd =
  /^(?:\S+\.)?[A-Za-z_]\w*(?:Error|Exception|Interrupt|Exit|Warning|Iteration|Failure|NotFound|Timeout)(?::|\s*$)/
const ruler = /^-{20,}\s*$/
const chained = /^(?:During handling of the above exception|The above exception was the direct cause)/

/** Lines that are an error message by themselves. */
const messages = [
  // ModuleNotFoundError: No module named 'x'; E   ValueError: …; Uncaught TypeError: …; Caused by: java.io.IOException: …
  new RegExp(
    String.raw`^\s*(?:E\s+|>\s*|Uncaught |Caused by: |Exception in thread "[^"]*" )?${errorName}(?:\s*\[[^\]]*\])?:(?:\s|$)`
  ),
  new RegExp(String.raw`^\s*(?:Uncaught |Caused by: |Exception in thread "[^"]*" )${errorName}`),
  // ERROR: …; [error] …; fatal error: …; npm ERR! …; make: *** [all] Error 2
  /^\s*(?:\[?(?:[Ff]atal )?(?:[Ee]rror|ERROR)\]?(?:\[[A-Z]\d+\]| [A-Z]+\d+)?: |\[(?:[Ee]rror|ERROR)\] |npm ERR! )/,
  /^(?:make(?:\[\d+\])?: \*\*\*|collect2: error|ld: |thread '.*' panicked at)/,
  // main.c:12:5: error: …; x.cpp(12): fatal error C1083: …; undefined reference to …
  /^\s*\S+(?::\d+|\(\d+(?:,\d+)?\))(?::\d+)?:? ?\s*(?:fatal )?error\b/,
  /undefined reference to [`'‘]/,
  // R: Error in f(x) : …; Error: …; Execution halted
  /^\s*Error(?: in .+)? ?:/,
  /^\s*Error in \S/,
  /^Execution halted/,
  // CUDA and its libraries
  /\bCUDA (?:error|out of memory|driver version)|\bcudaError\w+|\bCUDA_ERROR_\w+|\b(?:CUBLAS|CUDNN|CUSOLVER|CUSPARSE|NCCL)_STATUS_\w+/,
  // the system's
  /^(?:Segmentation fault|Bus error)/,
  /^(?:\/bin\/)?(?:ba|z|da)?sh: .*(?:command not found|No such file or directory|Permission denied)/
]

/** Frames that follow a message: Java, JavaScript, C#, R, Rust, and the lines that a compiler quotes. */
const frame = new RegExp(
  [
    String.raw`^\s+at \S.*`,
    String.raw`^\s*\.\.\. \d+ (?:more|common frames omitted)`,
    String.raw`^\s*Caused by: `,
    String.raw`^\s+File "[^"]*", line \d+`,
    "^Calls: ",
    "^In addition: ",
    String.raw`^\s*-+> `,
    String.raw`^\s*(?:\d+ )?\| `,
    String.raw`^\s*[~^]+\s*$`,
    String.raw`^\s*note: `
  ].join("|")
)
/** A prompt begins a new input, and a server a new line of its log. */
const prompt = /^(?:>>>|\.\.\.|In ?\[|\$ |> |\[[A-Z] )/

/**
 * Separates what a program printed when it failed from the code of one block, line by line.
 *
 * - A *Python traceback* begins at `Traceback (most recent call last)` (with the ruler before it) and ends with the line
 *   of its error, as far to the right as it began (logs indent it), and the lines of the message, up to an empty line or a
 *   prompt; without such a line, at the block's end. Chained ones go with it.
 * - An *error message* is a line that names an error before a colon (`ValueError: …`), a compiler's, a linker's, a
 *   package manager's, R's, CUDA's or the shell's. The stack frames after it go with it (`at f (x.js:1:2)`, `... 3 more`).
 *
 * Warnings are code: a program that warns has not failed. `raise ValueError("…")` is code. Log lines that hold `ERROR`
 * after a time are code.
 */
export const splitTracebacks = (block: string): SplitBlock => {
  const code: Array<string> = []
  const traceback: Array<string> = []
  let state: "code" | "python" | "message" | "frames" = "code"
  let margin = 0
  for (const line of block.split("\n")) {
    const start = pythonStart.exec(line)
    if (start !== null) {
      margin = namedBefore.test(start[1]!) ? 0 : start[1]!.length
      const before = code.at(-1)
      if (state === "code" && before !== undefined && ruler.test(before)) traceback.push(code.pop()!)
      state = "python"
      traceback.push(line)
    } else if (state === "python") {
      traceback.push(line)
      if (pythonEnd.test(line.slice(margin))) state = "message"
    } else if (chained.test(line) || messages.some((message) => message.test(line))) {
      state = state === "message" ? "message" : "frames"
      traceback.push(line)
    } else if (state === "message" && line.trim() !== "" && !prompt.test(line)) traceback.push(line)
    else if (state === "frames" && frame.test(line)) traceback.push(line)
    else {
      state = "code"
      code.push(line)
    }
  }
  return { code: trimLines(code.join("\n")), traceback: trimLines(traceback.join("\n")) }
}

/** Without empty lines at either end; the first line keeps its indentation. */
const trimLines = (text: string): string => {
  let start = 0
  for (let i = 0; i < text.length && (text[i] === "\n" || text[i] === " " || text[i] === "\t" || text[i] === "\r"); i++)
    if (text[i] === "\n") start = i + 1
  return text.slice(start).trimEnd()
}
