package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.backwire.processor.graph.Op;
import org.junit.jupiter.api.Test;

/** What methods look like as graphs. */
class GraphOfMethodTest {
    private static String graph(String members) {
        Readings readings = Readings.ofMembers(members);
        assertThat(readings.errors()).isEmpty();
        assertThat(readings.misreadings()).isEmpty();
        return readings.text("f");
    }

    @Test
    void localsNameTheValuesAssignedToThem() {
        assertThat(graph("""
                @Differentiable static double f(double x, double y) {
                    double q = x + y;
                    double same = q;
                    return same * 2 + 3.50;
                }
                """)).isEqualTo("""
                f(double x, double y) {
                  q = add x y : double
                  %1 = mul q 2.0 : double
                  %2 = add %1 3.5 : double
                  yield %2
                }
                """);
    }

    @Test
    void literalsKeepTheirSpelling() {
        Readings readings = Readings.ofMembers(
                "@Differentiable static double f(double x) { return x * 1_000.50e-3 + 2 + (double) 3f; }");
        assertThat(readings.function("f").body().ops().stream()
                        .filter(Op.Constant.class::isInstance)
                        .map(op -> ((Op.Constant) op).literal()))
                .containsExactly("1_000.50e-3", null, null);
    }

    @Test
    void constantsAreNamedWhereTheCompanionMayNameThem() {
        assertThat(graph("""
                static final double G = 9.81;
                private static final double HIDDEN = 2.5;
                private static final double LOG_2 = Math.log(2);
                static double rate = 3;
                @Differentiable static double f(double x) {
                    return x * G * HIDDEN * LOG_2 * rate * Math.PI;
                }
                """)).isEqualTo("""
                f(double x) {
                  %1 = 9.81 @test.Main.G : double
                  %2 = mul x %1 : double
                  %3 = mul %2 2.5 : double
                  LOG_2 = log 2.0 : double
                  %4 = mul %3 LOG_2 : double
                  %5 = field test.Main.rate : double
                  %6 = mul %4 %5 : double
                  %7 = 3.141592653589793 @Math.PI : double
                  %8 = mul %6 %7 : double
                  yield %8
                }
                """);
    }

    @Test
    void whatFollowsAnEarlyReturnStandsInTheOtherBranch() {
        assertThat(graph("""
                @Differentiable static double f(double x) {
                    if (x < 0) return 0;
                    double y = x * x;
                    return y;
                }
                """)).isEqualTo("""
                f(double x) {
                  %1 = less x 0.0 : boolean
                  %2 = if %1 { yield 0.0 } else {
                    y = mul x x : double
                    yield y
                  } : double
                  yield %2
                }
                """);
    }

    @Test
    void aPlainLoopStaysPlain() {
        assertThat(graph("""
                @Differentiable static double f(double[] w, double x, int n) {
                    double s = 0;
                    for (int i = 0; i < n; i++) {
                        s += w[i] * x;
                    }
                    return s;
                }
                """)).isEqualTo("""
                f(double[] w, double x, int n) {
                  s = 0.0 : double
                  i = 0 : int
                  s.4, i.4 = loop (double s.2 = s, int i.2 = i) while {
                    %1 = less i.2 n : boolean
                    yield %1
                  } do {
                    %2 = load w i.2 : double
                    %3 = mul %2 x : double
                    s.3 = add s.2 %3 : double
                    i.3 = add i.2 1 : int
                    yield s.3 i.3
                  }
                  yield s.4
                }
                """);
    }

    @Test
    void helpersAreWrittenOut() {
        assertThat(graph("""
                private static double square(double a) { return a * a; }
                @Differentiable static double f(double x) { return square(x + 1) + square(3); }
                """)).isEqualTo("""
                f(double x) {
                  a = add x 1.0 : double
                  %1 = mul a a : double
                  %2 = mul 3.0 3.0 : double
                  %3 = add %1 %2 : double
                  yield %3
                }
                """);
    }

    @Test
    void annotatedMethodsAreCalled() {
        assertThat(graph("""
                @Differentiable(wrt = "a") static double g(double a, int n) { return a * n; }
                @Differentiable static double f(double x) { return g(x, 3); }
                """)).isEqualTo("""
                f(double x) {
                  %1 = call test.Main.g(x, 3) by test.MainGGrad(a*, n) : double
                  yield %1
                }
                """);
    }

    @Test
    void annotatedMethodsWithArraysAreWrittenOut() {
        assertThat(graph("""
                @Differentiable static double g(double... a) { return a[0]; }
                @Differentiable static double f(double x) { return g(x, 3); }
                """)).isEqualTo("""
                f(double x) {
                  a = arrayOf x 3.0 : double[]
                  %1 = load a 0 : double
                  yield %1
                }
                """);
    }

    @Test
    void callsOnDataAreKept() {
        assertThat(graph("""
                static int count(List<Double> list) { try { return list.size(); } finally { } }
                @Differentiable static double f(double x, List<Double> list) { return x * list.get(0) * count(list); }
                """)).isEqualTo("""
                f(double x, java.util.List<Double> list) {
                  %1 = call java.util.List.get(0) on list : Double
                  %2 = call Double.doubleValue() on %1 : double
                  %3 = mul x %2 : double
                  %4 = call test.Main.count(list) : int
                  %5 = cast %4 : double
                  %6 = mul %3 %5 : double
                  yield %6
                }
                """);
    }

    @Test
    void recordsAreTakenApart() {
        assertThat(graph("""
                record Point(double x, double y) { Point plus(Point o) { return new Point(x + o.x, y + o.y); } }
                @Differentiable static double f(double a) {
                    Point p = new Point(a, 2 * a);
                    Point q = p.plus(p);
                    return q.x() * q.y;
                }
                """)).isEqualTo("""
                f(double a) {
                  pY = mul 2.0 a : double
                  qX = add a a : double
                  qY = add pY pY : double
                  %1 = mul qX qY : double
                  yield %1
                }
                """);
    }

    @Test
    void plainRecordsOfOtherFilesAreTakenApartToo() {
        Readings readings = Readings.of(
                """
                package test;
                import org.backwire.Differentiable;
                import other.Pair;
                class Main {
                    @Differentiable static Pair f(Pair p, double a) {
                        Pair q = new Pair(p.y() * a, p.x());
                        return q;
                    }
                    @Differentiable static double g(Checked p) { return p.x(); }
                    @Differentiable static double h(Pair p) { return new Pair(2).x() + p.sum(); }
                }
                """,
                """
                package other;
                public record Pair(double x, double y) {
                    public Pair(double x) { this(x, 2 * x); }
                    public double sum() { return x + y; }
                }
                """,
                "package test; record Checked(double x) { Checked { if (x < 0) throw new IllegalArgumentException(); } }");
        assertThat(readings.misreadings()).isEmpty();
        assertThat(readings.text("f")).isEqualTo("""
                f(double pX, double pY, double a) {
                  qX = mul pY a : double
                  yield qX pX
                }
                """);
        assertThat(readings.refusals("g")).containsExactly("9:37 RecordElsewhere");
        assertThat(readings.text("h")).contains("new other.Pair(2)", "call other.Pair.sum() on");
    }

    /** javac puts up with about 1,500 terms; a stack is not what limits us. */
    @Test
    void sumsOfThousandsOfTermsAreRead() {
        String sum = "x" + " + 2 * x".repeat(1500);
        Readings readings = Readings.ofMembers("@Differentiable static double f(double x) { return " + sum + "; }");
        assertThat(readings.function("f").body().ops().stream().filter(Op.Apply.class::isInstance))
                .hasSize(3000);
    }
}
