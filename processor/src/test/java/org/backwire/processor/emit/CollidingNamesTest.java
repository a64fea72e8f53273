package org.backwire.processor.emit;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the user calls things, the companion compiles and computes the same. */
class CollidingNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "value",
                "dvalue",
                "partials",
                "remembers",
                "forward",
                "backward",
                "gradient",
                "vjp",
                "clear",
                "record",
                "unitPartials",
                "Gradient",
                "Shapes",
                "Arrays",
                "Tape",
                "trips",
                "trip",
                "exp",
                "sum",
                "product",
                "d",
                "dd",
                "$",
                "größe",
                "_x",
                "x2",
                "var",
                "sealed",
                "permits",
                "java",
                "org",
                "Double",
                "k",
                "holds",
            })
    void oneParameterOfThatName(String name) {
        companionOf("static double f(double %1$s, double dz) { double z = %1$s * dz; return Math.exp(z) * %1$s + z; }"
                        .formatted(name))
                .at(0.7, 0.3)
                .agreesWithDifferences();
        companionOf("""
                static double f(double[] %1$s, int n) {
                    double z = 1;
                    for (int i = 0; i < n; i++) {
                        z = Math.sin(z) * %1$s[i];
                    }
                    return z;
                }""".formatted(name)).at(new double[] {0.7, 0.3}, 2).agreesWithDifferences();
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "dvalue", "dx", "dy", "partials", "remembers", "product", "trips", "xTape", "d"})
    void oneLocalOfThatName(String name) {
        companionOf("""
                static double f(double x, double y, int n) {
                    double %1$s = x * y;
                    for (int i = 0; i < n; i++) {
                        %1$s = Math.sin(%1$s) * x;
                    }
                    return %1$s * y;
                }""".formatted(name)).at(0.7, 0.3, 3).agreesWithDifferences();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bits", "Workspace", "Tape", "Objects", "StreamSum", "Double", "Bits2"})
    void oneParameterOfThatNameBesideTapes(String name) {
        companionOf("""
                        static double f(double %1$s, double[] x, String text) {
                            java.util.Objects.requireNonNull(text);
                            double s = java.util.Arrays.stream(x).sum();
                            for (int i = 0; s < 9; i++) {
                                s = Math.max(s * %1$s, Math.sin(s)) + x[i];
                            }
                            return s;
                        }""".formatted(name))
                .at(0.5, new double[] {2, 3, 4, 5, 6, 7}, "")
                .agreesWithDifferences();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math", "System", "Arrays", "Shapes", "i", "k", "hessian"})
    void oneParameterOfThatNameInEveryMode(String name) {
        companionOf("""
                import org.backwire.Derivative;
                import org.backwire.Differentiable;

                class C {
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})
                    static double f(double[] %1$s, double[] y) {
                        double z = 0;
                        for (double v : %1$s) {
                            z += java.lang.Math.sin(v) * y[0];
                        }
                        return z;
                    }

                    @Differentiable({Derivative.JVP, Derivative.JACOBIAN})
                    static double[] g(double[] %1$s, double[] y) {
                        return new double[] {%1$s[0] * y[0], y[1]};
                    }
                }
                """.formatted(name))
                .at(new double[] {0.7, 0.3}, new double[] {0.5, 2})
                .agreesWithDifferences();
    }
}
