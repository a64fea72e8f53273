package org.backwire.benchmark.measure;

/** A way to the gradient; the lower-case name is that of the method of {@link Benchmarks}. */
enum Rival {
    PRIMAL("primal"),
    EXPERT("by hand"),
    COMPANION("Backwire"),
    GATE("Backwire, gate"),
    TAPE("tape of objects"),
    HIPPARCHUS("Hipparchus"),
    DIFFERENCES("differences");

    private final String title;

    Rival(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
