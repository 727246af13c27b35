/** True for the name of a file that is being written, or that a dead process left. */
export const isTemporary = (name: string): boolean => name.startsWith(".tmp-")
