package org.backwire.processor.random;

import java.util.concurrent.atomic.LongAdder;

/** How much was looked at. */
final class Counts {
    final LongAdder programs = new LongAdder();
    final LongAdder points = new LongAdder();
    final LongAdder thrown = new LongAdder();
    final LongAdder slopes = new LongAdder();
    final LongAdder compared = new LongAdder();
    /** Where a slope on the way is infinite, as that of a root at 0, and the gradient is no number by convention. */
    final LongAdder infinite = new LongAdder();

    final LongAdder wild = new LongAdder();

    /** The part of the slopes at tame points that no numerical derivative can judge. */
    double skipped() {
        return (double) (slopes.sum() - compared.sum()) / Math.max(1, slopes.sum());
    }

    @Override
    public String toString() {
        return programs + " programs, " + points + " points (" + thrown + " throw, " + wild
                + " too large to differentiate by numbers), "
                + slopes + " slopes (" + infinite + " infinite), of which " + compared + " compared and "
                + String.format("%.1f %%", 100 * skipped())
                + " not smooth enough";
    }
}
