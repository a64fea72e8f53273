package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** Records whose authors wrote no {@code equals} are compared by their components, as Java does it. */
class RecordEqualityTest {
    private static final String TYPES = """

                record P(double x, float y, int n, String s) {}
                record Q(P p, boolean b) {}
                record N(double v) {
                    @Override public boolean equals(Object other) { return other instanceof N n && Math.abs(n.v - v) < 0.5; }
                    @Override public int hashCode() { return 1; }
                }
            """;

    @Test
    void byComponents() {
        Subject subject = companionOf("""
                static double f(double x, float y, int n, String s) {
                    P p = new P(x, y, n, "a");
                    P q = new P(1.0, 2f, 3, s);
                    return p.equals(q) ? x * x : x * y;
                }""" + TYPES);
        subject.at(1.0, 2f, 3, "a").hasValue(1).hasGradient(2, 0);
        subject.at(1.5, 2f, 3, "a").hasValue(3).hasGradient(2, 1.5);
        subject.at(1.0, 2f, 4, "a").hasGradient(2, 1);
        subject.at(1.0, 2f, 3, "b").hasGradient(2, 1);
    }

    @Test
    void nanIsNanAndZerosDiffer() {
        Subject subject = companionOf("""
                static double f(double x, double z) {
                    Q one = new Q(new P(x, 1f, 2, null), true);
                    Q other = new Q(new P(z, 1f, 2, null), true);
                    return one.equals(other) ? 3 * x : 5 * z;
                }""" + TYPES);
        subject.at(Double.NaN, Double.NaN).hasGradient(3, 0);
        subject.at(0.0, -0.0).hasGradient(0, 5);
        subject.at(0.5, 0.5).hasGradient(3, 0);
    }

    @Test
    void byWhatTheUserWrote() {
        companionOf("""
                static double f(double x) { return new N(x).equals(new N(1)) ? 3 * x : 5 * x; }""" + TYPES).at(1.25).hasGradient(3);
    }
}
