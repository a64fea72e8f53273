package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** vgvassilev/clad#635 and #927: what stands around a computation does not change its gradient. */
class WrappedCodeTest {
    private static final String CORE = "y = Math.sin(x * y) + y / (1 + x * x); y += Math.exp(-y) * x;";

    static Stream<String> branches() {
        return Stream.of(
                "{ %s }",
                "do { %s } while (false);",
                "if (n == 1) { %s }",
                "if (n != 1) { y = 0; } else { %s }",
                "switch (n) { case 1: %s break; default: y = -x; }",
                "switch (n) { case 1 -> { %s } default -> y = -x; }",
                "label: { if (n == 2) { break label; } %s }",
                "final double z = x; { double q = z; %s }");
    }

    static Stream<String> loops() {
        return Stream.of(
                "for (int i = 0; i < 1; i++) { %s }",
                "for (int i = 1; i > 0; i--) { %s }",
                "int k = 0; while (k == 0) { %s k = 1; }",
                "for (;;) { %s break; }",
                "for (int i = 0; i < n; i++) { for (int j = i; j < n; j++) { if (j > 0) { continue; } %s } }",
                "double[] a = {y}; for (int i = 0; i < a.length; i++) { y = a[i]; %s a[i] = y; } y = a[0];");
    }

    @ParameterizedTest
    @MethodSource("branches")
    void changesNoBit(String wrapping) {
        double[] plain = companionOf(method(CORE)).at(0.8, 1.7, 1).gradient();
        String code = wrapping.formatted(CORE);
        assertThat(companionOf(method(code)).at(0.8, 1.7, 1).gradient()).containsExactly(plain);
    }

    /** A loop adds the contributions to x in another order, which rounds differently. */
    @ParameterizedTest
    @MethodSource("loops")
    void changesTheLastDigitAtMost(String wrapping) {
        double[] plain = companionOf(method(CORE)).at(0.8, 1.7, 1).gradient();
        companionOf(method(wrapping.formatted(CORE))).at(0.8, 1.7, 1).hasGradient(plain);
    }

    private static String method(String body) {
        return "static double f(double x, double y, int n) { %s return y * x; }".formatted(body);
    }

    @Test
    void helpersChangeNoBit() {
        double[] plain = companionOf(method(CORE)).at(0.8, 1.7, 1).gradient();
        assertThat(companionOf("""
                        static double f(double x, double y, int n) {
                            return step(x, y) * x;
                        }

                        private static double step(double x, double y) {
                            %s
                            return y;
                        }""".formatted(CORE)).at(0.8, 1.7, 1).gradient()).containsExactly(plain);
    }
}
