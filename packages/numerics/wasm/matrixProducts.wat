;; Products of matrices with 64-bit floats, eight columns of the right factor at a time.
;;
;; All parameters but counts of rows are bytes: places in memory, and `stride`, the length of a row of a dense matrix, a
;; multiple of 64. A sparse matrix is offsets i32, indices u32, values f64 in compressed rows. Every entry is one sum in
;; the order of rows or columns, so its bits are those of a plain loop. A row has a function of its own, since V8 puts
;; optimised code in place between calls, not inside one.
(module
  (import "kernel" "memory" (memory 1))

  ;; One row of a sparse matrix, from $index to $last and from $value on, times B; then for $out: at $product = 0 the row
  ;; of the product is written there, else it is multiplied by the row's values and added to the rows of its columns.
  (func $sparseRow
    (param $index i32) (param $last i32) (param $value i32) (param $b i32) (param $stride i32) (param $out i32)
    (param $scatter i32)
    (local $end i32) (local $i i32) (local $v i32) (local $at i32) (local $x v128)
    (local $p0 v128) (local $p1 v128) (local $p2 v128) (local $p3 v128)
    (local.set $end (i32.add (local.get $b) (local.get $stride)))
    (block $done
      (loop $columns
        (br_if $done (i32.ge_u (local.get $b) (local.get $end)))
        (local.set $p0 (v128.const f64x2 0 0))
        (local.set $p1 (v128.const f64x2 0 0))
        (local.set $p2 (v128.const f64x2 0 0))
        (local.set $p3 (v128.const f64x2 0 0))
        (local.set $i (local.get $index))
        (local.set $v (local.get $value))
        (block $gathered
          (loop $gather
            (br_if $gathered (i32.ge_u (local.get $i) (local.get $last)))
            (local.set $x (v128.load64_splat (local.get $v)))
            (local.set $at (i32.add (local.get $b) (i32.mul (i32.load (local.get $i)) (local.get $stride))))
            (local.set $p0 (f64x2.add (local.get $p0) (f64x2.mul (local.get $x) (v128.load (local.get $at)))))
            (local.set $p1 (f64x2.add (local.get $p1) (f64x2.mul (local.get $x) (v128.load offset=16 (local.get $at)))))
            (local.set $p2 (f64x2.add (local.get $p2) (f64x2.mul (local.get $x) (v128.load offset=32 (local.get $at)))))
            (local.set $p3 (f64x2.add (local.get $p3) (f64x2.mul (local.get $x) (v128.load offset=48 (local.get $at)))))
            (local.set $i (i32.add (local.get $i) (i32.const 4)))
            (local.set $v (i32.add (local.get $v) (i32.const 8)))
            (br $gather)))
        (if (local.get $scatter)
          (then
            (local.set $i (local.get $index))
            (local.set $v (local.get $value))
            (block $scattered
              (loop $add
                (br_if $scattered (i32.ge_u (local.get $i) (local.get $last)))
                (local.set $x (v128.load64_splat (local.get $v)))
                (local.set $at (i32.add (local.get $out) (i32.mul (i32.load (local.get $i)) (local.get $stride))))
                (v128.store (local.get $at) (f64x2.add (v128.load (local.get $at)) (f64x2.mul (local.get $x) (local.get $p0))))
                (v128.store offset=16 (local.get $at)
                  (f64x2.add (v128.load offset=16 (local.get $at)) (f64x2.mul (local.get $x) (local.get $p1))))
                (v128.store offset=32 (local.get $at)
                  (f64x2.add (v128.load offset=32 (local.get $at)) (f64x2.mul (local.get $x) (local.get $p2))))
                (v128.store offset=48 (local.get $at)
                  (f64x2.add (v128.load offset=48 (local.get $at)) (f64x2.mul (local.get $x) (local.get $p3))))
                (local.set $i (i32.add (local.get $i) (i32.const 4)))
                (local.set $v (i32.add (local.get $v) (i32.const 8)))
                (br $add))))
          (else
            (v128.store (local.get $out) (local.get $p0))
            (v128.store offset=16 (local.get $out) (local.get $p1))
            (v128.store offset=32 (local.get $out) (local.get $p2))
            (v128.store offset=48 (local.get $out) (local.get $p3))))
        (local.set $b (i32.add (local.get $b) (i32.const 64)))
        (local.set $out (i32.add (local.get $out) (i32.const 64)))
        (br $columns))))

  ;; Rows of a sparse matrix times B: with $scatter = 0 to the rows of $out, else $out += Aᵀ(A · B).
  (func (export "sparseTimesDense")
    (param $offsets i32) (param $indices i32) (param $values i32) (param $nRows i32)
    (param $b i32) (param $stride i32) (param $out i32) (param $scatter i32)
    (local $row i32) (local $start i32)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $row) (local.get $nRows)))
        (local.set $start (i32.load (local.get $offsets)))
        (call $sparseRow
          (i32.add (local.get $indices) (i32.shl (local.get $start) (i32.const 2)))
          (i32.add (local.get $indices) (i32.shl (i32.load offset=4 (local.get $offsets)) (i32.const 2)))
          (i32.add (local.get $values) (i32.shl (local.get $start) (i32.const 3)))
          (local.get $b) (local.get $stride) (local.get $out) (local.get $scatter))
        (if (i32.eqz (local.get $scatter))
          (then (local.set $out (i32.add (local.get $out) (local.get $stride)))))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $rows))))

  ;; One dense row of $inner bytes times B; with $upper, only the rows of B down to its diagonal.
  (func $denseRow
    (param $a i32) (param $inner i32) (param $b i32) (param $stride i32) (param $out i32) (param $upper i32)
    (local $end i32) (local $last i32) (local $column i32) (local $i i32) (local $at i32) (local $x v128)
    (local $p0 v128) (local $p1 v128) (local $p2 v128) (local $p3 v128)
    (local.set $end (i32.add (local.get $a) (local.get $inner)))
    (block $done
      (loop $columns
        (br_if $done (i32.ge_u (local.get $column) (local.get $stride)))
        (local.set $p0 (v128.const f64x2 0 0))
        (local.set $p1 (v128.const f64x2 0 0))
        (local.set $p2 (v128.const f64x2 0 0))
        (local.set $p3 (v128.const f64x2 0 0))
        (local.set $last (local.get $end))
        (if (i32.and (local.get $upper)
              (i32.lt_u (i32.add (local.get $column) (i32.const 64)) (local.get $inner)))
          (then (local.set $last (i32.add (local.get $a) (i32.add (local.get $column) (i32.const 64))))))
        (local.set $i (local.get $a))
        (local.set $at (i32.add (local.get $b) (local.get $column)))
        (block $gathered
          (loop $gather
            (br_if $gathered (i32.ge_u (local.get $i) (local.get $last)))
            (local.set $x (v128.load64_splat (local.get $i)))
            (local.set $p0 (f64x2.add (local.get $p0) (f64x2.mul (local.get $x) (v128.load (local.get $at)))))
            (local.set $p1 (f64x2.add (local.get $p1) (f64x2.mul (local.get $x) (v128.load offset=16 (local.get $at)))))
            (local.set $p2 (f64x2.add (local.get $p2) (f64x2.mul (local.get $x) (v128.load offset=32 (local.get $at)))))
            (local.set $p3 (f64x2.add (local.get $p3) (f64x2.mul (local.get $x) (v128.load offset=48 (local.get $at)))))
            (local.set $i (i32.add (local.get $i) (i32.const 8)))
            (local.set $at (i32.add (local.get $at) (local.get $stride)))
            (br $gather)))
        (local.set $at (i32.add (local.get $out) (local.get $column)))
        (v128.store (local.get $at) (local.get $p0))
        (v128.store offset=16 (local.get $at) (local.get $p1))
        (v128.store offset=32 (local.get $at) (local.get $p2))
        (v128.store offset=48 (local.get $at) (local.get $p3))
        (local.set $column (i32.add (local.get $column) (i32.const 64)))
        (br $columns))))

  ;; Rows of a dense matrix, $inner bytes each and one after the other, times B.
  (func (export "denseTimesDense")
    (param $a i32) (param $nRows i32) (param $inner i32) (param $b i32) (param $stride i32) (param $out i32) (param $upper i32)
    (local $row i32)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $row) (local.get $nRows)))
        (call $denseRow
          (local.get $a) (local.get $inner) (local.get $b) (local.get $stride) (local.get $out) (local.get $upper))
        (local.set $a (i32.add (local.get $a) (local.get $inner)))
        (local.set $out (i32.add (local.get $out) (local.get $stride)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $rows))))

  ;; Adds to two rows of a Gram matrix, from the diagonal's group of four columns on: column $i and the next of A with all.
  (func $gramRows (param $a i32) (param $nRows i32) (param $stride i32) (param $i i32) (param $gram i32)
    (local $j i32) (local $row i32) (local $at i32) (local $left v128) (local $right v128) (local $y v128)
    (local $p0 v128) (local $p1 v128) (local $q0 v128) (local $q1 v128)
    (local.set $j (i32.and (local.get $i) (i32.const -32)))
    (block $done
      (loop $columns
        (br_if $done (i32.ge_u (local.get $j) (local.get $stride)))
        (local.set $p0 (v128.const f64x2 0 0))
        (local.set $p1 (v128.const f64x2 0 0))
        (local.set $q0 (v128.const f64x2 0 0))
        (local.set $q1 (v128.const f64x2 0 0))
        (local.set $row (i32.const 0))
        (local.set $at (local.get $a))
        (block $summed
          (loop $rows
            (br_if $summed (i32.ge_u (local.get $row) (local.get $nRows)))
            (local.set $left (v128.load64_splat (i32.add (local.get $at) (local.get $i))))
            (local.set $right (v128.load64_splat offset=8 (i32.add (local.get $at) (local.get $i))))
            (local.set $y (v128.load (i32.add (local.get $at) (local.get $j))))
            (local.set $p0 (f64x2.add (local.get $p0) (f64x2.mul (local.get $left) (local.get $y))))
            (local.set $q0 (f64x2.add (local.get $q0) (f64x2.mul (local.get $right) (local.get $y))))
            (local.set $y (v128.load offset=16 (i32.add (local.get $at) (local.get $j))))
            (local.set $p1 (f64x2.add (local.get $p1) (f64x2.mul (local.get $left) (local.get $y))))
            (local.set $q1 (f64x2.add (local.get $q1) (f64x2.mul (local.get $right) (local.get $y))))
            (local.set $at (i32.add (local.get $at) (local.get $stride)))
            (local.set $row (i32.add (local.get $row) (i32.const 1)))
            (br $rows)))
        (local.set $at (i32.add (local.get $gram) (local.get $j)))
        (v128.store (local.get $at) (f64x2.add (v128.load (local.get $at)) (local.get $p0)))
        (v128.store offset=16 (local.get $at) (f64x2.add (v128.load offset=16 (local.get $at)) (local.get $p1)))
        (local.set $at (i32.add (local.get $at) (local.get $stride)))
        (v128.store (local.get $at) (f64x2.add (v128.load (local.get $at)) (local.get $q0)))
        (v128.store offset=16 (local.get $at) (f64x2.add (v128.load offset=16 (local.get $at)) (local.get $q1)))
        (local.set $j (i32.add (local.get $j) (i32.const 32)))
        (br $columns))))

  ;; $gram += AᵀA of a dense matrix, right of the diagonal; what is left of it is not all there.
  (func (export "addGramMatrix") (param $a i32) (param $nRows i32) (param $stride i32) (param $gram i32)
    (local $i i32)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $i) (local.get $stride)))
        (call $gramRows (local.get $a) (local.get $nRows) (local.get $stride) (local.get $i) (local.get $gram))
        (local.set $gram (i32.add (local.get $gram) (i32.shl (local.get $stride) (i32.const 1))))
        (local.set $i (i32.add (local.get $i) (i32.const 16)))
        (br $rows)))))
