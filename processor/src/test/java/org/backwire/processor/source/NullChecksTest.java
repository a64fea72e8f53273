package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;
import static org.backwire.processor.testing.TestKit.refuses;

import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

class NullChecksTest {
    private static final String SEGMENT = """
            static record Point(double x, double y) {
                static Point checked(Point p) {
                    if (null == p) throw new IllegalArgumentException("no point");
                    return java.util.Objects.requireNonNull(p, () -> "no point");
                }
            }
            static record Segment(Point from, Point to) {}
            @Differentiable static double f(Segment s) {
                if (s == null || java.util.Objects.isNull(s.from())) {
                    throw new IllegalArgumentException("no segment");
                }
                java.util.Objects.requireNonNull(s.to());
                Point to = java.util.Objects.requireNonNull(Point.checked(s.to()));
                return s.to() != null ? s.from().x() * to.y() : to.x();
            }
            """;

    @Test
    void aDifferentiatedRecordIsThere() {
        assertThat(generatedFrom(SEGMENT).text()).doesNotContain("null", "no segment", "no point");
    }

    /** It comes in parts. */
    @Test
    void whetherARecordThatWrtLeavesOutIsThereIsNotAsked() {
        refuses("""
                static record Point(double x, double y) {}
                @Differentiable(wrt = "x") static double f(double x, Point p) {
                    return p != null ? x * p.x() : x;
                    //       ^ UnsupportedExpression
                }
                """);
    }

    @Test
    void arraysAreCheckedAndGoOn() {
        Subject subject = companionOf("""
                static double f(double[] x, String name, int[] data) {
                    java.util.Objects.requireNonNull(x, () -> name + " has none");
                    if (java.util.Objects.isNull(x) || !java.util.Objects.nonNull(x)) return 0;
                    double[] same = java.util.Objects.requireNonNull(x, () -> { return "none"; });
                    int[] counts = java.util.Objects.requireNonNull(data, () -> "no data of " + name);
                    return same[0] * x[1] + (java.util.Objects.isNull(counts) ? 1 : counts.length);
                }""");
        subject.at(new double[] {2, 3}, "x", new int[2]).hasValue(8).hasGradient(3, 2);
        assertThatThrownBy(() -> subject.companion().gradient(new double[] {2, 3}, "x", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("no data of x");
    }
}
