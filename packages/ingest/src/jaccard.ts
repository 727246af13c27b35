/** The Jaccard similarity of two sets, each as ascending numbers: of all that is in either, the share that is in both; 0 where both are empty. */
export const jaccard = (a: Float64Array, b: Float64Array): number => {
  let both = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const difference = a[i]! - b[j]!
    if (difference === 0) both++
    if (difference <= 0) i++
    if (difference >= 0) j++
  }
  const either = a.length + b.length - both
  return either === 0 ? 0 : both / either
}
