package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

/** Java chooses among overloads for a {@code T} by its bound, not by what it stands for where a helper is written out. */
class GenericOverloadsTest {
    private static final String OVERLOADS = """

            static double h(Object o) { return 2; }
            static double h(Number o) { return 5; }
            static double h(Integer o) { return 3; }
            static double h(String o) { return 7; }
            static double g(Object... o) { return o.length; }
            static double g(int a, int b) { return 11; }
            """;

    @Test
    void inHelpers() {
        companionOf("""
                import org.backwire.*;

                class Model {
                @Differentiable
                static double f(double x, Integer n, java.util.List<String> names) {
                    return any(n, x) + number(n, x) * x + all(names, x) + many(n, x) + read(new Gauge(), x);
                }
                static <T> double any(T t, double x) { return h(t) * x; }
                static <T extends Number> double number(T t, double x) { return h(t) * x; }
                static <T> double all(java.util.List<T> ts, double x) { double s = x; for (T t : ts) s += h(t) * x; return s; }
                static <T> double many(T t, double x) { return g(t, t) * x; }
                static <T extends Meter> double read(T t, double x) { return t.read("a") * x; }
                interface Meter { double read(Object o); }
                static final class Gauge implements Meter {
                    public double read(Object o) { return 13; }
                    public double read(String o) { return 17; }
                }
                """ + OVERLOADS + "}\n")
                .at(0.5, 4, java.util.List.of("a", "b"))
                .hasValue(2 * 0.5 + 5 * 0.25 + (0.5 + 2 * 2 * 0.5) + 2 * 0.5 + 13 * 0.5)
                .agreesWithDifferences();
    }

    @Test
    void inRecords() {
        companionOf("""
                import org.backwire.*;

                class Model {
                @Differentiable
                static double f(double x, int n) {
                    Box<Integer> box = new Box<>(n);
                    return box.mix(x) + box.own(x) + h(box.v()) * x;
                }
                record Box<T>(T v) {
                    double mix(double x) { return h(v) * x; }
                    double own(double x) { return h(v()) * x; }
                }
                """ + OVERLOADS + "}\n")
                .at(0.5, 4)
                .hasValue(2 * 0.5 + 2 * 0.5 + 3 * 0.5)
                .agreesWithDifferences();
    }

    @Test
    void castsAndTests() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    static <T> double test(T t, double x) { return t instanceof String s ? s.length() * x : x * x; }
                    static <T> double cast(T t, double x) { return t instanceof String ? ((String) t).length() * x : ((Integer) t) * x * x; }
                    @Differentiable
                    static double f(double x, Integer n) { return test(n, x) + test("abc", x) + cast(n, x) + cast("ab", x); }
                }
                """).at(0.5, 4).hasValue(0.25 + 1.5 + 1 + 1).agreesWithDifferences();
    }

    /** What has nothing to do with the type parameters of a class is what it is. */
    @Test
    void ofDataInGenericClasses() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model<T> {
                    @Differentiable
                    static double f(double x, List<Integer> l, Comparable<Integer> c, List<String> s) {
                        Box<String> b = new Box<>();
                        List<String> own = new ArrayList<>();
                        own.add("a");
                        List<Integer> sorted = new ArrayList<>(l);
                        sorted.sort(Comparator.naturalOrder());
                        double sum = sorted.stream().mapToInt(z -> z).sum();
                        return x * v(l) + 10 * x * t(c) + 100 * x * b.other(l) + 1000 * x * b.own(s) + 10000 * x * b.wild(s) + own.size() * sum * Collections.max(l);
                    }
                    static int v(List<Integer> l) { return 2; }
                    static int v(Collection<?> l) { return 5; }
                    static int t(Comparable<Integer> c) { return 2; }
                    static int t(Object c) { return 9; }
                    static final class Box<U> {
                        double other(List<Integer> l) { return v(l); }
                        double own(List<U> l) { return w(l); }
                        double wild(List<? extends U> l) { return z(l); }
                        static int w(List<String> l) { return 3; }
                        static int w(Collection<?> l) { return 7; }
                        static int z(List<? extends String> l) { return 4; }
                        static int z(Collection<?> l) { return 6; }
                    }
                }
                """)
                .at(1.0, java.util.List.of(2, 1), 3, java.util.List.of("a"))
                .hasValue(2 + 20 + 200 + 7000 + 60000 + 6);
    }
}
