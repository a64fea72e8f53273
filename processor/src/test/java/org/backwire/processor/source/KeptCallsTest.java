package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** Lambdas and method references on data, in calls that the companion keeps as they are written. */
class KeptCallsTest {
    /** That a class has private constructors matters only where they can be called. */
    @Test
    void makeObjectsOfAnyClass() {
        companionOf("""
                @Differentiable
                static double f(double x) {
                    Thread thread = new Thread(() -> System.clearProperty("nothing"));
                    return thread.isAlive() ? x : x * x;
                }""").at(3.0).hasValue(9).hasGradient(6);
    }

    private static final List<String> WORDS = List.of("to", "be", "or", "not", "question");

    private static String sample(String members) {
        return """
                import java.util.*;
                import java.util.stream.*;
                import org.backwire.Differentiable;

                class Sample {
                """ + members.indent(4) + "}\n";
    }

    @Test
    void aChainThatGivesANumber() {
        companionOf(sample("""
                @Differentiable static double f(double x, List<String> words, int k) {
                    long n = words.stream().filter(s -> s.length() > k).count();
                    return x * x * n + Math.sin(x);
                }"""))
                .at(1.5, WORDS, 2)
                .hasValue(2.25 * 2 + Math.sin(1.5))
                .agreesWithDifferences();
    }

    @Test
    void namesOfTheClassAround() {
        companionOf(sample("""
                static final int LEAST = 2;

                enum Side { LEFT, RIGHT }

                record Word(String text, Side side) {
                    boolean isLeft() {
                        return side == Side.LEFT;
                    }
                }

                static boolean isLong(String s) {
                    return s.length() > LEAST;
                }

                @Differentiable static double f(double x, List<String> words, int k) {
                    Side wanted = k > 0 ? Side.LEFT : Side.RIGHT;
                    double s = x * words.stream().filter(Sample::isLong).count();
                    s *= words.stream().filter(w -> isLong(w) && w.length() != LEAST + 6).count() + 1;
                    List<Word> made = words.stream()
                            .map(w -> new Word(w, w.length() == 2 ? Side.LEFT : Side.RIGHT)) // two letters
                            .toList();
                    long sides = made.stream().filter(w -> switch (w.side()) {
                        case LEFT -> wanted != Side.RIGHT;
                        case RIGHT -> Map.Entry.class.getName().isEmpty() || w.isLeft();
                    }).count();
                    return s * x + sides * x;
                }"""))
                .at(1.5, WORDS, 1)
                .hasValue(2.25 * 2 * 2 + 3 * 1.5)
                .agreesWithDifferences();
    }

    @Test
    void statementsInLambdas() {
        companionOf(sample("""
                @Differentiable static double f(double x, List<String> words, Map<String, Integer> known) {
                    Map<String, Integer> counts = new java.util.TreeMap<>(known);
                    words.forEach(word -> {
                        for (int i = 0; i < word.length(); i++) {
                            String letter = word.substring(i, i + 1);
                            counts.merge(letter, 1, Integer::sum);
                        }
                    });
                    counts.computeIfAbsent("none", key -> key.length());
                    counts.entrySet().removeIf(e -> e.getValue() < 2);
                    String most = counts.entrySet().stream()
                            .max(Map.Entry.comparingByValue())
                            .map(e -> e.getKey() + \"""
                                :
                                  two
                                \""")
                            .orElse("");
                    return x * x * counts.get("o") + most.length() * x;
                }"""))
                .at(0.5, WORDS, new TreeMap<>(Map.of("o", 1)))
                .hasValue(0.25 * 5 + 9 * 0.5)
                .agreesWithDifferences();
    }

    @Test
    void ordersByData() {
        companionOf(sample("""
                @Differentiable(wrt = "x")
                static double f(double[] x, double[] weights) {
                    List<Integer> order = IntStream.range(0, x.length)
                            .boxed()
                            .sorted((i, j) -> Double.compare(weights[i], weights[j]))
                            .collect(Collectors.toList());
                    double s = 0;
                    for (int i = 0; i < x.length; i++) {
                        s += x[order.get(i)] * (i + 1);
                    }
                    return s * s;
                }"""))
                .at(new double[] {1, 2, 3}, new double[] {0.5, 0.1, 0.3})
                .hasValue((2 + 2 * 3 + 3.0) * (2 + 2 * 3 + 3))
                .agreesWithDifferences();
    }

    @Test
    void inLoopsAndHelpersAndForBoxes() {
        companionOf(sample("""
                static int longest(List<String> words, int least) {
                    int most = words.stream().mapToInt(String::length).filter(n -> n >= least).max().orElse(0);
                    return most;
                }

                @Differentiable static double f(double x, List<String> words) {
                    double y = x;
                    for (int i = 0; i < 3; i++) {
                        int least = i * 2;
                        Double share = words.stream().map(w -> w.length() * 0.1).filter(v -> v * 10 > least).findFirst().orElse(1.0);
                        y = Math.sin(y) * longest(words, least) + share * y;
                    }
                    return y;
                }""")).at(0.7, WORDS).agreesWithDifferences();
    }

    @Test
    void eachIsEvaluatedOnce() {
        List<String> seen = new ArrayList<>();
        Subject subject = companionOf(sample("""
                @Differentiable static double f(double x, List<String> seen) {
                    boolean any = List.of(1, 2).stream().anyMatch(i -> seen.add("at " + i));
                    return any ? x * x : x;
                }"""));
        subject.companion().gradient(3.0, seen);
        assertThat(seen).containsExactly("at 1");
    }

    /** A comment ends with its line, and the lines of a text block are its value. */
    @Test
    void linesStayAsTheyAre() {
        companionOf(sample("""
                @Differentiable static double f(double x, List<Integer> l) {
                    long n = l.stream()
                            .filter(i -> i > 1) // the big ones {
                            .count();
                    int s = l.stream().mapToInt(i -> {
                        int[] t = {1,
                                2, // two
                                3,
                        };
                        if (i > 1)
                                t[0] += 5; // big
                                t[1] += 7;
                        if (i > 0
                                && i < 3 // upper bound
                                && i != 2
                        ) {
                            t[2] += 100;
                        }
                        return t.length + t[0] + t[1] + t[2];
                    }).sum();
                    int length = l.stream().mapToInt(i -> (i + \"""
                            row
                                    deep
                            {
                            }

                            /**
                             * doc
                             */
                            § 0
                            @media (
                            \""").length()).sum();
                    return x * n + x * x * s + length * Math.sin(x);
                }"""))
                .at(0.5, List.of(1, 2, 3))
                .hasValue(1 + 0.25 * (3 * 16 + 10 + 100) + 3 * 51 * Math.sin(0.5))
                .agreesWithDifferences();
    }

    @Test
    void constantsStayConstants() {
        companionOf(sample("""
                @Differentiable static double f(double x, List<Integer> l) {
                    final int five = 5;
                    final boolean always = true;
                    final String text = "a\\"b";
                    final char letter = 'c';
                    final byte small = -3;
                    int s = l.stream().mapToInt(i -> {
                        byte b = five;
                        while (always) {
                            if (i > b) return text.length() + letter + small;
                            switch (i) {
                                case five -> { return -small; }
                                default -> { return b + i; }
                            }
                        }
                    }).sum();
                    return x * s;
                }"""))
                .at(0.5, List.of(2, 5, 7))
                .hasValue(0.5 * (7 + 3 + 3 + 99 - 3))
                .agreesWithDifferences();
    }

    @Test
    void importedMethodsAndPrivateNamesBeside() {
        companionOf(sample("""
                private static double sum(double a, double b) { return a + b; }

                record Wrapped(String text) {
                    private int length() { return text.length(); }
                }

                @Differentiable static double f(double x, List<String> l) {
                    Map<Integer, Long> sizes = l.stream().collect(groupingBy(s -> s.length(), counting()));
                    return x * l.stream().mapToInt(s -> s.length()).sum() + sum(x, x) * sizes.get(2);
                }""").replace("import org", "import static java.util.stream.Collectors.*;\nimport org"))
                .at(0.5, WORDS)
                .hasValue(0.5 * 17 + 3)
                .agreesWithDifferences();
    }

    @Test
    void aVariableWithTheNameOfTheClass() {
        refuses(sample("""
                static int help(int i) { return i + 1; }
                static class H { int help(int i) { return 100; } }
                @Differentiable static double f(double x, List<Integer> l) {
                    int s = l.stream().map(i -> new H()).map(Sample -> help(3)).reduce(0, Integer::sum);
                //                         ^ Lambda
                    return x * s;
                }
                """));
    }

    @Test
    void whatNeedsMoreThanDataIsRefused() {
        refuses(sample("""
                @Differentiable static double f(double x, List<Double> l) {
                    return l.stream().mapToDouble(v -> v * x).sum();
                //                                ^ Lambda
                }
                """));
        refuses(sample("""
                static int count;
                @Differentiable static double f(double x, List<Double> l) {
                    l.forEach(v -> count++);
                //            ^ Lambda
                    double[] sum = {0};
                    l.forEach(v -> sum[0] += v);
                //            ^ Lambda
                    return x * sum[0];
                }
                """));
        refuses(sample("""
                static double twice(java.util.function.DoubleUnaryOperator f, double x) { return f.applyAsDouble(f.applyAsDouble(x)); }
                @Differentiable static double f(double x) {
                    return twice(v -> v * v, x);
                //               ^ Lambda
                }
                """));
    }

    @Test
    void anObjectsOwnFieldsAreOutOfReach() {
        refuses(sample("""
                record Words(List<String> list, int k) {
                    double weigh(double x) { return x * list.stream().filter(w -> w.length() > k).count(); }
                //                                                           ^ Lambda
                }
                @Differentiable static double f(double x, Words words) {
                    return words.weigh(x);
                }
                """));
    }

    @Test
    void aStreamMustNotReadArraysLater() {
        refuses(sample("""
                @Differentiable static double f(double x, int k) {
                    int[] least = {k};
                    java.util.stream.Stream<Integer> s = java.util.stream.Stream.of(1, 2, 3).filter(v -> v > least[0]);
                //                                                                                  ^ Lambda
                    least[0] = 2;
                    return x * s.count();
                }
                """));
    }

    @Test
    void arraysOfOthersStayTheirs() {
        refuses(sample("""
                @Differentiable static double f(double x, Map<String, int[]> m) {
                    int[] a = m.computeIfAbsent("k", k -> new int[2]);
                    a[0] = 4;
                //       ^ WriteToOuterArray
                    return x * a[0];
                }
                """));
    }

    @Test
    void rowsOfAListStayTheirs() {
        refuses(sample("""
                @Differentiable static double f(double x, List<int[]> l) {
                    int[][] some = l.stream().filter(a -> a.length > 0).toArray(int[][]::new);
                    some[0][0] = 8;
                //             ^ WriteToOuterArray
                    int[][] all = l.toArray(new int[0][]);
                    all[0][0] = 8;
                //            ^ WriteToOuterArray
                    int[] lengths = l.stream().mapToInt(a -> a.length).toArray();
                    lengths[0] = 8;
                    return x * some[0][0] * all[0][0] * lengths[0];
                }
                """));
    }

    @Test
    void privateNamesAreNotMoved() {
        refuses(sample("""
                private static final int LEAST = 3;
                private static boolean isLong(String s) { return s.length() > LEAST; }
                private record Hidden(int n) { }
                @Differentiable static double f(double x, List<String> l) {
                    long n = l.stream().filter(s -> s.length() > LEAST).count();
                //                                               ^ PrivateMember
                    n += l.stream().filter(Sample::isLong).count();
                //                         ^ PrivateMember
                    n += l.stream().map(s -> new Hidden(1)).count();
                //                               ^ PrivateMember
                    return x * n;
                }
                """));
    }

    @Test
    void aMethodReferenceMeansAMethodNotTheFieldOfThatName() {
        companionOf(sample("""
                record Edge(int from, int to) {}

                static class Item {
                    private final int size = 2;

                    int size() {
                        return size + 1;
                    }
                }

                enum Unit {
                    A(2),
                    B(5);

                    private final int factor;

                    Unit(int factor) {
                        this.factor = factor;
                    }

                    int factor() {
                        return factor;
                    }
                }

                @Differentiable static double f(double x, int n) {
                    List<Edge> edges = new ArrayList<>(List.of(new Edge(n, 1), new Edge(1, 4)));
                    edges.sort(Comparator.comparingInt(Edge::from));
                    List<Item> items = List.of(new Item(), new Item());
                    int sizes = items.stream().mapToInt(Item::size).sum();
                    return x * edges.get(0).to() + x * x * sizes * List.of(Unit.A, Unit.B).stream().mapToInt(Unit::factor).sum();
                }""")).at(0.5, 3).hasValue(0.5 * 4 + 0.25 * 6 * 7).agreesWithDifferences();
    }

    @Test
    void typesHaveToBeKnown() {
        refuses(sample("""
                @Differentiable static double f(double x, List<String> l) {
                    var lengths = l.stream().map(s -> s.length()).toList();
                //                                                      ^ UnknownType
                    return x * l.stream().map(String::length).reduce(0, Integer::sum);
                //                                                  ^ UnknownType
                }
                """));
    }

    /** Nobody asks what type a call has that is a statement. */
    @Test
    void aStatementThatGivesSomething() {
        companionOf(sample("""
                @Differentiable static double f(double[] x, List<String> words) {
                    Map<String, Integer> counts = new TreeMap<>();
                    Objects.requireNonNull(words, () -> "words");
                    Objects.requireNonNullElseGet(words, () -> new ArrayList<>());
                    counts.merge("to", x.length, (a, b) -> a + b);
                    counts.merge("to", 1, Integer::sum);
                    return x[0] * x[1] * counts.get("to");
                }""")).at(new double[] {1.5, 2.5}, WORDS).agreesWithDifferences();
    }

    /** Then it is no matter of the function. */
    @Test
    void aParameterBesideTheFunctionIsNamed() {
        refuses("""
                @Differentiable static double f(double x, java.util.Map<String, Double> sums) {
                    sums.merge("a", x, Double::sum);
                    //  ^ ExternalCall
                    sums.computeIfAbsent("b", key -> 2 * x);
                    //                        ^ Lambda
                    return x;
                }
                """);
    }
}
