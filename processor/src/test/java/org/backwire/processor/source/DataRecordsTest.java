package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** Records that are data may be null, as long as nobody reads their components. */
class DataRecordsTest {
    private static final String POINT = "static record Point(double a, double b) {}\n";
    private static final String MAKER = """
            class Maker {
                static Sample.Point of(int n) { return n > 0 ? new Sample.Point(n, 2) : null; }
                static double use(Sample.Point p, double d) { return p == null ? d : p.a(); }
            }
            """;

    @Test
    void whatACallGivesIsNotReadIfNobodyWantsIt() {
        companionOf(POINT + """
                @Differentiable static double f(double y) {
                    java.util.Map<String, Point> points = new java.util.HashMap<>();
                    points.put("k", new Point(1, 2));
                    new java.util.ArrayDeque<Point>().poll();
                    Point none = Maker.of(0);
                    return y * y * points.size();
                }""", MAKER).at(2.0).hasValue(4).hasGradient(4);
    }

    @Test
    void componentsAreReadInTheBranchThatNeedsThem() {
        Subject subject = companionOf(POINT + """
                @Differentiable static double f(double y, int n) {
                    Point p = Maker.of(n);
                    double s = y * y;
                    if (n == 7) throw new IllegalArgumentException("7");
                    if (n > 0) s += p.a() * y;
                    Point q = n > 0 ? p : new Point(1, 3);
                    return s * q.b();
                }""", MAKER);
        subject.at(2.0, 0).hasValue(12).hasGradient(12);
        subject.at(2.0, 3).hasValue(20).hasGradient(14);
        Companion companion = companionOf(POINT + """
                @Differentiable static double f(double y, int n) {
                    Point p = Maker.of(n);
                    if (n < 0) throw new IllegalArgumentException("negative");
                    return p.a() * y;
                }""", MAKER).companion();
        assertThatThrownBy(() -> companion.gradient(2.0, -1)).hasMessage("negative");
        assertThatThrownBy(() -> companion.gradient(2.0, 0)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void theyMayBeAskedForNull() {
        Subject subject = companionOf(POINT + """
                @Differentiable static double f(double y, int n) {
                    Point p = Maker.of(n);
                    if (p == null) return y;
                    double s = 0;
                    for (int i = 0; i < 3; i++) {
                        Point q = Maker.of(i);
                        Point last = Maker.of(n - 1);
                        if (q != null && last != null) s += q.a() * last.b() * y * y;
                    }
                    return s + p.a() * y;
                }""", MAKER);
        subject.at(2.0, 0).hasValue(2).hasGradient(1);
        subject.at(2.0, 1).hasValue(2).hasGradient(1);
        subject.at(2.0, 2).hasValue(28).hasGradient(26);
    }

    @Test
    void whatIsRequiredOfThemIsAskedOfTheObject() {
        Companion companion = companionOf(POINT + """
                @Differentiable static double f(double y, int n) {
                    Point p = java.util.Objects.requireNonNull(Maker.of(n), "no point");
                    Point q = java.util.Objects.requireNonNull(Maker.of(n - 1), () -> {
                        throw new IllegalStateException("n is " + n);
                    });
                    return p.a() * q.b() * y;
                }""", MAKER).companion();
        assertThatThrownBy(() -> companion.gradient(2.0, 0))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("no point");
        assertThatThrownBy(() -> companion.gradient(2.0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("n is 1");
        assertThat(Companion.valueIn(companion.gradient(2.0, 2))).isEqualTo(8.0);
    }

    @Test
    void aLoopReadsThemWhereTheyAreSurelyThere() {
        Subject subject = companionOf(POINT + """
                @Differentiable static double f(double y, int n, int m) {
                    Point p = Maker.of(n);
                    double s = y;
                    for (int i = 0; i < m; i++) {
                        if (p != null) s *= p.a() * y;
                    }
                    return s;
                }""", MAKER);
        subject.at(2.0, 0, 3).hasValue(2).hasGradient(1);
        subject.at(2.0, 3, 2).hasValue(72).hasGradient(108);
    }

    @Test
    void theyAreHandedOnAsTheyAre() {
        Subject subject = companionOf(POINT + """
                @Differentiable static double f(double y, int n) {
                    Point p = java.util.Objects.requireNonNullElse(Maker.of(n), new Point(5, 6));
                    return y * y * Maker.use(Maker.of(n), 3) * p.b();
                }""", MAKER);
        subject.at(2.0, 0).hasValue(72).hasGradient(72);
        subject.at(2.0, 4).hasValue(32).hasGradient(32);
    }

    @Test
    void nothingIsReadTwice() {
        String text = generatedFrom("""
                static record Config(double h, int n) {}
                @Differentiable static double f(double x, Config config) {
                    for (int i = 0; i < config.n(); i++) x += config.h() * Math.sin(x);
                    return x;
                }
                """).text();
        assertThat(text.split("= config.h\\(\\);", -1)).hasSize(2);
    }

    @Test
    void theObjectHasTheNameOfItsVariable() {
        String text = generatedFrom("""
                static record Quote(double bid, double ask) {}
                @Differentiable static double f(double x, java.util.Map<String, Quote> quotes) {
                    Quote q = quotes.get("k");
                    return q == null ? x * x : q.bid() * x;
                }
                """).text();
        assertThat(text)
                .contains("Sample.Quote q = quotes.get(\"k\");", "if (q == null) {")
                .contains("q.bid()");
    }
}
