package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Data whose types have wildcards, or are only known to Java: the companion has to name what it keeps in a local. */
class WildcardsTest {
    @Test
    void inLoops() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    @Differentiable
                    static double f(double x, List<? extends Number> l, Map<String, ? extends Number> m, Map<?, Double> any) {
                        double s = 0;
                        for (Number n : l) s += n.doubleValue() * x;
                        for (Number n : m.values()) s += n.doubleValue() * x * x;
                        for (Map.Entry<String, ? extends Number> e : m.entrySet()) {
                            s += e.getKey().length() * e.getValue().doubleValue() * x;
                        }
                        for (var e : m.entrySet()) s += e.getValue().intValue() * x;
                        for (Map.Entry<?, Double> e : any.entrySet()) s += e.getValue() * x * e.getKey().hashCode();
                        for (Object o : any.keySet()) s += o.hashCode() * x;
                        return s;
                    }
                }
                """)
                .at(0.5, List.of(1, 2.5), Map.of("a", 3, "bb", 5.5), new TreeMap<>(Map.of(1, 2.5, 4, 0.5)))
                .agreesWithDifferences();
    }

    @Test
    void ofMoreThanOneLevel() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    @Differentiable
                    static double f(double x, List<? extends List<Double>> l, List<? super Integer> up, Map<? extends Comparable<?>, List<? extends Number>> m) {
                        double s = 0;
                        for (List<Double> r : l) for (double v : r) s += v * x;
                        for (Object o : up) s += o.hashCode() * x;
                        for (var e : m.entrySet()) for (Number n : e.getValue()) s += x * n.intValue() * e.getKey().hashCode();
                        return s;
                    }
                }
                """)
                .at(0.5, List.of(List.of(1.5), List.of(2.0, 3.0)), List.of(3, "b"), Map.of("a", List.of(3, 4.5)))
                .agreesWithDifferences();
    }

    @Test
    void inLocals() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    @Differentiable
                    static double f(double x, List<? extends Number> l) {
                        List<? extends Number> part = l.subList(0, 1);
                        Iterator<? extends Number> it = l.iterator();
                        var other = l.iterator();
                        double s = 0;
                        while (it.hasNext()) s += it.next().doubleValue() * x * other.next().intValue();
                        return s * part.get(0).intValue();
                    }
                }
                """).at(0.5, List.of(3, 2.5)).hasValue(21).agreesWithDifferences();
    }

    @Test
    void ofRecordsAndRecursion() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    interface Node {
                        List<? extends Node> children();
                        double weight();
                    }
                    record Leaf(double weight, List<Leaf> children) implements Node {}
                    record Config(List<? extends Number> numbers) {}
                    static double sum(double x, Node n) {
                        double s = n.weight() * x;
                        for (Node c : n.children()) s += sum(x, c);
                        return s;
                    }
                    @Differentiable
                    static double f(double x, int k) {
                        Config config = new Config(List.of(k, 2));
                        double s = 0;
                        for (Number n : config.numbers()) s += x * n.intValue();
                        return s * sum(x, new Leaf(2, List.of(new Leaf(3, List.of()), new Leaf(k, List.of()))));
                    }
                }
                """).at(0.5, 4).hasValue(3 * 4.5).agreesWithDifferences();
    }

    @Test
    void passedToHelpers() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    static double sum(double x, Collection<? extends Number> l) {
                        double s = 0;
                        for (Number n : l) s += n.doubleValue() * x;
                        return s;
                    }
                    static <T extends Number> double all(double x, Iterable<? extends T> l) {
                        double s = 0;
                        for (T n : l) s += n.doubleValue() * x;
                        return s;
                    }
                    static <T> int count(Iterable<T> it) {
                        int c = 0;
                        for (T t : it) c++;
                        return c;
                    }
                    static <T extends Number> T head(List<T> l) { return l.get(0); }
                    @SafeVarargs
                    @SuppressWarnings("varargs")
                    static <T> List<T> listOf(T... ts) { return Arrays.asList(ts); }
                    @Differentiable
                    static double f(double x, List<Integer> l, List<? extends Number> n) {
                        return sum(x, l) * all(x, l) * count(n) * head(n).doubleValue() * listOf(1.5, 2.5).get(0);
                    }
                }
                """)
                .at(0.5, List.of(4, 6), List.of(2, 1.5))
                .hasValue(25 * 4 * 1.5)
                .agreesWithDifferences();
    }

    @Test
    void whatSeveralClassesHaveInCommon() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    sealed interface Shape permits Square, Circle {
                        double area();
                    }
                    record Square(int s) implements Shape {
                        public double area() { return s * s; }
                    }
                    record Circle(int r) implements Shape {
                        public double area() { return 3 * r * r; }
                    }
                    @Differentiable
                    static double f(double x, int k) {
                        double s = 0;
                        for (Shape shape : List.of(new Square(k), new Circle(1))) s += shape.area() * x;
                        for (Number n : List.of(1, 2.5)) s += n.doubleValue() * x;
                        for (Number n : Arrays.asList(k, 2.5f)) s += n.doubleValue() * x;
                        List<Number> mixed = List.of(1, 2);
                        List<Shape> shapes = List.of(new Square(k));
                        return s * List.of(k, 2.5).get(0).doubleValue() * total(mixed) * shapes.get(0).area();
                    }
                    static int total(List<Number> l) { return l.size(); }
                }
                """).at(0.5, 2).hasValue((3.5 + 1.75 + 2.25) * 2 * 2 * 4).agreesWithDifferences();
    }

    /** What a diamond stands for may have no other name. */
    @Test
    void inDiamonds() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    @Differentiable
                    static double f(double x, List<?> n, List<? extends Number> m) {
                        var l = new ArrayList<>(n);
                        List<? extends Number> own = new ArrayList<>(m);
                        Map<?, ?> map = new HashMap<>(Map.of("a", 1));
                        int mixed = new ArrayList<>(List.of("a", 'c')).size();
                        return x * x * l.size() * own.size() * mixed * map.size() * count(new ArrayList<>(n)) * copied(m);
                    }
                    static int count(List<?> l) { return l.size(); }
                    static int copied(Collection<? extends Number> n) {
                        List<? extends Number> l = new ArrayList<>(n);
                        return l.size();
                    }
                }
                """)
                .at(3.0, java.util.List.of(1, "b"), java.util.List.of(1))
                .hasValue(9 * 2 * 2 * 2)
                .hasGradient(6 * 8);
    }
}
