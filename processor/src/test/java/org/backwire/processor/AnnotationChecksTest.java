package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;

/** A mistake in the annotation is marked at the value that is wrong. */
class AnnotationChecksTest {

    @Test
    void wrtNamesNoParameter() {
        Compilation compilation = Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(wrt = {"x", "weight"})
                //                                           ^ WrtUnknown
                    static double f(double x, double weights, int n) {
                        return x;
                    }
                }
                """);
        assertThat(compilation.errors().get(0).getMessage(null))
                .contains("A.f has no parameter \"weight\", which wrt names")
                .contains("Name one of its parameters: x, weights.");
    }

    @Test
    void wrtWithoutBraces() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(wrt = "weight")
                //                                     ^ WrtUnknown
                    static double f(double x, double weights) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void wrtFromConstants() {
        Marked.refuses("""
                import org.backwire.Differentiable;

                class A {
                    static final String WEIGHT = "weight";

                    @Differentiable(
                            companion = "B",
                            wrt = {"x", WEIGHT + "s", WEIGHT})
                //                                    ^ WrtUnknown
                    static double f(double x, double weights) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void wrtOfDataAndTwice() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(wrt = {"n", "x", "x", "text", ""})
                //                                      ^ WrtNotDifferentiable
                //                                                ^ WrtTwice
                //                                                     ^ WrtNotDifferentiable
                //                                                             ^ WrtUnknown
                    static double f(double x, int n, String text) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void typeIsNamedAsTheUserWroteIt() {
        Compilation compilation = Marked.refuses("""
                import java.util.List;

                class A {
                    @org.backwire.Differentiable(wrt = "list")
                //                                     ^ WrtNotDifferentiable
                    static double f(double x, List<Double> list) {
                        return x;
                    }
                }
                """);
        assertThat(compilation.errors().get(0).getMessage(null)).contains("Parameter list has type List<Double>,");
    }

    @Test
    void noDerivatives() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable({})
                //                               ^ NoDerivatives
                    static double f(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable(wrt = "x", value = {})
                //                                                  ^ NoDerivatives
                    static double g(double x) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void secondDerivativesOfWhatIsNotOneNumber() {
        Marked.refuses("""
                import static org.backwire.Derivative.*;

                import org.backwire.Derivative;

                class A {
                    @org.backwire.Differentiable({GRADIENT, HESSIAN, Derivative.HVP, JVP})
                //                                          ^ ScalarResultNeeded
                //                                                             ^ ScalarResultNeeded
                    static double[] f(double x) {
                        return new double[] {x};
                    }

                    @org.backwire.Differentiable(HESSIAN)
                //                               ^ ScalarResultNeeded
                    static double[][] g(double x) {
                        return new double[][] {{x}};
                    }
                }
                """);
    }

    @Test
    void anotherAnnotationOfThatName() {
        Marked.refuses("""
                package b;

                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.SOURCE)
                public @interface Differentiable {
                    String wrt();
                }
                """, """
                package a;

                class A {
                    @SuppressWarnings("none")
                    @org.backwire.Differentiable(wrt = "y")
                //                                     ^ WrtUnknown
                    static double f(double x) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void whatJavacReportsIsNotReportedAgain() {
        Compilation compilation =
                Marked.compile(java.util.List.of(new DifferentiableProcessor()), java.util.List.of(), """
                class A {
                    @org.backwire.Differentiable(wrt = MISSING)
                    static double f(double x) {
                        return x;
                    }
                }
                """);
        assertThat(Marked.said(compilation)).singleElement().asString().contains("cannot find symbol");
    }
}
