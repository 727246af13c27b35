;; The loops of non-negative matrix factorisation by coordinate descent. Every parameter but counts is a place in memory, in
;; bytes; dense rows have `stride` bytes (a multiple of 64), zeros at their ends. A row has a function of its own, so that
;; optimised code takes over between two rows.
(module
  (import "kernel" "memory" (memory 1))

  ;; Writes a sparse row ($index to $last, from $value on) times a dense matrix to `out`, eight columns at a time; each is
  ;; one sum in the order of the row.
  (func $times
    (param $indices i32) (param $last i32) (param $values i32) (param $b i32) (param $stride i32) (param $out i32)
    (local $column i32) (local $index i32) (local $value i32) (local $from i32) (local $weight v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (loop $columns
      (local.set $s0 (v128.const f64x2 0 0))
      (local.set $s1 (v128.const f64x2 0 0))
      (local.set $s2 (v128.const f64x2 0 0))
      (local.set $s3 (v128.const f64x2 0 0))
      (local.set $index (local.get $indices))
      (local.set $value (local.get $values))
      (block $done
        (loop $next
          (br_if $done (i32.ge_u (local.get $index) (local.get $last)))
          (local.set $weight (v128.load64_splat (local.get $value)))
          (local.set $from
            (i32.add
              (i32.add (local.get $b) (local.get $column))
              (i32.mul (i32.load (local.get $index)) (local.get $stride))))
          (local.set $s0 (f64x2.add (local.get $s0) (f64x2.mul (local.get $weight) (v128.load (local.get $from)))))
          (local.set $s1 (f64x2.add (local.get $s1) (f64x2.mul (local.get $weight) (v128.load offset=16 (local.get $from)))))
          (local.set $s2 (f64x2.add (local.get $s2) (f64x2.mul (local.get $weight) (v128.load offset=32 (local.get $from)))))
          (local.set $s3 (f64x2.add (local.get $s3) (f64x2.mul (local.get $weight) (v128.load offset=48 (local.get $from)))))
          (local.set $index (i32.add (local.get $index) (i32.const 4)))
          (local.set $value (i32.add (local.get $value) (i32.const 8)))
          (br $next)))
      (local.set $from (i32.add (local.get $out) (local.get $column)))
      (v128.store (local.get $from) (local.get $s0))
      (v128.store offset=16 (local.get $from) (local.get $s1))
      (v128.store offset=32 (local.get $from) (local.get $s2))
      (v128.store offset=48 (local.get $from) (local.get $s3))
      (local.set $column (i32.add (local.get $column) (i32.const 64)))
      (br_if $columns (i32.lt_u (local.get $column) (local.get $stride)))))

  ;; Moves the first $k entries of a dense row, one after the other, each to its best value; returns the violation.
  ;; An entry's gradient is the sum over four columns at a time of $gram's row times the row, less its product.
  (func $descendRow
    (param $row i32) (param $gram i32) (param $product i32) (param $k i32) (param $stride i32) (result f64)
    (local $topic i32) (local $column i32) (local $a v128) (local $b v128)
    (local $gradient f64) (local $value f64) (local $curvature f64) (local $violation f64)
    (block $done
      (loop $topics
        (br_if $done (i32.ge_u (local.get $topic) (i32.shl (local.get $k) (i32.const 3))))
        (local.set $a (v128.const f64x2 0 0))
        (local.set $b (v128.const f64x2 0 0))
        (local.set $column (i32.const 0))
        (loop $columns
          (local.set $a
            (f64x2.add
              (local.get $a)
              (f64x2.mul
                (v128.load (i32.add (local.get $gram) (local.get $column)))
                (v128.load (i32.add (local.get $row) (local.get $column))))))
          (local.set $b
            (f64x2.add
              (local.get $b)
              (f64x2.mul
                (v128.load offset=16 (i32.add (local.get $gram) (local.get $column)))
                (v128.load offset=16 (i32.add (local.get $row) (local.get $column))))))
          (local.set $column (i32.add (local.get $column) (i32.const 32)))
          (br_if $columns (i32.lt_u (local.get $column) (local.get $stride))))
        (local.set $a (f64x2.add (local.get $a) (local.get $b)))
        (local.set $gradient
          (f64.sub
            (f64.add (f64x2.extract_lane 0 (local.get $a)) (f64x2.extract_lane 1 (local.get $a)))
            (f64.load (i32.add (local.get $product) (local.get $topic)))))
        (local.set $value (f64.load (i32.add (local.get $row) (local.get $topic))))
        (if
          (i32.or (f64.ne (local.get $value) (f64.const 0)) (f64.lt (local.get $gradient) (f64.const 0)))
          (then (local.set $violation (f64.add (local.get $violation) (f64.abs (local.get $gradient))))))
        (local.set $curvature (f64.load (i32.add (local.get $gram) (local.get $topic))))
        (if
          (f64.ne (local.get $curvature) (f64.const 0))
          (then
            (f64.store
              (i32.add (local.get $row) (local.get $topic))
              (f64.max
                (f64.sub (local.get $value) (f64.div (local.get $gradient) (local.get $curvature)))
                (f64.const 0)))))
        (local.set $gram (i32.add (local.get $gram) (local.get $stride)))
        (local.set $topic (i32.add (local.get $topic) (i32.const 8)))
        (br $topics)))
    (local.get $violation))

  ;; Moves each of nRows dense rows to fit its sparse row as a mixture of the rows of $b, whose Gram matrix is $gram;
  ;; returns the violation. The row's product with $b goes to $product, one row after the other by $productStep bytes.
  (func (export "descend")
    (param $nRows i32) (param $offsets i32) (param $indices i32) (param $values i32) (param $b i32) (param $gram i32)
    (param $k i32) (param $stride i32) (param $rows i32) (param $product i32) (param $productStep i32)
    (result f64)
    (local $row i32) (local $first i32) (local $violation f64)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $nRows)))
        (local.set $first (i32.load (local.get $offsets)))
        (call $times
          (i32.add (local.get $indices) (i32.shl (local.get $first) (i32.const 2)))
          (i32.add (local.get $indices) (i32.shl (i32.load offset=4 (local.get $offsets)) (i32.const 2)))
          (i32.add (local.get $values) (i32.shl (local.get $first) (i32.const 3)))
          (local.get $b)
          (local.get $stride)
          (local.get $product))
        (local.set $violation
          (f64.add
            (local.get $violation)
            (call $descendRow
              (local.get $rows) (local.get $gram) (local.get $product) (local.get $k) (local.get $stride))))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $rows (i32.add (local.get $rows) (local.get $stride)))
        (local.set $product (i32.add (local.get $product) (local.get $productStep)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next)))
    (local.get $violation))

  ;; Adds the square of a dense row to a Gram matrix; entries of 0 are passed over.
  (func $addSquare (param $row i32) (param $k i32) (param $stride i32) (param $gram i32)
    (local $topic i32) (local $column i32) (local $at i32) (local $value v128)
    (block $done
      (loop $topics
        (br_if $done (i32.ge_u (local.get $topic) (i32.shl (local.get $k) (i32.const 3))))
        (local.set $value (v128.load64_splat (i32.add (local.get $row) (local.get $topic))))
        (if
          (f64.ne (f64x2.extract_lane 0 (local.get $value)) (f64.const 0))
          (then
            (local.set $column (i32.const 0))
            (loop $columns
              (local.set $at (i32.add (local.get $gram) (local.get $column)))
              (v128.store
                (local.get $at)
                (f64x2.add
                  (v128.load (local.get $at))
                  (f64x2.mul (local.get $value) (v128.load (i32.add (local.get $row) (local.get $column))))))
              (v128.store offset=16
                (local.get $at)
                (f64x2.add
                  (v128.load offset=16 (local.get $at))
                  (f64x2.mul (local.get $value) (v128.load offset=16 (i32.add (local.get $row) (local.get $column))))))
              (local.set $column (i32.add (local.get $column) (i32.const 32)))
              (br_if $columns (i32.lt_u (local.get $column) (local.get $stride))))))
        (local.set $gram (i32.add (local.get $gram) (local.get $stride)))
        (local.set $topic (i32.add (local.get $topic) (i32.const 8)))
        (br $topics))))

  ;; $gram += BᵀB of nRows dense rows, in row order.
  (func (export "addGram") (param $rows i32) (param $nRows i32) (param $k i32) (param $stride i32) (param $gram i32)
    (local $row i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $nRows)))
        (call $addSquare (local.get $rows) (local.get $k) (local.get $stride) (local.get $gram))
        (local.set $rows (i32.add (local.get $rows) (local.get $stride)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next)))))
