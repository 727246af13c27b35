/** Different elements in both lists / different elements in either, 0 to 1; 0 where both are empty. */
export const setJaccard = <A extends number | string>(a: Iterable<A>, b: Iterable<A>): number => {
  const inA = new Set(a)
  const inB = new Set(b)
  let both = 0
  for (const element of inA) if (inB.has(element)) both++
  const either = inA.size + inB.size - both
  return either === 0 ? 0 : both / either
}
