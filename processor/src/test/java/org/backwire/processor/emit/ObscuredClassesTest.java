package org.backwire.processor.emit;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A variable named like a class does not take the place of the class where the companion names it and the method does not. */
class ObscuredClassesTest {
    private static final String MEMBERS = """

            static int length = 7;
            static double scale = 2;
            static int times(int k) { return k; }
            static class Config {
                double scale = 5;
                int times(int k) { return 100 * k; }
            }
            static double helper(int i) { return scale * i; }
            """;

    @Test
    void variables() {
        companionOf("""
                static double f(double x) {
                    Config Sample = new Config();
                    double s = x * scale * Sample.scale + times(3);
                    for (int i = 0; i < 2; i++) {
                        double Config = s * helper(i + 1);
                        s += Config * scale;
                    }
                    return s;
                }""" + MEMBERS).at(3.0).agreesWithDifferences();
        companionOf("""
                static double f(double x) {
                    double Sample = x * x;
                    return Sample * scale;
                }""" + MEMBERS).at(3.0).hasValue(18).hasGradient(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Integer", "Collections", "Character"})
    void parametersNamedLikeClassesOfJava(String name) {
        companionOf("""
                static double f(double %1$s, String n, java.util.List<Double> l) {
                    return %1$s * java.lang.Integer.parseInt(n) * java.util.Collections.max(l) * java.lang.Character.getNumericValue('4');
                }""".formatted(name))
                .at(3.0, "2", java.util.List.of(0.5))
                .hasValue(12)
                .hasGradient(4);
    }

    @Test
    void parametersNamedLikeTheClass() {
        refuses("""
                static double f(double[] Sample) {
                //                       ^ ObscuredClass
                    return Sample[0] * length;
                }""" + MEMBERS);
        refuses("""
                @Differentiable
                static double f(double x, int n) {
                    return go(x, n);
                }
                static double go(double Sample, int n) {
                //                      ^ ObscuredClass
                    return n == 0 ? Sample : go(Sample * scale, n - 1);
                }""" + MEMBERS);
        companionOf("""
                static double f(double[] Sample) {
                    return Sample[0] * Sample.length;
                }""" + MEMBERS).at(new double[] {3, 4}).hasValue(6);
    }
}
