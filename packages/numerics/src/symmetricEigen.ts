/** Eigenvalues (n), descending, and unit eigenvectors: vector k is column k of the row-major `vectors` (n × n). */
export interface SymmetricEigen {
  readonly values: Float64Array
  readonly vectors: Float64Array
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix (n × n, row-major; not changed), for n up to a few hundred.
 * Equal eigenvalues keep the order of the diagonal. An entry that is not finite throws a `RangeError`.
 *
 * Cyclic Jacobi rotations until no entry off the diagonal is worth one (Golub and Van Loan 2013, section 8.5): slower
 * than tridiagonal QL, and more accurate for the small eigenvalues of a Gram matrix (Demmel and Veselić 1992).
 */
export const symmetricEigen = (matrix: Float64Array, n: number): SymmetricEigen => {
  if (!matrix.every(Number.isFinite))
    throw new RangeError("a matrix with an entry that is not finite has no eigenvalues")
  const a = matrix.slice()
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotations = 0
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) rotations += rotate(a, v, n, p, q)
    }
    if (rotations === 0) break
  }
  return sorted(a, v, n)
}

/** Makes entry (p, q) zero; gives 0 where it is so small beside the diagonal that nothing would change. Row k of `v` is an eigenvector to be. */
const rotate = (a: Float64Array, v: Float64Array, n: number, p: number, q: number): number => {
  const apq = a[p * n + q]!
  const app = a[p * n + p]!
  const aqq = a[q * n + q]!
  if (Math.abs(apq) <= 1e-16 * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq)) || Math.abs(apq) < 1e-300) return 0
  const theta = (aqq - app) / (2 * apq)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const vp = v[p * n + k]!
    const vq = v[q * n + k]!
    v[p * n + k] = c * vp - s * vq
    v[q * n + k] = s * vp + c * vq
    if (k === p || k === q) continue
    const akp = a[p * n + k]!
    const akq = a[q * n + k]!
    const newP = c * akp - s * akq
    const newQ = s * akp + c * akq
    a[p * n + k] = newP
    a[q * n + k] = newQ
    a[k * n + p] = newP
    a[k * n + q] = newQ
  }
  a[p * n + p] = app - t * apq
  a[q * n + q] = aqq + t * apq
  a[p * n + q] = 0
  a[q * n + p] = 0
  return 1
}

const sorted = (a: Float64Array, v: Float64Array, n: number): SymmetricEigen => {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]! || i - j)
  const vectors = new Float64Array(n * n)
  order.forEach((from, to) => {
    for (let k = 0; k < n; k++) vectors[k * n + to] = v[from * n + k]!
  })
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors }
}
