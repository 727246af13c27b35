/** How a person raises the limit: twice what it is now. */
export const raiseMaxFieldBytes = (now: number): string => `raise the limit with --set posts.maxFieldBytes=${2 * now}`
