package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

/** Methods that an object inherits, called without {@code this} in its own methods. */
class InheritedMethodsTest {
    @Test
    void ofEnums() {
        String code = """
                import org.backwire.*;

                class Model {
                    enum Kind {
                        A, B;

                        double weight(double x) {
                            return equals(A) ? x : compareTo(A) * x * x + ordinal() * x + name().length();
                        }
                    }

                    @Differentiable
                    static double f(double x, int k) { return Kind.values()[k].weight(x); }
                }
                """;
        companionOf(code).at(0.5, 0).hasValue(0.5).agreesWithDifferences();
        companionOf(code).at(0.5, 1).hasValue(0.25 + 0.5 + 1).agreesWithDifferences();
    }

    @Test
    void ofInterfaces() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    interface Shape {
                        double r();
                        default double area() { return 3 * r() * r(); }
                    }

                    record Disc(double r) implements Shape {
                        double volume(double h) { return area() * h; }
                    }

                    @Differentiable
                    static double f(Disc d, double h) { return d.volume(h) * new Disc(h).volume(2); }
                }
                """.replace("Disc d, double h", "double r, double h").replace("d.volume", "new Disc(r).volume"))
                .at(0.5, 0.7)
                .agreesWithDifferences();
    }

    @Test
    void overriddenBetweenTheInterfaceAndTheRecord() {
        String code = """
                import org.backwire.*;

                class Model {
                    interface Curve {
                        int n();
                        default double at(double x) { return x; }
                        default double squared(double x) { return at(x) * at(x); }
                    }
                    interface Wave extends Curve {
                        default double at(double x) { return x * x * n(); }
                    }
                    record Point(double a) implements Wave {
                        public int n() { return 2; }
                    }
                    enum Kind implements Wave {
                        A, B;
                        public int n() { return ordinal() + 2; }
                    }
                    @Differentiable
                    static double f(double x, int k) { return CALL.squared(x); }
                }
                """;
        companionOf(code.replace("CALL", "new Point(x)"))
                .at(0.5, 1)
                .hasValue(0.25)
                .hasGradient(2);
        companionOf(code.replace("CALL", "Kind.values()[k - 1]"))
                .at(0.5, 1)
                .hasValue(0.25)
                .hasGradient(2);
    }

    @Test
    void ofASuperclassThatCallsWhatIsOverridden() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    static class Base {
                        double s = 2;
                        double at(double x) { return 7 * x; }
                        double sum(double x) { return at(x) * s + own(x); }
                        private double own(double x) { return x; }
                    }
                    static final class Derived extends Base {
                        int k = 3;
                        double at(double x) { return x * x * k * s; }
                        double own(double x) { return 100 * x; }
                        double both(double x) { return sum(x) * own(x); }
                    }
                    @Differentiable
                    static double f(double x) { return new Derived().both(x); }
                }
                """).at(0.5).hasValue((0.25 * 12 + 0.5) * 50).agreesWithDifferences();
    }

    @Test
    void ofInterfacesWithTypeParameters() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    interface Rule<T> {
                        double at(double x, T t);
                        default double twice(double x, T t) { return at(x, t) * 2; }
                    }
                    record Scale(int k) implements Rule<Integer> {
                        public double at(double x, Integer t) { return x * x * t * k; }
                    }
                    @Differentiable
                    static double f(double x, int k) { return new Scale(k).twice(x, 3); }
                }
                """).at(0.5, 5).hasValue(7.5).hasGradient(30);
    }
}
