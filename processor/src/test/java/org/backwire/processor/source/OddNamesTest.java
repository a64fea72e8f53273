package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names that mean something else than they seem to: each must mean what javac says. */
class OddNamesTest {
    @Test
    void namesFromManyPlaces() {
        Readings readings = Readings.of("""
                package test;
                import static java.lang.Math.*;
                import static test.Util.max;
                import static test.Util.*;
                import other.Shape;
                import other.Shape.Kind;
                import java.util.*;
                import java.util.function.*;
                import java.util.Map.Entry;
                import org.backwire.*;
                import static other.Consts.DEEP;
                import other.*;
                class Main extends Parent implements Consts2 {
                    static double exp(double a, double b) {
                        return a * b;
                    }
                    static class In {
                        static double exp(int q) {
                            return q;
                        }
                        @Differentiable static double f4(double x) {
                            return exp(2) * x + Main.exp(x, 2) + up(x) + java.lang.Math.exp(x);
                        }
                        static double sin(double x) {
                            return x;
                        }
                        @Differentiable static double f5(double x) {
                            return sin(x) + cos(x) + max(x, 1);
                        }
                    }
                    @Differentiable static double f1(double x, Kind k, Shape.Kind k2, other.Shape.Kind k3,
                            Entry<String, Double> e, Func<Integer> fn) {
                        double r = sin(x) + max(x, 2) + exp(x, 3) + Util.K + K + PI + E + DEEP
                                + other.Consts.DEEP + C2 + Nested.N + up(2) + e.getValue()
                                        + min(x, 2f) + Shape.area(2) + new Shape(3).side + new Shape(2).get()
                                                + Shape.of(2).get() + k.ordinal() + (k == Kind.ROUND ? 1 : 2)
                                                        + abs(-2) + signum(x);
                        switch (k2) {
                            case ROUND: r += 1;
                            break;
                            case SQUARE: r += 2;
                        }
                        r += fn.apply(2) + Integer.MAX_VALUE + fn.twice(3);
                        r += Pkg.count() + Pkg.pub;
                        return r;
                    }
                    @Differentiable static double f2(double x) {
                        return x * test.Main.exp(x,
                                1) * test.Util.K * java.lang.Math.PI * Math.abs(-3) * StrictMath.sin(x);
                    }
                    @Differentiable static double f3(double Math, int length, double[] other) {
                        double String = Math;
                        double Util = 2;
                        return String * Math * Util + length + other.length;
                    }
                    interface Func<T> extends Function<T, T> {
                        default int twice(T t) {
                            return 2;
                        }
                    }
                    @Differentiable static double f6(double x) {
                        Color c = Color.RED;
                        return x * c.w + Color.valueOf("RED").w() + Color.values()[0].w + Color.TOTAL;
                    }
                    enum Color {
                        RED(1), BLUE(2) {
                            int w() {
                                return 9;
                            }
                        };
                        final int w;
                        static final int TOTAL = 7;
                        Color(int w) {
                            this.w = w;
                        }
                        int w() {
                            return w;
                        }
                    }
                    @Differentiable static double f7(double x, Gen<String> g, Gen<? extends Number> gn, Gen raw,
                            Sub sub) {
                        return x + g.get().length() + gn.get().intValue() + raw.n + sub.get().length()
                                + g.map(g.get()).length() + Gen.make(3).get() + Gen.<Integer>make(2).get()
                                        + g.pair("a", 2).getValue() + sub.field.length() + g.arr()[0].length()
                                                + g.opt().get().length();
                    }
                    static class Gen<T> {
                        T field;
                        int n;
                        T get() {
                            return null;
                        }
                        T map(T t) {
                            return t;
                        }
                        static <U> Gen<U> make(U u) {
                            return new Gen<>();
                        }
                        <V> Map.Entry<T, V> pair(T t, V v) {
                            return null;
                        }
                        T[] arr() {
                            return null;
                        }
                        Optional<T> opt() {
                            return null;
                        }
                    }
                    static class Sub extends Gen<String> {
                    }
                    @Differentiable static double f8(double x, long n, Object... os) {
                        int i = 3;
                        var q = new int[] {1};
                        final var k = 2;
                        byte b = k;
                        char ch = (char) (b + 'a');
                        Integer bi = 5;
                        Long bl = 5L;
                        Character bc = 'c';
                        Double bd = 2.0;
                        long s = bi + bl + bc;
                        boolean same = bi == 5;
                        boolean r2 = bl.equals(5L);
                        double t = bd * bi / bc;
                        i += bd;
                        i = bi++;
                        bi = i--;
                        bd += 1;
                        bd = -bd;
                        bc++;
                        x = bi > 2 ? bd : bi;
                        Object o = x > 0 ? 1 : "a";
                        Object o2 = x > 0 ? 1 : 2.0;
                        Number num = x > 0 ? bi : bd;
                        int h = o.hashCode() + num.intValue();
                        x += os.length + os[0].hashCode() + h(1, 2L) + h(1L, 2) + h('a', 'b') + h(null) + hh(1)
                                + hh("") + hh(1, 1) + hh();
                        return x + s + (same ? 1 : 0) + h + t + q[0] + ch;
                    }
                    static int h(long a, int b) {
                        return 1;
                    }
                    static int h(int a, long b) {
                        return 2;
                    }
                    static int h(char a, int b) {
                        return 3;
                    }
                    static int h(String s) {
                        return 4;
                    }
                    static int h(Object o) {
                        return 5;
                    }
                    static int hh(Object o) {
                        return 1;
                    }
                    static int hh(Object... o) {
                        return 2;
                    }
                    static int hh(Integer... o) {
                        return 3;
                    }
                }
                """, """
                package test;
                class Util {
                    static final double K = 3;
                    static double max(double a, double b) {
                        return a;
                    }
                    static double signum(int k) {
                        return 1;
                    }
                }
                """, """
                package test;
                class Parent extends other.Grand {
                    static double up(double a) {
                        return a;
                    }
                    static class Nested {
                        static final int N = 4;
                    }
                }
                """, """
                package test;
                interface Consts2 {
                    double C2 = 2;
                    double[] ARR = {1};
                }
                """, """
                package test;
                class Math {
                    static final double PI = 3;
                    static double abs(double x) {
                        return x;
                    }
                }
                """, """
                package other;
                public class Grand {
                    protected static double PROT = 2;
                    protected static final double PC = 2;
                    protected static double protM(double a) {
                        return a;
                    }
                }
                """, """
                package other;
                public class Consts {
                    public static final double DEEP = 2;
                }
                """, """
                package other;
                public class Pkg {
                    public static int pub;
                    public static int count() {
                        return 1;
                    }
                }
                """, """
                package other;
                public class Shape {
                    public double side;
                    public Shape(double s) {
                    }
                    public enum Kind {
                        ROUND, SQUARE
                    }
                    public static double area(int k) {
                        return k;
                    }
                    public double get() {
                        return 1;
                    }
                    public static Shape of(int k) {
                        return null;
                    }
                }
                """);
        assertThat(readings.errors()).isEmpty();
        assertThat(readings.misreadings()).isEmpty();
        for (int i = 1; i <= 8; i++) {
            assertThat(readings.text("f" + i)).isNotEmpty();
        }
    }
}
