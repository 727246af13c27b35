/**
 * Who may import what, and who may touch what: the arrows of the house as data.
 */

/** What the source of one package may import, its own files aside. */
export interface Allowance {
  /** Packages of the workspace, without `@praxis/`; `pipelines` are the studies. */
  readonly workspace: ReadonlyArray<string>
  readonly npm: ReadonlyArray<string>
  /** True where it may import what Node brings along. */
  readonly node: boolean
}

/** A use that results must not depend on. */
export interface ForbiddenUse {
  /** The name of a {@link import("./SourceFile.ts").Use}; `*` stands for any letters. */
  readonly use: string
  readonly remedy: string
}

/** A forbidden use that must be. */
export interface Exception {
  /** Relative to the root. */
  readonly path: string
  readonly use: string
  readonly reason: string
}

/** All rules. */
export interface Rules {
  /** By folder: `packages/x`; `pipelines/*` stands for every study. */
  readonly allowances: Readonly<Record<string, Allowance>>
  /** npm packages that stand behind one file, so that replacing them changes one file. */
  readonly inOneFile: ReadonlyArray<string>
  readonly forbiddenUses: ReadonlyArray<ForbiddenUse>
  /** Folders where every use is free. */
  readonly freeUses: ReadonlyArray<string>
  readonly exceptions: ReadonlyArray<Exception>
}

const domain = ["dataflow", "tables"]

/** The rules of this repository. */
export const rules: Rules = {
  allowances: {
    // Of Node just `readFileSync`, for its own compiled kernels.
    "packages/numerics": { workspace: [], npm: [], node: true },
    "packages/dataflow": { workspace: [], npm: ["acorn", "apache-arrow", "diff", "effect", "yaml"], node: true },
    "packages/tables": { workspace: ["dataflow"], npm: ["effect"], node: false },
    "packages/simulation": { workspace: [...domain, "numerics"], npm: ["effect"], node: true },
    "packages/ingest": {
      workspace: domain,
      npm: [
        "@foxglove/wasm-bz2",
        "@napi-rs/lzma",
        "csv-parse",
        "effect",
        "hyparquet",
        "hyparquet-compressors",
        "saxes",
        "yauzl"
      ],
      node: true
    },
    "packages/acquisition": { workspace: ["dataflow"], npm: ["effect"], node: true },
    "packages/text-features": {
      workspace: [...domain, "numerics"],
      npm: ["effect", "htmlparser2", "snowball-stemmers", "tinyld"],
      node: true
    },
    "packages/topic-clustering": {
      workspace: [...domain, "numerics"],
      npm: ["effect", "graphology", "graphology-communities-louvain", "ml-kmeans"],
      node: true
    },
    "packages/reporting": {
      workspace: domain,
      npm: ["@observablehq/plot", "d3-sankey", "effect", "linkedom"],
      node: true
    },
    "packages/cli": {
      workspace: [...domain, "acquisition", "pipelines"],
      npm: ["@dagrejs/dagre", "@effect/platform-node", "effect"],
      node: true
    },
    "packages/config": { workspace: [], npm: [], node: false },
    "pipelines/*": {
      workspace: [...domain, "acquisition", "simulation", "ingest", "text-features", "topic-clustering", "reporting"],
      npm: ["effect"],
      node: true
    }
  },
  inOneFile: ["graphology", "graphology-communities-louvain", "ml-kmeans"],
  forbiddenUses: [
    { use: "process", remedy: "take it as an argument; only packages/cli touches the process" },
    { use: "console", remedy: "report by progress or warn; only packages/cli prints" },
    { use: "performance", remedy: "take the time from Effect's Clock; results must not depend on it" },
    { use: "Date.now", remedy: "take the time from Effect's Clock; results must not depend on it" },
    { use: "new Date()", remedy: "take the time from Effect's Clock; results must not depend on it" },
    { use: "Math.random", remedy: "take a seeded generator (@praxis/numerics/random) as an argument" },
    { use: "localeCompare", remedy: "compare bytes or code points; a locale differs between machines" },
    { use: "toLocale*", remedy: "format or fold without a locale; it differs between machines" },
    { use: "Intl without a locale", remedy: 'name the locale, such as "en"; the default differs between machines' }
  ],
  freeUses: ["packages/cli"],
  exceptions: [
    {
      path: "packages/ingest/src/loadBzip2.ts",
      use: "process",
      reason: "takes back the listeners that the loader of libbzip2 puts on the process"
    },
    {
      path: "packages/dataflow/src/internal/stripTypes.ts",
      use: "process",
      reason: "holds back the one warning that Node gives for stripping types"
    },
    {
      path: "packages/dataflow/src/nodeVersion.ts",
      use: "process",
      reason: "the version of Node is part of every key"
    }
  ]
}
