/** A copy of the chosen rows of a row-major matrix, in the order in which they are named. */
export const rowsAt = (
  { width, values }: { readonly width: number; readonly values: Float64Array },
  chosen: ArrayLike<number>
): Float64Array => {
  const copy = new Float64Array(chosen.length * width)
  for (let i = 0; i < chosen.length; i++) {
    copy.set(values.subarray(chosen[i]! * width, (chosen[i]! + 1) * width), i * width)
  }
  return copy
}
