package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;

/** Two companions, or a companion and another class, never share a name. */
class CompanionNamesTest {

    @Test
    void overloads() {
        Compilation compilation = Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    static double area(double r) {
                        return r;
                    }

                    @org.backwire.Differentiable
                    static double area(double a, double b) {
                //                ^ CompanionCollides
                        return a;
                    }
                }
                """);
        assertThat(compilation.errors().get(0).getMessage(null))
                .contains("A.area(double) and A.area(double, double) would both get the companion AAreaGrad.")
                .contains("@Differentiable(companion = \"AArea2Grad\")");
    }

    @Test
    void namesThatMeet() {
        Marked.refuses("""
                package p;

                class A {
                    @org.backwire.Differentiable
                    static double f(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable
                    static double F(double x) {
                //                ^ CompanionCollides
                        return x;
                    }

                    @org.backwire.Differentiable
                    static double bC(double x) {
                        return x;
                    }

                    static class Inner {
                        @org.backwire.Differentiable
                        static double m(double x) {
                            return x;
                        }
                    }
                }
                """, """
                package p;

                class AB {
                    @org.backwire.Differentiable
                    static double c(double x) {
                //                ^ CompanionCollides
                        return x;
                    }
                }
                """, """
                package p;

                class AInner {
                    @org.backwire.Differentiable
                    static double m(double x) {
                //                ^ CompanionCollides
                        return x;
                    }
                }
                """, """
                package q;

                class AInner {
                    @org.backwire.Differentiable
                    static double m(double x) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void chosenNameThatMeets() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(companion = "Mine")
                    static double f(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable(companion = "Mine")
                //                                           ^ CompanionCollides
                    static double g(double x) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void noNames() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(companion = "a.B")
                //                                           ^ CompanionName
                    static double f(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable(companion = "class")
                //                                           ^ CompanionName
                    static double g(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable(companion = "record")
                //                                           ^ CompanionName
                    static double h(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable(companion = "Gradient")
                //                                           ^ CompanionName
                    static double j(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable(companion = "A B")
                //                                           ^ CompanionName
                    static double i(double x) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void otherClasses() {
        Compilation compilation = Marked.refuses("""
                package p;

                class Taken {
                    @org.backwire.Differentiable(companion = "Taken")
                //                                           ^ CompanionExists
                    static double f(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable
                    static double g(double x) {
                //                ^ CompanionExists
                        return x;
                    }
                }
                """, """
                package p;

                class TakenGGrad {}
                """);
        assertThat(compilation.errors())
                .extracting(error -> error.getMessage(null))
                .anySatisfy(
                        message -> assertThat(message)
                                .contains(
                                        "There is already a class p.Taken, which would be the name of the companion of Taken.f."));
    }

    @Test
    void classesOfJavaLangStayVisible() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(companion = "Math")
                //                                           ^ CompanionExists
                    static double f(double x) {
                        return Math.sin(x);
                    }
                }
                """);
    }

    @Test
    void unicodeAndDollarsAreNames() {
        Compilation compilation = Marked.accepts("""
                class Ä {
                    @org.backwire.Differentiable
                    static double ß$1(double größe) {
                        return größe;
                    }
                }
                """);
        assertThat(compilation.generatedSourceFile("Äß$1Grad")).isPresent();
    }
}
