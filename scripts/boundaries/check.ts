/**
 * Holds the sources of a workspace against the rules.
 */
import { globSync, readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { basename, dirname, join } from "node:path/posix"
import type { Allowance, Rules } from "./Rules.ts"
import { type Import, readSourceFile, type SourceFile } from "./SourceFile.ts"

/** One place that breaks a rule. */
export interface Violation {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly rule: string
  readonly remedy: string
}

/** What was looked at, and what breaks a rule, by path and line. */
export interface Checked {
  readonly files: number
  readonly violations: ReadonlyArray<Violation>
}

/** Checks every file under `packages/<name>/src` and `pipelines/<name>/src`. */
export const check = (root: string, rules: Rules): Checked => {
  const violations: Array<Violation> = []
  const sources: Array<SourceFile> = []
  const manifests = globSync("{packages,pipelines}/*/package.json", { cwd: root })
    .toSorted()
    .map((path) => readManifest(root, dirname(path)))
  const folderByName = new Map(manifests.map(({ name, folder }) => [name, folder]))
  for (const manifest of manifests) {
    const { folder } = manifest
    for (const path of globSync(`${folder}/src/**/*.{ts,mts,js,mjs}`, { cwd: root }).toSorted()) {
      let source: SourceFile
      try {
        source = readSourceFile(root, path)
      } catch (cause) {
        if (!(cause instanceof SyntaxError)) throw cause
        violations.push({
          path,
          line: 1,
          rule: `cannot be read: ${cause.message}`,
          remedy: "write what Node can run as it is"
        })
        continue
      }
      sources.push(source)
      for (const one of source.imports) {
        const broken = checkImport(rules, folderByName, manifest, path, one)
        if (broken !== undefined) violations.push({ path, line: one.line, ...broken })
      }
      if (!rules.freeUses.includes(folder)) violations.push(...forbiddenUses(rules, source))
    }
  }
  violations.push(...packagesInMoreThanOneFile(rules, sources), ...idleExceptions(rules, sources))
  return {
    files: sources.length,
    violations: violations.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line))
  }
}

interface Manifest {
  readonly name: string
  /** Relative to the root. */
  readonly folder: string
  readonly dependencies: ReadonlySet<string>
}

const readManifest = (root: string, folder: string): Manifest => {
  const { name, dependencies } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"))
  return { name, folder, dependencies: new Set(Object.keys(dependencies ?? {})) }
}

type Broken = Pick<Violation, "rule" | "remedy"> | undefined

/** The first rule that an import breaks. */
const checkImport = (
  rules: Rules,
  folderByName: ReadonlyMap<string, string>,
  manifest: Manifest,
  path: string,
  one: Import
): Broken => {
  const { specifier } = one
  const { folder } = manifest
  if (one.kind === "file" && rules.freeUses.includes(folder)) return undefined
  if (specifier.startsWith(".") || one.kind === "file") {
    return /^[a-z]+:/.test(specifier) || join(dirname(path), specifier).startsWith(`${folder}/`)
      ? undefined
      : {
          rule: `"${specifier}" leaves the package by a path`,
          remedy: "import the other package by its name, such as @praxis/tables/Posts"
        }
  }
  const allowance = rules.allowances[folder] ??
    rules.allowances[`${dirname(folder)}/*`] ?? { workspace: [], npm: [], node: false }
  if (isBuiltin(specifier)) {
    if (!allowance.node) {
      return { rule: `${folder} imports nothing of Node ("${specifier}")`, remedy: "take what it needs as an argument" }
    }
    return ["process", "node:process"].includes(specifier)
      ? { rule: `"${specifier}" is imported`, remedy: "only packages/cli touches the process, as the global" }
      : undefined
  }
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")
  const home = folderByName.get(name)
  return home === undefined
    ? checkNpmImport(rules, allowance, manifest, name)
    : checkWorkspaceImport(allowance, manifest, name, home, specifier)
}

const checkWorkspaceImport = (
  allowance: Allowance,
  manifest: Manifest,
  name: string,
  home: string,
  specifier: string
): Broken => {
  if (name === manifest.name) {
    return { rule: `"${specifier}" imports the own package by its name`, remedy: "import it by its relative path" }
  }
  if (specifier.startsWith(`${name}/internal/`)) {
    return { rule: `"${specifier}" is internal to ${name}`, remedy: "import a module that the package exports" }
  }
  const allowed = allowance.workspace.includes(home.startsWith("pipelines/") ? "pipelines" : basename(home))
  if (!allowed) {
    return {
      rule: `${manifest.folder} must not import ${name}`,
      remedy: `it may import ${list(allowance.workspace)}; packages of one level meet in a contract of packages/tables`
    }
  }
  return undeclared(manifest, name)
}

const checkNpmImport = (rules: Rules, allowance: Allowance, manifest: Manifest, name: string): Broken => {
  if (allowance.npm.includes(name)) return undeclared(manifest, name)
  const homes = Object.keys(rules.allowances).filter((home) => rules.allowances[home]!.npm.includes(name))
  return {
    rule: `${manifest.folder} must not import ${name}`,
    remedy:
      homes.length > 0
        ? `it is imported in ${list(homes)} only`
        : "use what is there; a new dependency needs a decision record and a line in scripts/boundaries/Rules.ts"
  }
}

const undeclared = ({ folder, dependencies }: Manifest, name: string): Broken =>
  dependencies.has(name)
    ? undefined
    : { rule: `${name} is not among the dependencies of ${folder}`, remedy: `declare it in ${folder}/package.json` }

const forbiddenUses = (rules: Rules, source: SourceFile): ReadonlyArray<Violation> =>
  source.uses.flatMap(({ name, line }) => {
    const forbidden = rules.forbiddenUses.find(({ use }) => matches(use, name))
    if (forbidden === undefined || isException(rules, source.path, name)) return []
    return [{ path: source.path, line, rule: `${name} is used`, remedy: forbidden.remedy }]
  })

const isException = (rules: Rules, path: string, name: string): boolean =>
  rules.exceptions.some((exception) => exception.path === path && matches(exception.use, name))

const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern

const packagesInMoreThanOneFile = (rules: Rules, sources: ReadonlyArray<SourceFile>): ReadonlyArray<Violation> =>
  rules.inOneFile.flatMap((name) => {
    const importing = sources.flatMap(({ path, imports }) => {
      const first = imports.find(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`))
      return first === undefined ? [] : [{ path, line: first.line }]
    })
    return importing.slice(1).map(({ path, line }) => ({
      path,
      line,
      rule: `${name} is imported in a second file`,
      remedy: `go through ${importing[0]!.path}, so that replacing it changes one file`
    }))
  })

/** An exception that nothing needs any more would let a later mistake pass. */
const idleExceptions = (rules: Rules, sources: ReadonlyArray<SourceFile>): ReadonlyArray<Violation> =>
  rules.exceptions
    .filter(
      (exception) =>
        !sources.some(
          ({ path, uses }) => path === exception.path && uses.some(({ name }) => matches(exception.use, name))
        )
    )
    .map(({ path, use }) => ({
      path,
      line: 1,
      rule: `the exception for ${use} is not needed`,
      remedy: "remove it from scripts/boundaries/Rules.ts"
    }))

const list = (names: ReadonlyArray<string>): string => (names.length === 0 ? "nothing" : names.join(", "))
