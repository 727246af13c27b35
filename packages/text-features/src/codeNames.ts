/** Words before a bracket that call nothing. */
const keywords = new Set(
  (
    "and assert async await break case catch class def del do elif else except exec finally for foreach from func function " +
    "if import in is lambda let new not or pass raise repeat return sizeof static switch throw typeof until using var void when " +
    "where while with yield"
  ).split(" ")
)

/** Comments of a line, and text in quotes; what opens and is not closed runs to the line's end. */
const silent = /"""[\s\S]{0,20000}?"""|'''[\s\S]{0,20000}?'''|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|(?:#|\/\/).*/g
const name = String.raw`[\p{L}_][\p{L}\p{N}_]*`
const dotted = String.raw`${name}(?:\.${name})*`

const pythonFrom = new RegExp(String.raw`^[ \t]*(?:>>> )?from[ \t]+(${dotted})[ \t]+import[ \t]+([^#\n]+)`, "gmu")
const pythonImport = new RegExp(
  String.raw`^[ \t]*(?:>>> )?import[ \t]+(${dotted}(?:[ \t]+as[ \t]+${name})?(?:[ \t]*,[ \t]*${dotted}(?:[ \t]+as[ \t]+${name})?)*)(?![\p{L}\p{N}_.]|[ \t]+from\b)`,
  "gmu"
)
/** library(x), require(x), requireNamespace("x"), require('x'), import … from "x", import "x", #include <x> */
const others = [
  /\b(?:library|require|requireNamespace)\(\s*["']?([\w.@/-]+)["']?/g,
  /^[ \t]*(?:import|export)\b[^"'\n]*["']([\w.@/-]+)["']/gm,
  /^[ \t]*#[ \t]*include[ \t]*[<"]([\w./-]+)[>"]/gm
]
/** %matplotlib, !pip */
const magic = /^[ \t]*(%{1,2}|!)([A-Za-z]\w*)/gm
const called = new RegExp(String.raw`(?<![\p{L}\p{N}_.])((?:\)|\])?\.)?(${name}(?:(?:\.|::)${name})*)[ \t]*\(`, "gu")
const defined = /(?:^|[^\w.])(?:def|class|function|func|fn|new)[ \t]+$/
const oneName = new RegExp(String.raw`^(${dotted})(?:\(.*\))?$`, "u")

/**
 * The names that a piece of code imports and calls, separated by spaces, in the order imports, magics, calls; a name as
 * often as it is imported or called. Reads Python, R, JavaScript, C and what resembles them.
 *
 * - *Imported*: the module (`from sklearn.svm import SVC` gives `sklearn.svm`; `library(dplyr)`, `require("fs")`,
 *   `#include <math.h>`). Magics and shell commands with their sign: `%matplotlib`, `!pip`.
 * - *Called*: the name before a bracket, with its module where that was imported, by its own name: after
 *   `import numpy as np`, `np.array(…)` gives `numpy.array`; after `from sklearn.svm import SVC`, `SVC()` gives
 *   `sklearn.svm.SVC`. A method of anything else gives its name alone, since variables are named at will:
 *   `df.groupby(…)` gives `groupby`.
 *
 * Comments and text in quotes hold no names; definitions and keywords are no calls. Not a parser: a macro or a
 * language with other signs is read as far as it looks like these.
 */
export const codeNames = (code: string): string => {
  const imports: Array<string> = []
  const moduleByName = new Map<string, string>()
  for (const [, list] of code.matchAll(pythonImport)) {
    for (const one of list!.split(",")) {
      const [module, alias] = one.trim().split(/[ \t]+as[ \t]+/)
      imports.push(module!)
      if (alias !== undefined) moduleByName.set(alias, module!)
      else moduleByName.set(module!.split(".")[0]!, module!.split(".")[0]!)
    }
  }
  for (const [, module, list] of code.matchAll(pythonFrom)) {
    imports.push(module!)
    for (const one of list!.replace(/[()\\]/g, " ").split(",")) {
      const [imported, alias] = one.trim().split(/[ \t]+as[ \t]+/)
      if (imported !== "" && imported !== "*") moduleByName.set(alias ?? imported!, `${module}.${imported}`)
    }
  }
  for (const pattern of others) for (const [, module] of code.matchAll(pattern)) imports.push(module!)
  const magics = Array.from(code.matchAll(magic), ([, sign, command]) => `${sign}${command}`)
  const spoken = code.replace(silent, (match) => (match[0] === "#" || match[0] === "/" ? "" : '""'))
  const calls: Array<string> = []
  for (const { 1: dot, 2: path, index } of spoken.matchAll(called)) {
    const parts = path!.split(/\.|::/)
    if (keywords.has(path!) || isImport.test(path!) || defined.test(spoken.slice(Math.max(0, index - 12), index)))
      continue
    const module = dot === undefined ? moduleByName.get(parts[0]!) : undefined
    if (module !== undefined) calls.push([module, ...parts.slice(1)].join("."))
    else if (path!.includes("::")) calls.push(parts.join("."))
    else calls.push(parts.at(-1)!)
  }
  return [...imports, ...magics, ...calls].join(" ")
}

const isImport = /^(?:library|require|requireNamespace)$/

/**
 * The names in code inside sentences, an element a line: an element that is one name gives it, called or not
 * (`tf.data.Dataset`, `model.fit()`), and any other what {@link codeNames} finds.
 */
export const inlineNames = (lines: string): string =>
  lines
    .split("\n")
    .map((line) => oneName.exec(line.trim())?.[1] ?? codeNames(line))
    .filter((names) => names !== "")
    .join(" ")
