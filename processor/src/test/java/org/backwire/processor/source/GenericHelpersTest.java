package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.List;
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

    @Test
    void withTwoBounds() {
        companionOf("""
                @Differentiable static double f(java.util.List<Integer> list, int k, double x) {
                    return greatest(list, x) * greater(k, 3, x) * greater(2.5, 1.5, x);
                }
                static <T extends Number & Comparable<T>> double greater(T a, T b, double x) {
                    T m = a;
                    if (b.compareTo(m) > 0) m = b;
                    return m.compareTo(b) > 0 ? x * m.doubleValue() : x * x * m.intValue();
                }
                static <T extends Number & Comparable<? super T>> double greatest(java.util.List<T> list, double x) {
                    T best = list.get(0);
                    for (T t : list) if (t.compareTo(best) > 0) best = t;
                    return x * best.doubleValue();
                }""")
                .at(java.util.List.of(1, 5, 3), 2, 0.5)
                .hasValue(2.5 * 0.75 * 1.25)
                .agreesWithDifferences();
    }

    @Test
    void ofAClassWithTypeParameters() {
        companionOf("""
                import org.backwire.*;

                class Model {
                @Differentiable static double f(String text, double x) {
                    return new Tag<>(text).weight(x) * new Pair<>(3, 0.25).weight(x);
                }
                static final class Tag<T> {
                    final T item;
                    Tag(T item) { this.item = item; }
                    double weight(double x) {
                        T own = item;
                        return x * own.toString().length();
                    }
                }
                record Pair<T extends Number>(T tag, double v) {
                    double weight(double x) {
                        T own = tag;
                        T[] none = null;
                        return own.equals(tag) && none == null ? x * v * own.intValue() : x;
                    }
                }
                }""").at("abcd", 0.5).hasValue(2 * 0.375).agreesWithDifferences();
    }

    @Test
    void overloadedWithTypeParametersOfTheirOwn() {
        companionOf("""
                @Differentiable static double f(double x, String s, int k) { return h(x, s) * h(x, k); }
                private static <T> double h(double x, T t) { return x + t.hashCode(); }
                private static <T extends Number> double h(double x, T t) { return x * t.intValue(); }
                """).at(0.5, "a", 3).hasValue((0.5 + 97) * 1.5).agreesWithDifferences();
    }

    @Test
    void ofAClassWhoseTypeParametersStandForMore() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    static final class Bag<T extends Comparable<T>> {
                        final List<T> all;
                        final T[] array;
                        final T last;
                        Bag(List<T> all, T[] array) {
                            this.all = all;
                            this.array = array;
                            last = all.get(0);
                        }
                        T top() {
                            T m = last;
                            for (T t : all) if (t.compareTo(m) > 0) m = t;
                            return m;
                        }
                        int count(T t) {
                            int c = 0;
                            for (T u : array) if (u.equals(t)) c++;
                            return c;
                        }
                        double weight(double x, T t) {
                            double s = 0;
                            for (T u : all) s += x * u.compareTo(t);
                            return s + count(top()) * x + count(last) + this.last.hashCode() % 7;
                        }
                        <U> double with(double x, U u, T t) { return x * x * (u.hashCode() % 5) + weight(x, t); }
                    }
                    record Node<T>(T item, Node<T> next) {
                        double sum(double x) {
                            double s = 0;
                            Node<T> at = this;
                            while (at != null) {
                                T i = at.item;
                                s += x * i.hashCode() * at.item().hashCode();
                                at = at.next;
                            }
                            return s;
                        }
                    }
                    @Differentiable
                    static double f(double x) {
                        Bag<String> bag = new Bag<>(List.of("a", "b", "cc"), new String[] {"cc", "b", "cc"});
                        return bag.weight(x, "b") * bag.top().length() + bag.with(x, 7, "a")
                                + new Node<>(3, new Node<>(4, null)).sum(x * x);
                    }
                }
                """).at(0.5).hasValue(2 * 7 + 0.5 + 8.5 + 6.25).agreesWithDifferences();
    }

    @Test
    void ofAClassWithWildcards() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Model {
                    static final class Tag<T extends Number> {
                        final T item;
                        final List<T> all;
                        Tag(T item) {
                            this.item = item;
                            all = List.of(item, item);
                        }
                        Tag<T> self() { return this; }
                        double weight(double x) {
                            T own = item;
                            List<T> same = all;
                            for (T t : same) x *= t.intValue();
                            return x * own.doubleValue() * self().item.intValue();
                        }
                    }
                    static <U extends Number> double twice(double x, Tag<U> tag, U u) {
                        return tag.weight(x) * u.intValue() + tag.self().weight(x);
                    }
                    @Differentiable
                    static double f(double x, int k) {
                        Tag<? extends Number> any = new Tag<>(k);
                        return any.weight(x) * twice(x, new Tag<>(k), 3);
                    }
                }
                """).at(0.5, 2).hasValue(8 * 32).agreesWithDifferences();
    }

    @Test
    void collectionsOfWhatTheyStandFor() {
        companionOf("""
                import java.util.*;
                import org.backwire.Differentiable;

                class Sample {
                    static <T> double copied(double[] w, List<T> all) {
                        List<T> copy = new ArrayList<>();
                        copy.addAll(all);
                        List<T> two = List.of(all.get(0), all.get(1));
                        return w[copy.size()] * w[two.size()];
                    }
                    static <T> double counted(double[] w, List<T> all) {
                        Map<T, Integer> counts = new HashMap<>();
                        Deque<T> seen = new ArrayDeque<>();
                        for (T t : all) {
                            counts.put(t, counts.containsKey(t) ? counts.get(t) + 1 : 1);
                            seen.push(t);
                        }
                        return w[counts.get(seen.peek())] * w[counts.size()];
                    }
                    @Differentiable
                    static double f(double[] w, List<String> words, List<Integer> numbers) {
                        return copied(w, words) * counted(w, words) + copied(w, numbers) * counted(w, numbers);
                    }
                }
                """)
                .at(new double[] {0.3, 0.5, 0.7, 0.9}, List.of("a", "b", "a"), List.of(1, 1, 2))
                .hasValue(0.9 * 0.7 * (0.7 * 0.7) + 0.9 * 0.7 * (0.5 * 0.7))
                .agreesWithDifferences();
    }
}
