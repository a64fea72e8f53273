package org.backwire.processor;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Members that run a method once for each direction: no call on data that may give something else the next time. */
class RepeatedRunsTest {
    private static final String HEAD = """
            import static org.backwire.Derivative.*;
            import java.util.*;
            import org.backwire.*;

            """;

    private static final String STEPS = """
            class Steps {
                static int next;

                static int width(int i, int[] steps) { return i % 2 == 0 ? steps[0] : half(4); }

                static int half(int n) { return n / 2; }

                static int counted(int i) { return i + next++; }
            }
            """;

    @Test
    void whatMayChange() {
        refuses(HEAD + """
                class Data {
                    @Differentiable({GRADIENT, HESSIAN})
                    static double random(double[] x, Random random) {
                        return x[0] * random.nextInt(5);
                //                          ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, JACOBIAN})
                    static double[] next(double[] x, Iterator<Integer> indices) {
                        return new double[] {x[indices.next()], x[0]};
                //                                    ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double poll(double x, double y, Queue<Integer> queue) {
                        return queue.isEmpty() ? x : x * y * queue.poll();
                //                                                ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double time(double x, double y) {
                        return System.nanoTime() % 2 == 0 ? x : y;
                //                   ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double chance(double x, double y) {
                        return Math.random() < 0.5 ? x : y;
                //                 ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double unknown(double x, double y, java.util.function.IntSupplier number) {
                        return x * y * number.getAsInt();
                //                           ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double iterable(double[] x, Iterable<Integer> indices) {
                        double sum = 0;
                        for (int i : indices) {
                //                   ^ ReadRepeatedly
                            sum += x[i] * x[i];
                        }
                        return sum;
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double generator(double x, double y) {
                        return x * y * new Random().nextInt(5);
                //                         ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double called(double x, double y, Random random) {
                        return other(x * y, random);
                //             ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double counted(double x, double y) {
                        return x * y * Steps.counted(3);
                //                          ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double counter(double x, double y, Counter counter) {
                        return x * y * counter.next();
                //                            ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double cached(double x, double y, Counter counter) {
                        return x * y * counter.cached();
                //                            ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double through(double x, double y, Counter counter) {
                        return x * y * counter.through();
                //                            ^ ReadRepeatedly
                    }

                    @Differentiable({GRADIENT, HVP})
                    static double other(double x, Random random) {
                        return x * x * random.nextInt(5);
                    }

                    static class Counter {
                        private int count;

                        int next() { return ++count; }

                        int cached() { count = 3; return count; }

                        int through() { return 2 * next(); }
                    }
                }

                """ + STEPS);
    }

    @Test
    void gettersAndFormulasOfTheUsersOwnClasses() {
        companionOf("""
                import org.backwire.Derivative;
                import org.backwire.Differentiable;

                class Model {
                    static class Curve {
                        private double scale = 2;
                        double[] knots = {1, 3};

                        double getScale() { return this.scale; }

                        double at(int i) {
                            if (i < 0) {
                                return -1;
                            }
                            double knot = knots[i];
                            return knot > 2 ? Math.exp(-knot) : (int) knot + scale;
                        }
                    }

                    static final Curve CURVE = new Curve();

                    @Differentiable({Derivative.GRADIENT, Derivative.HESSIAN, Derivative.JVP})
                    static double f(double x, double y) {
                        return g(x, y, CURVE);
                    }

                    static double g(double x, double y, Curve curve) {
                        return x * x * y * curve.getScale() + curve.at(0) * y * y * x + curve.at(-1) * x;
                    }
                }
                """).at(0.5, 3).hasHessian(new double[] {12, 20}, new double[] {20, 3});
    }

    @Test
    void whatIsTheSameEachTime() {
        companionOf(HEAD + """
                class Data {
                    record Range(int from, int to) {}

                    enum Kind { SQUARE, CUBE }

                    static final int[] STEPS = {1, 2};

                    @Differentiable({GRADIENT, JACOBIAN, HVP, HESSIAN})
                    static double f(double[] x, List<Integer> indices, Map<String, Double> factors, String name) {
                        Range range = new Range(0, Math.min(x.length, indices.size()));
                        double sum = 0;
                        for (int i = range.from(); i < range.to(); i += STEPS[0]) {
                            sum += power(x[indices.get(i)], i) * factors.getOrDefault(name, 2.0);
                        }
                        for (int i : indices) {
                            sum += Integer.bitCount(i) * x[i] * x[0];
                        }
                        Random random = new Random(name.length() + name.charAt(0));
                        if (x.length == 0 || random.nextInt(3) > 5) {
                            throw new IllegalArgumentException("no " + name + indices);
                        }
                        return sum * x[random.nextInt(x.length)];
                    }

                    private static double power(double x, int i) {
                        x *= Steps.width(i, STEPS);
                        return Kind.values()[i % 2] == Kind.SQUARE ? x * x : x * x * x;
                    }
                }
                """, STEPS)
                .at(new double[] {1, 2.5, 0.3}, List.of(2, 0, 1), Map.of("a", 3.0), "a")
                .agreesWithDifferences();
    }

    @Test
    void objectsOfEachRun() {
        companionOf(HEAD + """
                class Data {
                    enum Kind {
                        A, B, C;

                        int weight() { return ordinal() * 2 + 1; }

                        Kind next() { return values()[(ordinal() + 1) % 3]; }
                    }

                    @Differentiable({GRADIENT, JACOBIAN, HVP, HESSIAN})
                    static double f(double[] x, int[] k, String text) {
                        Kind kind = Kind.values()[k[0] % 3];
                        int[] sorted = k.clone();
                        Arrays.sort(sorted);
                        StringTokenizer words = new StringTokenizer(text);
                        Scanner numbers = new Scanner(text);
                        double sum = 0;
                        while (words.hasMoreTokens()) {
                            sum += Integer.parseInt(words.nextToken()) * x[0] * x[0] + numbers.nextInt() * x[1];
                        }
                        long seconds = java.util.concurrent.TimeUnit.MINUTES.toSeconds(1);
                        return sum * x[sorted[0] - 1] * Arrays.stream(k).sum() * kind.weight() * kind.next().weight() + seconds * x[1]
                                + x[1] * x[1] * IntStream.range(0, 3).max().getAsInt();
                    }
                }
                """.replace("IntStream", "java.util.stream.IntStream"))
                .at(new double[] {0.5, 2}, new int[] {3, 1, 2}, "4 5 6")
                .agreesWithDifferences();
    }

    @Test
    void collectionsOfEachRun() {
        companionOf(HEAD + """
                class Data {
                    enum Kind { A, B }

                    @Differentiable({GRADIENT, JACOBIAN, HVP, HESSIAN})
                    static double f(double[] x, int[] k) {
                        Set<Integer> seen = new HashSet<>();
                        List<Integer> order = new ArrayList<>();
                        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
                        double sum = 0;
                        for (int i : k) {
                            Kind kind = Kind.values()[i % 2];
                            counts.put(kind, counts.getOrDefault(kind, 0) + 1);
                            order.add(i);
                            if (seen.add(i)) sum += x[i] * x[i] * x[0];
                        }
                        Collections.sort(order, Comparator.reverseOrder());
                        sum += order.get(0) * x[1] * counts.get(Kind.A);
                        Collections.shuffle(order, new Random(3));
                        Collections.swap(order, 0, 1);
                        for (int i : order) sum = sum * x[0] + x[i];
                        return sum;
                    }
                }
                """)
                .at(new double[] {0.5, 2, 0.25}, new int[] {1, 2, 1, 0})
                .agreesWithDifferences();
        refuses(HEAD + """
                class Data {
                    @Differentiable({GRADIENT, HESSIAN})
                    static double shuffled(double[] x, int n) {
                        List<Integer> order = new ArrayList<>(List.of(0, 1));
                        Collections.shuffle(order);
                //                 ^ ReadRepeatedly
                        return x[order.get(0)] * x[1];
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double sorted(double[] x, List<Integer> order) {
                        Collections.sort(order);
                //                 ^ ReadRepeatedly
                        return x[order.get(0)] * x[1];
                    }
                }
                """);
    }

    @Test
    void aScannerOfAStreamIsUsedUp() {
        refuses(HEAD + """
                class Data {
                    @Differentiable({GRADIENT, HESSIAN})
                    static double scanned(double x, double y, java.io.InputStream in) {
                        return x * y * new Scanner(in).nextInt();
                //                         ^ ReadRepeatedly
                    }
                }
                """);
    }

    @Test
    void whatRunsOnce() {
        companionOf(HEAD + """
                class Data {
                    @Differentiable({GRADIENT, JACOBIAN, HVP})
                    static double f(double[] x, Random random) {
                        return x[0] * x[1] * (random.nextInt(5) - 7);
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double g(double x, Random random) {
                        return x * x * (random.nextInt(5) - 7);
                    }
                }
                """);
    }

    @Test
    void whatTheMethodMakesItself() {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.HESSIAN})
                static double f(double[] x, int[] m, java.util.List<String> words) {
                    java.util.Deque<Integer> open = new java.util.ArrayDeque<>();
                    open.push(m[0]);
                    java.util.List<Integer> lengths = new java.util.ArrayList<>();
                    for (String word : words) {
                        lengths.add(word.length());
                    }
                    String text = new StringBuilder("a").append(words.get(0)).append(lengths.get(0)).reverse().toString();
                    double s = text.length();
                    while (!open.isEmpty()) {
                        int k = open.pop();
                        s += x[k] * x[k];
                        if (k > 0) {
                            open.push(k - 1);
                        }
                    }
                    return s;
                }""")
                .at(new double[] {1, 3}, new int[] {1}, List.of("ab", "c"))
                .hasHessian(new double[] {2, 0}, new double[] {0, 2});
    }

    @Test
    void statementsThatChangeNothingButTheirOwnVariables() {
        companionOf(HEAD + """
                class Data {
                @Differentiable({GRADIENT, HESSIAN})
                static double f(double x, double y, int k, int n) {
                    Days days = Days.values()[k];
                    return x * y * (days.fraction(n) + days.table(n, 3) + days.sum(n));
                }
                enum Days {
                    ACTUAL, THIRTY;
                    double fraction(int n) {
                        if (n == 31) n = 30;
                        return n / 360.0;
                    }
                    double table(int a, int b) {
                        switch (this) {
                            case ACTUAL: return a;
                            case THIRTY: int c = b; c++; return c;
                            default: throw new AssertionError(this);
                        }
                    }
                    double sum(int n) {
                        double s = 0;
                        for (int i = 0; i < n; i++) { s += i; }
                        while (s > 100) s /= 2;
                        return switch (this) { case ACTUAL -> s; default -> { double t = s; t *= 2; yield t; } };
                    }
                }
                }
                """).at(2.0, 3.0, 1, 31).agreesWithDifferences();
    }

    @Test
    void aFieldIsChangedWhereABlockHadAVariableOfItsName() {
        refuses("""
                @Differentiable({Derivative.GRADIENT, Derivative.HESSIAN})
                static double f(double x, double y, Counter counter) {
                    return x * y * counter.next(3);
                    //                    ^ ReadRepeatedly
                }
                static final class Counter {
                    int k;
                    int next(int v) {
                        { int k = 0; k = v; }
                        k += v;
                        return v;
                    }
                }""");
    }
}
