package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Types that no argument tells, but a variable, type arguments, or another method. */
class AskedTypesTest {
    private static final List<Integer> LIST = List.of(3, 5);

    @Test
    void byTypeArguments() {
        companionOf("""
                static double f(double x, Object o) {
                    return x * java.util.Optional.<Integer>empty().orElse(3)
                            * java.util.Comparator.<Integer>naturalOrder().compare(2, 1) + x * Sample.<String>cast(o).length();
                }
                static <T> T cast(Object o) {
                    @SuppressWarnings("unchecked")
                    T t = (T) o;
                    return t;
                }""").at(2.0, "four").hasGradient(7);
    }

    @Test
    void byTheNumberThatIsWanted() {
        companionOf("""
                static double f(double x, Object o) {
                    int k = cast(o);
                    return x * k;
                }
                @SuppressWarnings("unchecked")
                static <T> T cast(Object o) {
                    return (T) o;
                }""").at(2.0, 3).hasGradient(3);
    }

    @Test
    void byTheVariableOfADiamond() {
        companionOf("""
                static double f(double x, java.util.List<Integer> l) {
                    java.util.PriorityQueue<Integer> q = new java.util.PriorityQueue<>(java.util.Comparator.reverseOrder());
                    q.addAll(l);
                    java.util.TreeMap<Integer, Integer> m = new java.util.TreeMap<>(java.util.Comparator.reverseOrder());
                    m.put(2, 1);
                    m.put(7, 3);
                    return x * q.poll() * m.firstKey();
                }""").at(2.0, LIST).hasGradient(35);
    }

    @Test
    void byACollector() {
        companionOf("""
                static double f(double x, java.util.List<Integer> l) {
                    int p = l.stream().collect(java.util.stream.Collectors.toList()).get(0);
                    return 3 * x * l.stream().collect(java.util.stream.Collectors.toList()).get(1) * p;
                }""").at(2.0, LIST).hasGradient(45);
    }

    @Test
    void byTheVariableOfSomethingRaw() {
        companionOf("""
                @SuppressWarnings({"rawtypes", "unchecked"})
                @Differentiable static double f(double x, java.util.Map m, Object o) {
                    java.util.Map<String, Integer> counts = m;
                    java.util.List<Integer> l = (java.util.List) o;
                    return x * counts.get("a") * l.get(0);
                }""").at(2.0, Map.of("a", 7), LIST).hasGradient(21);
    }

    @Test
    void rawVariablesTakeAnything() {
        companionOf("""
                @SuppressWarnings({"rawtypes", "unchecked"})
                @Differentiable static double f(double x) {
                    java.util.List<Integer> l = new java.util.ArrayList<>();
                    java.util.List raw = l;
                    raw.add("str");
                    java.util.List<String> words = raw;
                    words.add("ab");
                    java.util.Iterator<String> all = raw.iterator();
                    return x * x * raw.size() * all.next().length() * words.get(1).length();
                }""").at(2.0).hasGradient(48);
    }

    @Test
    void byTheVariableOfAnArray() {
        companionOf("""
                @SuppressWarnings({"rawtypes", "unchecked"})
                @Differentiable static double f(double x, int n) {
                    java.util.List<Integer>[] next = new java.util.List[n];
                    java.util.List<Integer>[] last = (java.util.List<Integer>[]) new java.util.List<?>[n];
                    for (int i = 0; i < n; i++) {
                        next[i] = new java.util.ArrayList<>();
                        next[i].add(i);
                        last[i] = java.util.List.of(2 * i);
                    }
                    double s = 0;
                    for (int i = 0; i < n; i++) {
                        for (int k : next[i]) {
                            s += k * x * last[i].get(0);
                        }
                    }
                    return s;
                }""").at(2.0, 3).hasGradient(10);
    }

    @Test
    void ofListsThatAreGathered() {
        companionOf("""
                static double f(double x, java.util.List<Integer> l) {
                    return count(x, l, l);
                }
                @SafeVarargs
                static double count(double x, java.util.List<Integer>... lists) {
                    return x * lists.length * lists[1].get(0);
                }""").at(2.0, LIST).hasGradient(6);
    }

    @Test
    void ofTheMethodsOwnArraysUnderOtherNames() {
        companionOf("""
                static double f(double x) {
                    Object[] words = new String[1];
                    words[0] = "abc";
                    Integer[] counts = {1, 2};
                    Number[] same = counts;
                    double before = counts[0];
                    double s = x * before;
                    same[0] = 5;
                    return s * s + counts[0] * x * ((String) words[0]).length();
                }""").at(2.0).hasGradient(19);
    }
}
