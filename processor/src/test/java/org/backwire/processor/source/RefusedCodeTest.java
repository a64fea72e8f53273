package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What cannot be read is refused where it stands, all of it at once, and whatever else is wrong with the code. */
class RefusedCodeTest {
    private static final Pattern MARK = Pattern.compile("\\^ (\\w+)");

    /** Number of lines in front of the members in {@link Readings#ofMembers}. */
    private static final int HEADER = 4;

    /** Below each line that is refused, a comment points at the column and names the problem. */
    private static void refuses(String members) {
        Readings readings = Readings.ofMembers(members);
        List<String> expected = new ArrayList<>();
        int code = 0;
        int number = HEADER;
        for (String line : members.split("\n", -1)) {
            number++;
            Matcher mark = MARK.matcher(line);
            if (line.strip().startsWith("//") && mark.find()) {
                do {
                    expected.add(code + ":" + (mark.start() + 1) + " " + mark.group(1));
                } while (mark.find());
            } else {
                code = number;
            }
        }
        assertThat(readings.crashes()).isEmpty();
        assertThat(readings.refusals("f")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void bodiesThatNeverReturn() {
        for (String body : List.of(
                "throw new IllegalStateException();",
                "while (true) { if (x++ > 9) throw new IllegalStateException(); }",
                "if (x > 0) throw new IllegalStateException(); else throw new IllegalArgumentException();")) {
            refuses("""
                    @Differentiable static double f(double x) {
                    //                            ^ UnsupportedStatement
                        %s
                    }
                    """.formatted(body));
        }
    }

    @Test
    void statements() {
        refuses("""
                static double field;
                @Differentiable static double f(double x) {
                    try { x = 2; } finally { }
                //  ^ TryStatement
                    synchronized (Main.class) { x = 3; }
                //  ^ SynchronizedStatement
                    class Local { }
                //  ^ LocalClass
                    field = x;
                //  ^ AssignmentToField
                    Main.field += x;
                //      ^ AssignmentToField
                    assert (x = 2) > 1;
                //  ^ AssignmentInAssert
                    return x;
                }
                """);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void patternsWithPatternsInThem() {
        refuses("""
                record R(double a, int n) { }
                @Differentiable static double f(double x, Object o) {
                    if (o instanceof R(double a, int n) && a > 0) x = a * n;
                //                   ^ Pattern
                    return x;
                }
                """);
    }

    @Test
    void privateTypeArguments() {
        refuses("""
                private record Hidden(int n) { }
                @Differentiable static double f(double x, List<Hidden> l) {
                //                                             ^ PrivateMember
                    return x * l.size();
                }
                """);
        refuses("""
                private record Hidden(int n) { }
                @Differentiable static double f(double x) {
                    List<Hidden> l = new ArrayList<>();
                //       ^ PrivateMember
                    return x * l.size();
                }
                """);
        refuses("""
                private record Hidden(int n) { }
                @Differentiable static double f(double x, Map<String, ? extends List<Hidden>[]> m) {
                //                                                                   ^ PrivateMember
                    return x * m.size();
                }
                """);
    }

    /** Their elements may change, which no modifier says. */
    @Test
    void privateArraysOfConstants() {
        refuses("""
                private static final double[] WEIGHTS = {0.5, -1.25};
                private static final double LN_2 = Math.log(2);
                private static final double HALF = 0.5;
                @Differentiable static double f(double x) {
                    x *= LN_2 * HALF * WEIGHTS.length;
                //                     ^ PrivateMember
                    for (double weight : WEIGHTS) x += weight;
                    return x * WEIGHTS[0];
                }
                """);
    }

    @Test
    void whatIsPrivateIsSaidOnce() {
        refuses("""
                private enum Mode { A, B }
                private static int count = 2;
                @Differentiable static double f(double x, int n) {
                    Mode m = n > 0 ? Mode.A : Mode.B;
                //  ^ PrivateMember
                    x *= count;
                //       ^ PrivateMember
                    return m == Mode.A ? x * count : x;
                }
                """);
    }

    @Test
    void expressions() {
        refuses("""
                @Differentiable static double f(double x, Object o) {
                    Runnable task = () -> { };
                //                  ^ Lambda
                    Comparator<String> order = String::compareTo;
                //                             ^ MethodReference
                    Object other = new Object() { };
                //                 ^ AnonymousClass
                    double[] a = {x};
                    Object array = a;
                //                 ^ Boxed
                    boolean itself = a == a;
                //                     ^ UnsupportedExpression
                    return x + int.class.hashCode();
                //                ^ UnsupportedExpression
                }
                """);
    }

    @Test
    void whatIsOverridden() {
        refuses("""
                interface Shape {
                    default double size(double x) { return x; }
                }
                record Disc(int r) implements Shape {
                    public double size(double x) { return x * r; }
                    double both(double x) {
                        return Shape.super.size(x)
                //                  ^ UnsupportedExpression
                                + x * super.hashCode();
                //                    ^ UnsupportedExpression
                    }
                }
                @Differentiable static double f(double x, int k) { return new Disc(k).both(x); }
                """);
    }

    @Test
    void members() {
        refuses("""
                private static double rate = 2;
                private static final Random RANDOM = new Random();
                private static final double LATE = Later.RATE;
                static class Later { private static final double RATE = LATE * 2; }
                private enum Hidden { A }
                double own;
                double own(double x) { return x; }
                static <T> T of(T value) { return value; }
                @Differentiable static double f(double x) {
                    x += rate;
                //       ^ PrivateMember
                    x += RANDOM.nextDouble();
                //       ^ PrivateMember
                    x += LATE;
                //       ^ PrivateMember
                    Hidden hidden = Hidden.A;
                //  ^ PrivateMember
                    x += own;
                //       ^ InstanceHelper
                    x += own(2);
                //       ^ InstanceHelper
                    double[] y = of(new double[] {2});
                //               ^ GenericHelper
                    return x;
                }
                """);
    }

    @Test
    void privateTypes() {
        refuses("""
                private record P(double x, double y) { }
                private record Q(double z) { }
                @Differentiable static double f(P p) {
                //                              ^ PrivateMember
                    P other = new P(p.y(), p.x());
                    Q[] all = {new Q(p.x())};
                //  ^ PrivateMember
                    for (Q q : all) p = new P(q.z(), q.z());
                    return p.x() + all[0].z() * other.y();
                }
                """);
    }

    @Test
    void privateResults() {
        refuses("""
                private record P(double x, double y) { }
                @Differentiable static P f(double x) {
                //                     ^ PrivateMember
                    return new P(x, x);
                }
                """);
    }

    @Test
    void assertionsThatTakeStatements() {
        refuses("""
                static boolean all(double x) { for (int i = 0; i < 3; i++) if (x < i) return false; return true; }
                @Differentiable static double f(double x) {
                    assert all(x);
                //  ^ UnsupportedStatement
                    return x;
                }
                """);
    }

    @Test
    void unknownNames() {
        refuses("""
                @Differentiable static double f(double x) {
                    x += nope;
                //       ^ UnknownName
                    double y = nope(x);
                //             ^ UnknownName
                    Missing missing = new Missing();
                //  ^ UnknownName
                //                        ^ UnknownName
                    Math.nope(y);
                //      ^ UnknownName
                    return x;
                }
                """);
    }

    @Test
    void whatHasNoValueYetOrIsNoConstantOfAnEnum() {
        refuses("""
                @Differentiable static double f(double x) {
                    double z;
                    return z * x;
                //         ^ UnsupportedExpression
                }
                """);
        refuses("""
                enum Kind { A, B }
                @Differentiable static double f(double x, Kind kind) {
                    return switch (kind) { case A -> x; case Q -> 2 * x; default -> 1; };
                //                                           ^ UnknownName
                }
                """);
    }

    @Test
    void unknownNamesAreSaidOnce() {
        refuses("""
                @Differentiable static double f(double x) {
                    y = x * x;
                //  ^ UnknownName
                    if (y > 1) {
                        y += 1;
                        z++;
                //      ^ UnknownName
                    }
                    return y + z;
                }
                """);
    }

    @Test
    void recursion() {
        refuses("""
                static <T> double down(T name, double a) {
                    return a > 0 ? down(name, a - 1) : a;
                //                 ^ Recursion
                }
                @Differentiable static double f(double x) {
                    return down("x", x);
                }
                """);
    }

    @Test
    void recordsThatWouldBeMadeTwice() {
        refuses("""
                record Half(double x) { Half { x = x / 2; } }
                @Differentiable static double f(double x, List<Half> halves) {
                    Half half = new Half(x);
                    halves.add(half);
                //             ^ RecordConstructor
                    Half none = null;
                //              ^ NullRecord
                    return half.x();
                }
                """);
    }

    @Test
    void recordsThatTheCompanionCannotMake() {
        refuses("""
                record Rate(double x) { Rate { if (x < 0) throw new IllegalArgumentException(); } }
                record Half(double x) { Half { x = x / 2; } }
                record Odd(double x) { public double x() { return 3 * x; } }
                record Plain(double x, double y) { Plain(double x, double y) { this.x = x; this.y = y; } }
                @Differentiable static Half f(Rate rate, Odd odd, Plain plain, double y) {
                //                     ^ RecordConstructor
                //                            ^ RecordConstructor
                //                                       ^ RecordAccessor
                    return new Half(y);
                }
                """);
    }

    @Test
    void arraysOfDataOfOthers() {
        refuses("""
                record Options(int[] steps, double[] weights) {}
                static class Box { int[] steps = {1}; int[] get() { return steps; } }
                @Differentiable static double f(double x, Options options, List<int[]> list, Box box, String text) {
                    options.steps()[0]++;
                //                    ^ WriteToOuterArray
                    int[] steps = options.steps();
                    steps[1] = 2;
                //           ^ WriteToOuterArray
                    list.get(0)[0]++;
                //                ^ WriteToOuterArray
                    box.get()[0] += 2;
                //               ^ WriteToOuterArray
                    int[] own = options.steps().clone();
                    own[0]++;
                    char[] letters = text.toCharArray();
                    letters[0]++;
                    return x * own[0] * letters[0] * options.weights()[0];
                }
                """);
    }

    @Test
    void arraysOfOthers() {
        refuses("""
                static final double[] W = {1, 2};
                static final double[][] M = {{1}, {2}};
                static class Box { double[] values; }
                static void set(double[] a) { a[0] = 1; }
                //                                 ^ WriteToOuterArray
                @Differentiable static double f(double x, Box box, List<double[]> list, int n) {
                    W[0] = x;
                //       ^ WriteToOuterArray
                    double[] alias = n > 0 ? W : new double[2];
                    for (int i = 0; i < n; i++) alias[i] += x;
                //                                       ^ WriteToOuterArray
                    M[0][0]++;
                //         ^ WriteToOuterArray
                    box.values[0] = x;
                //                ^ WriteToOuterArray
                    set(list.get(0));
                    Arrays.fill(W, 1);
                //             ^ WriteToOuterArray
                    double[] copy = W.clone();
                    copy[0] = x;
                    double[][] rows = M.clone();
                    rows[0] = copy;
                    rows[1][0] = x;
                //             ^ WriteToOuterArray
                    return copy[0];
                }
                """);
    }

    /** javac says what is wrong there; we must only not fall over it. */
    @Test
    void wrongJava() {
        Readings readings = Readings.ofMembers("""
                @Differentiable static double a(double x) { int i = "a"; boolean b = x; x = "s" * 2; if (x) return 1;
                  while (x) x++; for (String t : x) { } x.foo(); x.y = 2; int[] k = 3; k[0].z = 1; return null; }
                @Differentiable static double b(double x) { break; }
                @Differentiable static double c(double x) { double y; return y; }
                @Differentiable static double d(double x) { }
                @Differentiable static double e(double x) { return; }
                @Differentiable static double g(double x, int k) { switch (k) { case 1, 2 -> { continue; } case "a" -> x = 1; }
                  x = switch (k) { case 1 -> "a"; }; return super.hashCode() + Main.this.hashCode() + (int) "a"; }
                @Differentiable static double h(double x, Missing<String> m, missing.Pkg p) { m.foo(); for (var v : m) x += v;
                  return x + p.q; }
                @Differentiable static double i(double x) { Math.PI = 2; return new Random().nextDouble(x, 1, 2) + Math; }
                @Differentiable static double j(double... x) { char c = 'a' + x; double t = (x) -> x; label: x = 2;
                  int a[] = new int[x]; a["s"]++; return -"s" + ~x[0] + !x[0] + x[0] << 2; }
                @Differentiable static void k(double x) { }
                """);
        assertThat(readings.crashes()).isEmpty();
        assertThat(readings.refusals("a")).isNotEmpty();
    }
}
