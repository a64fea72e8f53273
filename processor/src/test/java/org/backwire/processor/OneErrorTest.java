package org.backwire.processor;

import org.junit.jupiter.api.Test;

/** A refused method is one error, however often its companion is used. */
class OneErrorTest {
    private static final String REFUSED = """
            package p;

            public class A {
                @org.backwire.Differentiable(wrt = {"x", "weight"})
            //                                           ^ WrtUnknown
                public static double f(double x, double weights, int n) {
                    return x;
                }
            }
            """;

    @Test
    void usedInTheSamePackage() {
        Marked.refuses(REFUSED, """
                package p;

                class Uses {
                    AFGrad gate = new AFGrad();
                    AFGrad.Gradient last = AFGrad.gradient(1, 2, 3);

                    static AFGrad.Gradient gradient(AFGrad gate) {
                        var gradient = AFGrad.gradient(1, 2, 3);
                        double value = gate.forward(1, 2, 3);
                        gate.backward(value);
                        return gradient;
                    }
                }
                """);
    }

    @Test
    void imported() {
        Marked.refuses(REFUSED, """
                package q;

                import static p.AFGrad.gradient;

                import p.AFGrad;
                import p.AFGrad.Gradient;

                class Uses extends Base<AFGrad.Gradient> {
                    Gradient last = gradient(1, 2, 3);

                    double dx(AFGrad gate) {
                        return gate.dx() + last.dx();
                    }
                }

                class Base<T> {}
                """);
    }

    @Test
    void mistakesAroundAStatementThatIsNotReadAreSaidToo() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable
                    static double f(double x) {
                        double u = B.q(x);
                //                  ^ ExternalCall
                        try {
                //      ^ TryStatement
                            u += 1;
                        } finally {
                            u += 2;
                        }
                        synchronized (A.class) {
                //      ^ SynchronizedStatement
                            u *= x;
                        }
                        return u + B.q(2 * x);
                //                  ^ ExternalCall
                    }
                }

                class B {
                    static double q(double x) {
                        return x;
                    }
                }
                """);
    }

    @Test
    void mistakesOfTheBodyAreSaidInTheSameCompilation() {
        Marked.refuses("""
                class A {
                    @org.backwire.Differentiable(wrt = {"x", "weight"})
                //                                           ^ WrtUnknown
                    static double f(double x, double weights) {
                        try {
                //      ^ TryStatement
                            return x;
                        } finally {
                            synchronized (A.class) {
                            }
                        }
                    }
                }
                """);
    }
}
