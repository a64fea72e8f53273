package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is wrong with a method, whatever stands in its body, is said at the method. */
class MethodChecksTest {
    @Test
    void allMistakesOfAMethodAreReported() {
        Marked.refuses("""
                package p;

                class A {
                    static double total;

                    @org.backwire.Differentiable
                    static double f(double x, double y, int n) {
                        double a = Other.first(x);
                //                      ^ ExternalCall
                        total += a;
                //      ^ AssignmentToField
                        Double b = x;
                //                 ^ ThroughObject
                        for (int i = 0; i < n; i++) {
                            a += Other.first(a);
                //                    ^ ExternalCall
                            if (a > 3) {
                                a -= Other.second(a, x);
                //                        ^ ExternalCall
                            }
                        }
                        return helper(a) * y;
                    }

                    static double helper(double s) {
                        return Other.first(s);
                //                  ^ ExternalCall
                    }
                }

                class Other {
                    static double first(double v) {
                        return v + 1;
                    }

                    static double second(double v, double w) {
                        return v * w;
                    }
                }
                """);
    }

    @Test
    void mistakesOfTheAnnotationHideNoneOfTheBody() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(wrt = {"x", "z"})
                //                                           ^ WrtUnknown
                    static double f(double x) {
                        return x * Double.parseDouble("" + x);
                //                                       ^ ThroughObject
                    }

                    @org.backwire.Differentiable
                    private static double g(double x) {
                //                        ^ PrivateMethod
                        System.out.println(x);
                //                ^ ExternalCall
                        return x;
                    }
                }
                """);
    }

    @Test
    void aCompanionThatCannotNameItsTypesIsNotWritten() {
        Marked.refuses("""
                package p;

                class A {
                    private record P(double x) {}

                    private static class Failed extends Exception {}

                    @org.backwire.Differentiable
                    static double f(P p) {
                //                  ^ PrivateMember
                        return p.x();
                    }

                    @org.backwire.Differentiable
                    static double g(double x) throws Failed {
                //                                   ^ PrivateMember
                        return x;
                    }
                }
                """);
    }

    @Test
    void instanceMethod() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    double f(double x) {
                //         ^ NotStatic
                        return x;
                    }
                }
                """);
    }

    @Test
    void privateMethod() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    private static double f(double x) {
                //                        ^ PrivateMethod
                        return x;
                    }

                    double g() {
                        return f(1);
                    }
                }
                """);
    }

    @Test
    void genericMethod() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    static <T> double f(double x, T data) {
                //          ^ GenericMethod
                        return x;
                    }
                }
                """);
    }

    @Test
    void abstractMethodHasNoBody() {
        Marked.refuses("""
                abstract class A {
                    @org.backwire.Differentiable
                    abstract double f(double x);
                //                  ^ NoBody
                }
                """);
    }

    @Test
    void nativeMethodHasNoBody() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    static native double f(double x);
                //                       ^ NoBody
                }
                """);
    }

    @Test
    void resultWithoutDerivative() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    static void f(double x) {}
                //         ^ ResultType

                    @org.backwire.Differentiable
                    static int g(double x) {
                //         ^ ResultType
                        return 1;
                    }

                    @org.backwire.Differentiable
                    static java.util.List<Double> h(double x) {
                //                       ^ ResultType
                        return null;
                    }

                    record Point(double x) {}

                    @org.backwire.Differentiable
                    static Point[] points(Point x) {
                //              ^ ResultType
                        return null;
                    }
                }
                """);
    }

    @Test
    void resultIsNamedAsTheUserWroteIt() {
        Compilation compilation = Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    static String f(double x) {
                //         ^ ResultType
                        return "";
                    }
                }
                """);
        assertThat(compilation.errors().get(0).getMessage(null))
                .contains("A.f returns String, which has no derivative");
    }

    @Test
    void aComponentOfTheResultIsNamed() {
        Compilation compilation = Marked.refuses("""
                class A {
                    record Counted(double x, java.util.List<String> names) {}

                    record Outer(double[] v, Counted counted) {}

                    @org.backwire.Differentiable
                    static Counted f(double x) {
                //         ^ ResultType
                        return new Counted(x, null);
                    }

                    @org.backwire.Differentiable(wrt = "outer")
                //                                     ^ WrtNotDifferentiable
                    static double g(double x, Outer outer) {
                        return x;
                    }
                }
                """);
        assertThat(compilation.errors().get(0).getMessage(null))
                .contains("A.f returns Counted, which has no derivative: its component names is List<String>.");
        assertThat(compilation.errors().get(1).getMessage(null))
                .contains(
                        "Parameter outer has type Outer, which is not differentiable: its component counted is Counted.");
    }

    @Test
    void nothingToDifferentiate() {
        Marked.refuses("""
                class A {
                    record Itself(double x, Itself next) {}

                    record Nothing() {}

                    record Boxed(Double x) {}

                    record Point(double x) {}

                    @org.backwire.Differentiable
                    static double points(Point[] points, Point[][] more) {
                //                ^ NothingToDifferentiate
                        return points[0].x();
                    }

                    @org.backwire.Differentiable
                    static double f(int n, String text, long[] none) {
                //                ^ NothingToDifferentiate
                        return n;
                    }

                    @org.backwire.Differentiable
                    static double g(int n, Itself list, Nothing nothing, Boxed boxed) {
                //                ^ NothingToDifferentiate
                        return n;
                    }

                    @org.backwire.Differentiable(wrt = "x")
                    static double h() {
                //                ^ NothingToDifferentiate
                        return 1;
                    }
                }
                """);
    }

    @Test
    void privateClassAroundIt() {
        Marked.refuses("""
                class A {
                    private static class Hidden {
                        static class Inner {
                            @org.backwire.Differentiable
                            static double f(double x) {
                //                        ^ PrivateClass
                                return x;
                            }
                        }
                    }

                    double use() {
                        return Hidden.Inner.f(1);
                    }
                }
                """);
    }

    @Test
    void kotlinStub() {
        Marked.says(List.of("-Xlint:all,-processing"), """
                package kotlin;

                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                public @interface Metadata {}
                """, """
                package a;

                @kotlin.Metadata
                class Neuron {
                    @org.backwire.Differentiable
                    static double fire(double x) {
                //                ^ StubBody
                        return 0.0;
                    }

                    static class Inner {
                        @org.backwire.Differentiable
                        static double fire(double x) {
                //                    ^ StubBody
                            return 0.0;
                        }
                    }
                }
                """);
    }

    @Test
    void groovyStub() {
        Marked.refuses("""
                package groovy.lang;

                public interface GroovyObject {}
                """, """
                package a;

                class Base implements groovy.lang.GroovyObject {}
                """, """
                package a;

                class Neuron extends Base {
                    @org.backwire.Differentiable
                    static double fire(double x) {
                //                ^ StubBody
                        return 0.0;
                    }
                }
                """);
    }

    @Test
    void parametersThatTheCompanionCannotPassOn() {
        Compilation compilation = Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    static double f(%s) {
                //                ^ TooManyParameters
                        return x0;
                    }
                }
                """.formatted(parameters(127)));
        assertThat(compilation.errors().get(0).getMessage(null)).contains("the constructor of Gradient would need 257");
    }

    @Test
    void mostParametersThatItCan() {
        Marked.accepts("""
                class A {
                    @org.backwire.Differentiable
                    static double f(%s) {
                        return x0;
                    }
                }
                """.formatted(parameters(126)));
    }

    @Test
    void directionsArePassedToo() {
        Compilation compilation = Marked.refuses("""
                import org.backwire.Derivative;

                class A {
                    @org.backwire.Differentiable(Derivative.JVP)
                    static double f(%s) {
                //                ^ TooManyParameters
                        return x0;
                    }

                    @org.backwire.Differentiable(Derivative.HVP)
                    static double g(%s) {
                //                ^ TooManyParameters
                        return x0;
                    }
                }
                """.formatted(parameters(64), parameters(64)));
        assertThat(compilation.errors().get(0).getMessage(null)).contains("jvp would need 256");
        assertThat(compilation.errors().get(1).getMessage(null)).contains("HessianProduct would need 259");
    }

    @Test
    void mostDirectionsThatCanBePassed() {
        Marked.accepts("""
                import static org.backwire.Derivative.*;

                class A {
                    @org.backwire.Differentiable({GRADIENT, JVP, JACOBIAN, HVP, HESSIAN})
                    static double f(%s) {
                        return x0;
                    }
                }
                """.formatted(parameters(63)));
    }

    private static String parameters(int count) {
        return IntStream.range(0, count).mapToObj(i -> "double x" + i).collect(Collectors.joining(", "));
    }

    @Test
    void severalMistakesAtOnce() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(wrt = "n")
                //                                     ^ WrtNotDifferentiable
                    private void f(double x, int n) {
                //          ^ ResultType
                //               ^ NotStatic
                //               ^ PrivateMethod
                    }
                }
                """);
    }

    @Test
    void staticMethodsOfInterfacesEnumsAndRecordsWillDo() {
        Marked.accepts("""
                public interface A {
                    @org.backwire.Differentiable
                    static double f(double x) {
                        return x;
                    }

                    enum Kind {
                        ONE;

                        @org.backwire.Differentiable
                        static double f(double x) {
                            return x;
                        }
                    }

                    record Data(int n) {
                        @org.backwire.Differentiable
                        static double f(double x) {
                            return x;
                        }
                    }
                }
                """);
    }
}
