package org.backwire.processor.random;

/** A part of the language that programs may use beyond scalars. */
enum Feature {
    LOOPS,
    ARRAYS,
    RECORDS,
    /** Integers that change while they say where arrays are read and written. */
    INDICES,
    /** Matrices that go through calls, and whose rows change places. */
    ROWS,
    /** Rows of any length, and slopes that are infinite where a test keeps away from them. */
    RAGGED,
    /** Arrays that a nest of loops reads, and that are written behind it. */
    SWEEPS
}
