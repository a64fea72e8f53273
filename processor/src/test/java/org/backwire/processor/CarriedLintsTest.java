package org.backwire.processor;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What javac does not say of the user's class it does not say of the companion either: these compile with all warnings as errors. */
class CarriedLintsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@SuppressWarnings(\"unchecked\") @Differentiable static double f(double x, Object o) {"
                        + " java.util.List<Integer> l = (java.util.List<Integer>) o; return x * l.get(0); }",
                "static double f(double x, Object o) { @SuppressWarnings(\"unchecked\")"
                        + " java.util.List<Integer> l = (java.util.List<Integer>) o; return x * l.get(0); }",
                "@SuppressWarnings({\"deprecation\", \"unused\"}) @Differentiable static double f(double x, Object o) {"
                        + " return x * new java.util.Date(0).getYear(); }",
                "@SuppressWarnings(value = \"removal\") @Differentiable static double f(double x, Object o) {"
                        + " return x * new Integer(3); }",
                "@SuppressWarnings(\"rawtypes\") @Differentiable static double f(double x, Object o) {"
                        + " java.util.List l = (java.util.List) o; return x * l.size(); }",
                "@Deprecated static final double K = 2; @Differentiable static double f(double x, Object o) { return K * x; }",
                "@Deprecated(forRemoval = true) static int twice(int k) { return 2 * k; }"
                        + " @Differentiable static double f(double x, Object o) { return twice(2) * x; }",
                "static double f(double x, Object o) { return o == Side.RIGHT ? 2 * x : x; }"
                        + " enum Side { LEFT, @Deprecated RIGHT }",
                "@SuppressWarnings({\"lossy-conversions\", \"unused\"}) @Differentiable static double f(double x, Object o) {"
                        + " int k = 1; long t = 2; k <<= t; return x * k; }",
                "class Sample { @org.backwire.Differentiable static double f(double x, Object o) { return x * Neighbour.N; } }"
                        + " class Neighbour { static final int N = Integer.parseInt(\"2\"); }",
            })
    void areNotSaid(String code) {
        companionOf(code).at(2.0, java.util.List.of(3));
    }
}
