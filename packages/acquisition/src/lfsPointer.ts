/** No pointer is longer. Source: Git LFS specification, "The Pointer": less than 1024 bytes. */
export const lfsPointerBytes = 1024

/** True for the text that Git LFS keeps in the place of a large file. */
export const isLfsPointer = (text: string): boolean => text.startsWith("version https://git-lfs.github.com/spec/")
