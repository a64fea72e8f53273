package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Compiled;
import org.junit.jupiter.api.Test;

/** Arrays that are handed to a differentiable method of another class, and that it hands back. */
class CalledMethodsTest {
    @Test
    void writesOfTheCalledMethod() {
        Marked.refuses("""
                import org.backwire.Differentiable;

                class A {
                    @Differentiable
                    static double direct(double x, double[] v) {
                        return B.first(v, x) * v[0];
                //                     ^ CalleeWrites
                    }

                    @Differentiable
                    static double throughOthers(double x, double[] v) {
                        return B.helped(x, v) * v[0];
                //                         ^ CalleeWrites
                    }

                    @Differentiable
                    static double ofData(double x, int[] counts) {
                        return B.counted(x, counts) * counts[0];
                //                          ^ CalleeWrites
                    }

                    @Differentiable
                    static double none(double x, double[] v) {
                        return B.read(v, x) * B.spread(x, 2, x);
                    }
                }

                class B {
                    @Differentiable
                    static double first(double[] v, double x) {
                        v[0] = 99;
                        return x;
                    }

                    @Differentiable
                    static double helped(double x, double[] v) {
                        return x * help(v, x);
                    }

                    private static double help(double[] v, double x) {
                        double[] w = v;
                        w[1] += x;
                        return x;
                    }

                    @Differentiable
                    static double counted(double x, int[] counts) {
                        counts[0]++;
                        return x * counts[0];
                    }

                    @Differentiable
                    static double read(double[] v, double x) {
                        double[] w = v.clone();
                        w[0] = x;
                        return w[0] * w[1];
                    }

                    @Differentiable
                    static double spread(double... v) {
                        v[0] *= v[1];
                        return v[0] * v[2];
                    }
                }
                """);
    }

    @Test
    void anArgumentThatIsReturned() {
        Map<String, String> sources = Map.of("A", """
                import org.backwire.Differentiable;

                class A {
                    @Differentiable(wrt = "x")
                    static double f(double x, double[] v, double[][] rows) {
                        double[] w = B.itself(v);
                        w[0] = 7;
                        double[] row = B.first(rows);
                        row[1] = 3;
                        return x * v[0] * rows[0][1];
                    }
                }
                """, "B", """
                import org.backwire.Differentiable;

                class B {
                    @Differentiable
                    static double[] itself(double[] v) {
                        return v;
                    }

                    @Differentiable
                    static double[] first(double[][] rows) {
                        return rows[0];
                    }
                }
                """);
        Compiled compiled = Compiled.withBackwire(List.of("-Xlint:all"), sources);
        assertThat(compiled.printed()).isEmpty();
        Companion companion = Companion.of(compiled.load(), "A", "f");
        double[] v = {5, 6};
        double[][] rows = {{1, 2}};
        Object gradient = companion.gradient(2.0, v, rows);
        assertThat(Companion.valueIn(gradient)).isEqualTo(42.0);
        assertThat(companion.numbers(gradient)).containsExactly(21);
        assertThat(v).containsExactly(5, 6);
        assertThat(rows[0]).containsExactly(1, 2);
    }
}
