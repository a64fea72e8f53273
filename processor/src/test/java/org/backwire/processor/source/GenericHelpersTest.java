package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

/** Helpers with type parameters are written out for the classes that these stand for. */
class GenericHelpersTest {
    @Test
    void ofData() {
        companionOf("""
                 enum Side { LEFT, RIGHT }
                @Differentiable static double f(java.util.List<Double> list, double x) {
                    double[] w = {x};
                    Integer n = other(3, 4, w);
                    double most = most(list);
                    return x * greater(3, 2) * most + at(Side.RIGHT, x) + equals(new String[] {"a", "b", "a"}, x * x) * n * w[0];
                }
                static <T extends Comparable<T>> T greater(T a, T b) {
                    T m = a;
                    if (b.compareTo(m) > 0) m = b;
                    return m;
                }
                private static <T extends Comparable<T>> T most(java.util.List<T> list) {
                    T m = list.get(0);
                    for (T t : list) m = greater(m, t);
                    return m;
                }
                private static <E extends Enum<E>> double at(E e, double x) { return e.ordinal() * x; }
                private static <T> double equals(T[] all, double x) {
                    T first = all[0];
                    double s = 0;
                    for (T t : all) s += t.equals(first) ? x : 1;
                    return s;
                }
                private static <A, B extends A> A other(B b, A a, double[] w) {
                    w[0] *= 2;
                    return b == null ? a : b;
                }""").at(java.util.List.of(1.0, 2.0), 2.0).agreesWithDifferences();
    }
}
