;; The loops over a sparse matrix that spherical k-means spends its time in. Every parameter but `rounding`, `row`s and
;; counts is a place in memory, in bytes. A sum runs in the order of the row's values, so its bits are those of a plain loop.
;;
;; offsets i32, indices u32, values f64: compressed rows. byTerm f64: centroids by term, `stride` bytes (a multiple of 32)
;; from one term to the next. moved f64 pairs by term: by how much its weight rose at most, and minus by how much it fell
;; at most. bounds f64 pairs by row: above the cosines to all other centroids, below that to the own.
(module
  (import "kernel" "memory" (memory 1))

  ;; Writes the cosines of a row to all centroids to `out`: eight at a time, then four.
  (func (export "cosines")
    (param $row i32) (param $offsets i32) (param $indices i32) (param $values i32)
    (param $byTerm i32) (param $stride i32) (param $out i32)
    (local $first i32) (local $last i32) (local $index i32) (local $value i32)
    (local $column i32) (local $from i32) (local $weight v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $row (i32.add (local.get $offsets) (i32.shl (local.get $row) (i32.const 2))))
    (local.set $first (i32.load (local.get $row)))
    (local.set $last (i32.add (local.get $indices) (i32.shl (i32.load offset=4 (local.get $row)) (i32.const 2))))
    (local.set $indices (i32.add (local.get $indices) (i32.shl (local.get $first) (i32.const 2))))
    (local.set $values (i32.add (local.get $values) (i32.shl (local.get $first) (i32.const 3))))
    (block $eightsDone
      (loop $eights
        (br_if $eightsDone (i32.gt_u (i32.add (local.get $column) (i32.const 64)) (local.get $stride)))
        (local.set $a (v128.const f64x2 0 0))
        (local.set $b (v128.const f64x2 0 0))
        (local.set $c (v128.const f64x2 0 0))
        (local.set $d (v128.const f64x2 0 0))
        (local.set $index (local.get $indices))
        (local.set $value (local.get $values))
        (block $rowDone
          (loop $next
            (br_if $rowDone (i32.ge_u (local.get $index) (local.get $last)))
            (local.set $weight (v128.load64_splat (local.get $value)))
            (local.set $from
              (i32.add
                (i32.add (local.get $byTerm) (local.get $column))
                (i32.mul (i32.load (local.get $index)) (local.get $stride))))
            (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $weight) (v128.load (local.get $from)))))
            (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $weight) (v128.load offset=16 (local.get $from)))))
            (local.set $c (f64x2.add (local.get $c) (f64x2.mul (local.get $weight) (v128.load offset=32 (local.get $from)))))
            (local.set $d (f64x2.add (local.get $d) (f64x2.mul (local.get $weight) (v128.load offset=48 (local.get $from)))))
            (local.set $index (i32.add (local.get $index) (i32.const 4)))
            (local.set $value (i32.add (local.get $value) (i32.const 8)))
            (br $next)))
        (local.set $from (i32.add (local.get $out) (local.get $column)))
        (v128.store (local.get $from) (local.get $a))
        (v128.store offset=16 (local.get $from) (local.get $b))
        (v128.store offset=32 (local.get $from) (local.get $c))
        (v128.store offset=48 (local.get $from) (local.get $d))
        (local.set $column (i32.add (local.get $column) (i32.const 64)))
        (br $eights)))
    (if (i32.ge_u (local.get $column) (local.get $stride)) (then (return)))
    (local.set $a (v128.const f64x2 0 0))
    (local.set $b (v128.const f64x2 0 0))
    (local.set $index (local.get $indices))
    (local.set $value (local.get $values))
    (block $rowDone
      (loop $next
        (br_if $rowDone (i32.ge_u (local.get $index) (local.get $last)))
        (local.set $weight (v128.load64_splat (local.get $value)))
        (local.set $from
          (i32.add
            (i32.add (local.get $byTerm) (local.get $column))
            (i32.mul (i32.load (local.get $index)) (local.get $stride))))
        (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $weight) (v128.load (local.get $from)))))
        (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $weight) (v128.load offset=16 (local.get $from)))))
        (local.set $index (i32.add (local.get $index) (i32.const 4)))
        (local.set $value (i32.add (local.get $value) (i32.const 8)))
        (br $next)))
    (local.set $from (i32.add (local.get $out) (local.get $column)))
    (v128.store (local.get $from) (local.get $a))
    (v128.store offset=16 (local.get $from) (local.get $b)))

  ;; Moves the bounds of rows 0 to nRows − 1 by what their terms moved, and lists in `open` those that the bounds leave
  ;; open, also with the own cosine in place of its bound. Returns how many.
  (func (export "moveBounds")
    (param $nRows i32) (param $offsets i32) (param $indices i32) (param $values i32)
    (param $byTerm i32) (param $stride i32) (param $moved i32) (param $labels i32) (param $bounds i32)
    (param $rounding f64) (param $open i32)
    (result i32)
    (local $row i32) (local $count i32) (local $at i32) (local $index i32) (local $value i32) (local $last i32)
    (local $widened v128) (local $sum v128) (local $own f64)
    (local.set $widened
      (f64x2.replace_lane 1 (f64x2.splat (local.get $rounding)) (f64.neg (local.get $rounding))))
    (block $rowsDone
      (loop $rows
        (br_if $rowsDone (i32.ge_u (local.get $row) (local.get $nRows)))
        (local.set $at (i32.load (local.get $offsets)))
        (local.set $last
          (i32.add (local.get $indices) (i32.shl (i32.load offset=4 (local.get $offsets)) (i32.const 2))))
        (local.set $index (i32.add (local.get $indices) (i32.shl (local.get $at) (i32.const 2))))
        (local.set $value (i32.add (local.get $values) (i32.shl (local.get $at) (i32.const 3))))
        (local.set $sum (local.get $widened))
        (block $rowDone
          (loop $next
            (br_if $rowDone (i32.ge_u (local.get $index) (local.get $last)))
            (local.set $sum
              (f64x2.add
                (local.get $sum)
                (f64x2.mul
                  (f64x2.abs (v128.load64_splat (local.get $value)))
                  (v128.load (i32.add (local.get $moved) (i32.shl (i32.load (local.get $index)) (i32.const 4)))))))
            (local.set $index (i32.add (local.get $index) (i32.const 4)))
            (local.set $value (i32.add (local.get $value) (i32.const 8)))
            (br $next)))
        (local.set $sum (f64x2.add (v128.load (local.get $bounds)) (local.get $sum)))
        (v128.store (local.get $bounds) (local.get $sum))
        (block $settled
          (br_if $settled
            (f64.gt (f64x2.extract_lane 1 (local.get $sum)) (f64x2.extract_lane 0 (local.get $sum))))
          (local.set $own (f64.const 0))
          (local.set $index (i32.add (local.get $indices) (i32.shl (local.get $at) (i32.const 2))))
          (local.set $value (i32.add (local.get $values) (i32.shl (local.get $at) (i32.const 3))))
          (local.set $at (i32.add (local.get $byTerm) (i32.shl (i32.load (local.get $labels)) (i32.const 3))))
          (block $rowDone
            (loop $next
              (br_if $rowDone (i32.ge_u (local.get $index) (local.get $last)))
              (local.set $own
                (f64.add
                  (local.get $own)
                  (f64.mul
                    (f64.load (local.get $value))
                    (f64.load
                      (i32.add (local.get $at) (i32.mul (i32.load (local.get $index)) (local.get $stride)))))))
              (local.set $index (i32.add (local.get $index) (i32.const 4)))
              (local.set $value (i32.add (local.get $value) (i32.const 8)))
              (br $next)))
          (f64.store offset=8 (local.get $bounds) (local.get $own))
          (br_if $settled (f64.gt (local.get $own) (f64x2.extract_lane 0 (local.get $sum))))
          (i32.store (i32.add (local.get $open) (i32.shl (local.get $count) (i32.const 2))) (local.get $row))
          (local.set $count (i32.add (local.get $count) (i32.const 1))))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $labels (i32.add (local.get $labels) (i32.const 4)))
        (local.set $bounds (i32.add (local.get $bounds) (i32.const 16)))
        (br $rows)))
    (local.get $count))

  ;; Adds a row times `sign` to a dense row.
  (func (export "addRow")
    (param $row i32) (param $offsets i32) (param $indices i32) (param $values i32) (param $sums i32) (param $sign f64)
    (local $at i32) (local $last i32)
    (local.set $row (i32.add (local.get $offsets) (i32.shl (local.get $row) (i32.const 2))))
    (local.set $last (i32.add (local.get $indices) (i32.shl (i32.load offset=4 (local.get $row)) (i32.const 2))))
    (local.set $row (i32.load (local.get $row)))
    (local.set $indices (i32.add (local.get $indices) (i32.shl (local.get $row) (i32.const 2))))
    (local.set $values (i32.add (local.get $values) (i32.shl (local.get $row) (i32.const 3))))
    (block $rowDone
      (loop $next
        (br_if $rowDone (i32.ge_u (local.get $indices) (local.get $last)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load (local.get $indices)) (i32.const 3))))
        (f64.store
          (local.get $at)
          (f64.add (f64.load (local.get $at)) (f64.mul (local.get $sign) (f64.load (local.get $values)))))
        (local.set $indices (i32.add (local.get $indices) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 8)))
        (br $next)))))
