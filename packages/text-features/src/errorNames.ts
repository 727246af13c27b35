const errors =
  /(?<![\w"'.:$])(?:[A-Za-z_$][\w$]*[.:]{1,2})*([A-Za-z_]\w*(?:Error|Exception|Interrupt|Fault))(?=\s*(?:\[[^\]]*\]\s*)?:|\s*$|[^\w(."'])/gm
const states = /\b(?:cudaError\w+|CUDA_ERROR_\w+|(?:CUBLAS|CUDNN|CUSOLVER|CUSPARSE|NCCL)_STATUS_\w+)/g
const outOfMemory = /\bCUDA out of memory/g
const compilerCodes = /\berror(?: |\[)([A-Z]+\d+)\]?/g
const q = String.raw`["'\`‘’“”]`
const modules = [
  // Python, JavaScript
  new RegExp(String.raw`No module named ${q}?([\w.]+)`, "g"),
  new RegExp(String.raw`cannot import name ${q}?\w+${q}? from (?:partially initialized module )?${q}([\w.]+)`, "g"),
  new RegExp(String.raw`module ${q}([\w.]+)${q} has no attribute`, "g"),
  new RegExp(String.raw`Cannot find module ${q}([\w.@/-]+)`, "g"),
  // R
  new RegExp(String.raw`there is no package called ${q}([\w.]+)`, "g"),
  new RegExp(String.raw`could not find function ${q}([\w.]+)`, "g"),
  // C, the shell
  /fatal error: ([\w./+-]+\.\w+): No such file/g,
  /(?:ba|z|da)?sh: (?:line \d+: )?([\w.-]+): (?:command )?not found/g
]

/**
 * The names in what a program printed when it failed, separated by spaces: first those of errors (`ValueError`,
 * `NullPointerException`, `cudaErrorIllegalAddress`, `C1083`; a CUDA device out of memory is `CUDA`), then the modules,
 * packages, functions and commands that their messages say are missing. A name as often as it stands there.
 */
export const errorNames = (traceback: string): string =>
  [
    ...Array.from(traceback.matchAll(errors), ([, name]) => name!),
    ...Array.from(traceback.matchAll(states), ([name]) => name),
    ...Array.from(traceback.matchAll(outOfMemory), () => "CUDA"),
    ...Array.from(traceback.matchAll(compilerCodes), ([, name]) => name!),
    ...modules.flatMap((pattern) => Array.from(traceback.matchAll(pattern), ([, name]) => name!))
  ].join(" ")
