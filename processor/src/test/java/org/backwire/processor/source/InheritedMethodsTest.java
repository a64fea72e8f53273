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
}
