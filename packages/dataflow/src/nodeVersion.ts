/** The version of Node that runs: part of every key, since its mathematics and its Unicode tables may change. */
export const nodeVersion: string = process.versions.node
