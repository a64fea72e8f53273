package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.backwire.processor.testing.Compiled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is advised for a call can be done. */
class ExternalAdviceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            double y = Lib.squash(x);          | Annotate Lib.squash with @Differentiable, give a rule for it with @DerivativeOf, or
            lib.store(x);                      | Make Lib.store a static method with @Differentiable, or
            lib.store(x);                      | or call it on a record or a final class that stands inside of this one, or
            double[] b = Lib.both(x);          | Annotate Lib.both with @Differentiable, or
            double c = Lib.pair(x).a();        | Annotate Lib.pair with @Differentiable if p.Lib.Pair is a record, or
            Lib.print(x);                      | Move Lib.print into this class, where it is a helper method, or
            java.lang.reflect.Array.setDouble(a, 0, 1); | Write what Array.setDouble does as statements, or as a helper method in this class, or
            System.out.println(x);             | Call PrintStream.println where this method is called, with what it returns, or
            Double.doubleToLongBits(x);        | Write what Double.doubleToLongBits does as statements, or as a helper method in this class, or
            """)
    void isTrue(String statement, String advice) {
        String text = """
                package p;
                class C {
                    @org.backwire.Differentiable
                    @SuppressWarnings("backwire")
                    static double f(double x, double[] a, Lib lib) {
                        %s
                        return x * a[0];
                    }
                }
                class Lib {
                    static double squash(double x) { return x; }
                    static double[] both(double x) { return new double[] {x, x}; }
                    record Pair(double a, double b) {}
                    static Pair pair(double x) { return new Pair(x, x); }
                    static void print(double x) {}
                    void store(double x) {}
                            }
                """.formatted(statement);
        Compiled compiled = Compiled.withBackwire(List.of(), Map.of("p.C", text));
        assertThat(compiled.printed()).contains(advice);
    }

    @Test
    void isOfAnotherKindForMethodsOfRecordsWithoutSource() {
        String text = """
                package p;
                class C {
                    record V(double a, double b) {}
                    @org.backwire.Differentiable
                    static double f(V v, V w) {
                        return v.hashCode() * v.a() * w.b();
                    }
                }
                """;
        Compiled compiled = Compiled.withBackwire(List.of(), Map.of("p.C", text));
        assertThat(compiled.printed())
                .contains("A V depends on a differentiated parameter and is passed to V.hashCode")
                .contains("Write what V.hashCode does with the components, or")
                .doesNotContain("move V");
    }

    @Test
    void isGivenOnceForMethodsOfRecordsOfOtherFiles() {
        String vector = "package p; record Vector(double x, double y) {"
                + " double dot(Vector o) { return x * o.x + y * o.y; }"
                + " Vector plus(Vector o) { return new Vector(x + o.x, y + o.y); } }";
        String text = """
                package p;
                class C {
                    @org.backwire.Differentiable
                    static double f(Vector v) {
                        return v.dot(v) + v.plus(new Vector(1, v.y())).x() + v.x();
                    }
                }
                """;
        Compiled compiled = Compiled.withBackwire(List.of(), Map.of("p.C", text, "p.Vector", vector));
        assertThat(compiled.printed())
                .contains("Vector.dot computes with", "Vector.plus computes with", "move Vector into this class")
                .doesNotContain("ThroughObject");
    }
}
