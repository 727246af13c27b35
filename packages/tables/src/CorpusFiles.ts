import { files } from "@praxis/dataflow/Artifact"

/** The raw files of a corpus: exports and dumps, unchanged bytes. */
export const CorpusFiles = files("files")
