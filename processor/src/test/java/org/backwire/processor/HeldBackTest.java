package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes against Java are explained by javac, and by nobody else; what only we do not know is said by us. */
class HeldBackTest {
    private static final String OURS = """
            class A {
                @org.backwire.Differentiable
                static double f(double x, boolean isLeft) {
                    var name = isLeft ? "left" : 1;
            //                        ^ UnknownType
                    return name.equals("left") ? -x : Math.tanh(x);
                }

                static double use() {
                    var gradient = AFGrad.gradient(1.0, true);
                    return gradient.dx();
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double f(double x) { return x ^ 2; }",
                "double f(double x, int n) { n <<= x; return x * n; }",
                "double f(double x) { return x == null ? 1 : x; }",
                "double f(double x, int n, String s) { return n == s ? 1 : x; }",
                "double f(double x) { return Math.pow(x); }",
                "double f(double x) { if (x) return 1; return x; }",
                "double f(double x, int n) { return n ? 1 : x; }",
                "double f(double[] x) { return x; }",
                "double f(double[] x) { float[] y = x; return y[0]; }",
                "double f(double[] x) { return x * 2; }",
                "double f(double[][] x) { double[] y = x; return y[0]; }",
                "double[] f(double[] x) { return x[0]; }",
                "float[] f(double[] x) { return x; }",
                "double f(double x) { return x[0]; }",
                "double f(double x) { String t = 3; return x; }",
                "double f(double x) { double[] y = {x, \"s\"}; return y[0]; }",
                "double f(double x, String s) { double y = s; return x * y; }"
            })
    void mistakesAgainstJavaAreJavacs(String method) {
        Compilation compilation = compile(List.of(), "class A { @org.backwire.Differentiable static " + method + " }");
        assertThat(compilation.errors()).hasSize(1).allSatisfy(error -> {
            assertThat(error.getMessage(Locale.ROOT)).doesNotContain("Backwire");
            assertThat(error.getSource())
                    .isNotNull()
                    .satisfies(file -> assertThat(file.getName()).endsWith("A.java"));
        });
    }

    @Test
    void whatOnlyWeDoNotKnowIsSaid() {
        Marked.refuses(OURS);
    }

    /** Then nobody looks at bodies afterwards. */
    @Test
    void alsoIfNothingIsCompiled() {
        assertThat(compile(List.of("-proc:only"), OURS).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.getMessage(Locale.ROOT)).contains("[Backwire/UnknownType]"));
    }

    @Test
    void besideAnotherErrorOfOurs() {
        Marked.refuses(OURS, """
                class B {
                    @org.backwire.Differentiable
                    static double f(double x) {
                        synchronized (B.class) {
                //      ^ SynchronizedStatement
                            return x;
                        }
                    }
                }
                """);
    }

    private static Compilation compile(List<String> options, String file) {
        return Marked.compile(List.of(new DifferentiableProcessor()), options, file);
    }
}
