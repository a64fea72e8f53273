package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;

/** What is wrong with a rule is said where it stands, and not again where it is used. */
class RuleChecksTest {
    private static final String LIB = """
            class Lib {
                static double f(double x, int n) {
                    return x;
                }

                static double f(double x, double y) {
                    return x * y;
                }

                static double[] pair(double x) {
                    return new double[] {x, x};
                }

                static double sum(double[] x) {
                    return x[0];
                }

                double own(double x) {
                    return x;
                }
            }
            """;

    private static final String USER = """
            import org.backwire.Differentiable;

            class User {
                @Differentiable(derivatives = Rules.class)
                static double use(double x) {
                    return Lib.f(x, 1) + Lib.f(x, 1.0);
                }
            }
            """;

    @Test
    void otherTypeArguments() {
        Marked.refuses("""
                import java.util.List;
                import org.backwire.DerivativeOf;
                import org.backwire.Differentiable;

                class Sized {
                    static double of(List<Double> list, double x) {
                        return list.size() * x;
                    }

                    static <T> double any(List<T> list, double x) {
                        return list.size() * x;
                    }

                    @DerivativeOf(type = Sized.class, method = "of", parameter = 1)
                    static double byX(List<Integer> list, double x) {
                //                ^ RuleParameters
                        return list.size();
                    }

                    @DerivativeOf(type = Sized.class, method = "any", parameter = 1)
                    static <E> double anyByX(List<E> list, double x) {
                        return list.size();
                    }
                }
                """);
    }

    @Test
    void aClassMayBeNamedTwice() {
        companionOf("""
                @Differentiable(derivatives = {Sample.class, Sample.class})
                static double f(double x) {
                    return cube(x);
                }
                static double cube(double x) {
                    return x * x * x;
                }
                @DerivativeOf(type = Sample.class, method = "cube")
                static double cubeDx(double x) {
                    return 3 * x * x;
                }""").at(2.0).hasGradient(12);
    }

    @Test
    void wrongSignatures() {
        Compilation compilation = Marked.refuses(LIB, USER, """
                import org.backwire.DerivativeOf;

                class Rules {
                    @DerivativeOf(type = Lib.class, method = "f")
                    static double overload(double x, int n) {
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "f")
                    static double parameters(double x, long n) {
                //                ^ RuleParameters
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "ff")
                //                                           ^ RuleMethod
                    static double name(double x) {
                        return 1;
                    }

                    @DerivativeOf(type = double[].class, method = "clone")
                //                                                ^ RuleMethod
                    static double array() {
                        return 1;
                    }

                    @DerivativeOf(type = int.class, method = "f")
                //                                           ^ RuleMethod
                    static double primitive(double x) {
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "own")
                //                                           ^ RuleMethod
                    static double instance(double x) {
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "f", parameter = 1)
                //                                                            ^ RuleParameter
                    static double data(double x, int n) {
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "f", parameter = -1)
                //                                                            ^ RuleParameter
                    static double number(double x, double y) {
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "f")
                    static int result(double x, double y) {
                //         ^ RuleResult
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "sum")
                    static double shape(double[] x) {
                //         ^ RuleResult
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "pair")
                //                                           ^ RuleSubject
                    static double[] structure(double x) {
                        return new double[] {1, 1};
                    }
                }
                """);
        assertThat(compilation.errors().toString())
                .contains("Give it exactly the parameters of the method it speaks of:"
                        + " f(double, int) or f(double, double).");
    }

    @Test
    void outOfReach() {
        Marked.refuses(LIB, USER, """
                import org.backwire.DerivativeOf;

                class Rules {
                    @DerivativeOf(type = Lib.class, method = "f")
                    private static double hidden(double x, int n) {
                //                        ^ RuleOutOfReach
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "f")
                    double instance(double x, double y) {
                //         ^ RuleOutOfReach
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "f", parameter = 1)
                    static double failing(double x, double y) throws Exception {
                //                ^ RuleOutOfReach
                        return 1;
                    }

                    private static class Inner {
                        @DerivativeOf(type = Math.class, method = "sin")
                        static double cos(double x) {
                //                    ^ RuleOutOfReach
                            return 1;
                        }
                    }
                }
                """);
    }

    @Test
    void twoRulesForOneParameter() {
        Marked.refuses(LIB, """
                import org.backwire.Differentiable;

                class User {
                    @Differentiable(derivatives = {Rules.class, More.class})
                //                                                  ^ RuleTwice
                    static double use(double x) {
                        return Lib.f(x, 1) + Lib.f(x, 1.0);
                    }
                }
                """, """
                import org.backwire.DerivativeOf;

                class More {
                    @DerivativeOf(type = Lib.class, method = "f")
                    static double again(double x, int n) {
                        return 1;
                    }
                }
                """, """
                import org.backwire.DerivativeOf;

                class Rules {
                    @DerivativeOf(type = Lib.class, method = "f")
                    static double first(double x, int n) {
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "f")
                    static double other(double x, double y) {
                        return 1;
                    }

                    @DerivativeOf(type = Lib.class, method = "f")
                    static double second(double x, int n) {
                //                ^ RuleTwice
                        return 1;
                    }
                }
                """);
    }

    @Test
    void missingRules() {
        Compilation compilation = Marked.refuses(LIB, """
                import static org.backwire.Derivative.GRADIENT;
                import static org.backwire.Derivative.HVP;

                import org.backwire.DerivativeOf;
                import org.backwire.Differentiable;

                class User {
                    @DerivativeOf(type = Lib.class, method = "f")
                    static double fDx(double x, double y) {
                        return y;
                    }

                    @Differentiable(derivatives = User.class)
                    static double constant(double x) {
                        return Lib.f(x, 2.0) + (Lib.f(2.0, x) > 3 ? 1 : 0);
                    }

                    @Differentiable(derivatives = User.class)
                    static double product(double x) {
                        return Lib.f(x, x);
                //                ^ RuleMissing
                    }

                    @Differentiable(derivatives = User.class)
                    static double noRule(double[] x) {
                        return Lib.sum(x);
                //                ^ RuleMissing
                    }

                    @Differentiable(value = {GRADIENT, HVP}, derivatives = User.class)
                    static double second(double x) {
                        return Lib.f(x, 2.0) * Lib.f(x, 3.0);
                //                ^ RuleNotDifferentiable
                //                                ^ RuleNotDifferentiable
                    }
                }
                """);
        assertThat(compilation.errors().get(0).getMessage(null))
                .contains("passed to Lib.f as parameter 1,")
                .contains("@DerivativeOf(type = Lib.class, method = \"f\", parameter = 1)");
        assertThat(compilation.errors().get(2).getMessage(null))
                .contains("HVP asks for the derivative of the rule User.fDx with respect to its parameter 0");
    }

    /** A gradient of its own would not do; where nobody asks for second derivatives by name, nothing is missing. */
    @Test
    void aRuleThatReturnsAnArrayNeedsTangents() {
        Marked.refuses(LIB, """
                import static org.backwire.Derivative.*;

                import org.backwire.DerivativeOf;
                import org.backwire.Differentiable;

                class User {
                    @DerivativeOf(type = Lib.class, method = "sum")
                    @Differentiable(GRADIENT)
                    static double[] ones(double[] x) {
                        double[] ones = new double[x.length];
                        java.util.Arrays.fill(ones, 1);
                        return ones;
                    }

                    @Differentiable(value = {GRADIENT, JVP}, derivatives = User.class)
                    static double[] first(double[] x) {
                        return new double[] {Lib.sum(x)};
                    }

                    @Differentiable(value = {GRADIENT, HVP}, derivatives = User.class)
                    static double second(double[] x) {
                        return Lib.sum(x);
                //                ^ RuleNotDifferentiable
                    }
                }
                """);
    }

    @Test
    void neitherTheMethodNorItsRuleMayWriteToArguments() {
        Marked.refuses("""
                import org.backwire.DerivativeOf;
                import org.backwire.Differentiable;

                class User {
                    static double doubled(double[] x) {
                        x[0] *= 2;
                        return x[0];
                    }

                    static double half(double[] x, double[] scratch) {
                        scratch[0] = x[0] / 2;
                        return scratch[0];
                    }

                    static double first(double[] x) {
                        return x[0];
                    }

                    @DerivativeOf(type = User.class, method = "doubled")
                    static double[] doubledDx(double[] x) {
                        double[] dx = new double[x.length];
                        dx[0] = 2;
                        return dx;
                    }

                    @DerivativeOf(type = User.class, method = "half")
                    static double[] halfDx(double[] x, double[] scratch) {
                        double[] dx = new double[x.length];
                        dx[0] = 0.5;
                        return dx;
                    }

                    @DerivativeOf(type = User.class, method = "first")
                    static double[] firstDx(double[] x) {
                        java.util.Arrays.fill(x, 0);
                        x[0] = 1;
                        return x;
                    }

                    @Differentiable(derivatives = User.class)
                    static double a(double[] x) {
                        return doubled(x) + x[0];
                //                     ^ RuleWrites
                    }

                    @Differentiable(derivatives = User.class, wrt = "x")
                    static double b(double[] x, double[] scratch) {
                        return half(x, scratch);
                //                     ^ RuleWrites
                    }

                    @Differentiable(derivatives = User.class)
                    static double c(double[] x) {
                        return first(x);
                //                   ^ RuleWrites
                    }
                }
                """);
    }

    @Test
    void rulesThatTheCompanionCannotCall() {
        Marked.refuses("""
                package rules;

                import org.backwire.DerivativeOf;

                public class Rules {
                    @DerivativeOf(type = Math.class, method = "sin")
                    static double sinDx(double x) {
                        return Math.cos(x);
                    }
                }
                """, """
                package user;

                import org.backwire.Differentiable;
                import rules.Rules;

                class User {
                    @Differentiable(derivatives = Rules.class)
                    static double f(double x) {
                        return Math.sin(x);
                //                 ^ NotVisible
                    }
                }
                """);
    }
}
