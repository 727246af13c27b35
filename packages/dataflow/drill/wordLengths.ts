/** A kernel: the lengths of words, in characters. */
export const wordLengths = ({ scale }: { readonly scale: number }, words: ReadonlyArray<string>): Uint32Array =>
  Uint32Array.from(words, (word) => word.length * scale)
