package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Java as nobody writes it: what is read as it must be what javac says it is, method by method and type by type. */
class OddExpressionsTest {
    @Test
    void typesOfEveryKindOfExpression() {
        Readings readings = Readings.ofMembers("""
                static final int N = 5;
                static final long BIG = 1L << 40;
                static final char CH = 'x';
                static final String S = "abc";
                static final double H = 0x1.8p1, T = 1_000.5e-3;
                static final Integer BOX = 7;
                static final double[] W = {1, 2};
                static final float FC = 0.1f * 3;
                interface K {
                    double KC = 2;
                    int[] A = {1};
                }
                static class Base {
                    static final int B = 3;
                    static double bs = 4;
                    static int over(int a) {
                        return a;
                    }
                    protected static int prot(long a) {
                        return 1;
                    }
                }
                static class Nest extends Base implements K {
                    static double inner(double x) {
                        return x * KC * B * bs * over(2) * N;
                    }
                    static double over(double a) {
                        return a;
                    }
                @Differentiable static double n1(double x) {
                    return inner(x) + over(x) + over(1) + prot(2) + A[0] + KC;
                }
                }
                enum E {
                    P, Q {
                        int z() {
                            return 2;
                        }
                    };
                    static final double EC = 3;
                    int z() {
                        return 1;
                    }
                    static double st(double x) {
                        return x * EC;
                    }
                }
                record D(int a, String b) {
                    static int s(int k) {
                        return k;
                    }
                    int twice() {
                        return 2 * a;
                    }
                }
                static int h(int a) {
                    return 1;
                }
                static int h(long a) {
                    return 2;
                }
                static int h(double a) {
                    return 3;
                }
                static int h(Integer a) {
                    return 4;
                }
                static int h(Object a) {
                    return 5;
                }
                static int h(int... a) {
                    return 6;
                }
                static double v(double... a) {
                    return a.length;
                }
                static double v2(String s, Object... o) {
                    return o.length;
                }
                static double w(float a, double b) {
                    return a;
                }
                static double w(double a, float b) {
                    return b;
                }
                @Differentiable static double a1(double x, byte b, short s, char c, int i, long l, float f) {
                    var t1 = b + s;
                    var t2 = c + 1;
                    var t3 = l * i;
                    var t4 = f * l;
                    var t5 = f * x;
                    var t6 = b << l;
                    var t7 = l >> i;
                    var t8 = -b;
                    var t9 = ~c;
                    var u1 = +s;
                    var u2 = true ? 1 : 'a';
                    var u3 = i > 0 ? b : s;
                    var u4 = i > 0 ? b : 'a';
                    var u5 = i > 0 ? c : 7;
                    var u6 = i > 0 ? 1 : 2.0f;
                    var u7 = i > 0 ? b : 200;
                    var u8 = i > 0 ? Integer.valueOf(1) : Double.valueOf(2);
                    var u9 = i > 0 ? (Integer) 5 : 3;
                    var w1 = i > 0 ? BOX : BOX;
                    var w2 = c++;
                    var w3 = ++b;
                    b += x;
                    s *= 1.5;
                    c -= 1;
                    i <<= l;
                    l >>>= 3;
                    f /= 3;
                    i ^= 5;
                    var w4 = (byte) 300 + (char) 65;
                    var w5 = (int) x / 2 * (short) l;
                    var w6 = 1 / 2 * x;
                    var w7 = N * BIG;
                    var w8 = S + 1 + 'c' + 2.0 + true + null;
                    var w9 = "a" + i + x;
                    var y1 = h(1) + h(1L) + h(1f) + h(b) + h(c) + h('c') + h(BOX) + h("s") + h() + h(1, 2)
                            + h((Object) 1) + h((Integer) 1) + h(f);
                    var y2 = v() + v(x) + v(x, 1) + v(W) + v2("a") + v2("a", 1, "b");
                    var y3 = Math.max(1, 2L) + Math.max(i, f) + Math.abs(l) + Math.round(f) + Math.round(x)
                            + Math.floorMod(i, 3);
                    var y4 = i > 0 && l < 3 | c == 'x' ^ !(x >= 2);
                    var y5 = E.P == E.Q;
                    var y6 = BOX == 7;
                    var y7 = BOX + 1;
                    var y8 = W[0] + W[N - 4];
                    var y9 = "abc".length() + S.charAt(1) + S.substring(1).length();
                    var z1 = Double.MAX_VALUE + Integer.MIN_VALUE + Long.MAX_VALUE + Float.MIN_NORMAL
                            + Character.MAX_VALUE + java.lang.Math.PI;
                    var z2 = Nest.KC + Nest.B + K.A[0] + Main.Nest.bs + test.Main.N + E.EC + E.st(2)
                            + E.valueOf("P").z() + E.P.ordinal() + E.values().length;
                    var z3 = new D(1, "b").a() + new D(2, "c").b().length() + D.s(3) + new D(1, "x").twice();
                    var z4 = BOX instanceof Object ? 1 : 0;
                    return x;
                }
                @Differentiable static double a2(double x, List<? extends Number> ln, Map<String, List<Double>> m,
                        Map<String, ? super Integer> q, List<List<Integer>> ll, Set raw, Optional<Double> o,
                                int[][] g, String[] ss) {
                    double r = ln.get(0).doubleValue() + m.get("k").get(1) + ll.get(0).get(0) + o.get()
                            + o.orElse(2.0) + g[0].length + g[1][2] + ss.length + ss[0].length();
                    Object ob = q.get("a");
                    Object rw = raw.iterator().next();
                    Number nn = ln.get(1);
                    double dd = m.getOrDefault("z", List.of(1.0)).get(0);
                    Integer bx = ll.get(0).get(1);
                    int ub = bx;
                    bx++;
                    bx += 2;
                    Double db = 1.0;
                    db = r;
                    long lg = bx;
                    double d2 = bx;
                    for (var e : m.entrySet()) {
                        r += e.getValue().get(0) + e.getKey().length();
                    }
                    for (Map.Entry<String, List<Double>> e : m.entrySet()) for (double v : e.getValue()) r += v;
                    for (int[] row : g) for (int cell : row) r += cell;
                    for (String s : ss) r += s.length();
                    for (Object u : raw) r += u.hashCode();
                    for (Number u : ln) r += u.intValue();
                    List<Double> fresh = new ArrayList<>();
                    fresh.add(2.0);
                    fresh.add(0, 1.5);
                    var f2 = new ArrayList<>(fresh);
                    r += f2.get(0);
                    r += Collections.max(fresh) + Collections.<Double>emptyList().size() + Arrays.asList(1,
                            2).get(0) + Arrays.asList("a", "b").size();
                    StringBuilder sb = new StringBuilder("a");
                    sb.append(1).append('c').append("x").append(2.0);
                    r += sb.length() + sb.toString().hashCode() + String.valueOf(1).length() + String.format("%d",
                            3).length() + Integer.parseInt("3") + Double.parseDouble("2")
                                    + Integer.valueOf(3).hashCode() + Objects.hash(1, 2) + ob.hashCode();
                    String txt = null;
                    txt = "a";
                    txt += 1;
                    txt += 'c';
                    r += txt.length() + (txt == null ? 1 : 2);
                    Object oo = r > 0 ? "s" : Integer.valueOf(2);
                    var both = r > 0 ? ln : List.<Integer>of();
                    Comparable<String> cmp = "a";
                    r += cmp.compareTo("b");
                    CharSequence cs = r > 2 ? "a" : sb;
                    r += System.getProperty("x", "y").length() + ((String) ob).length() + (int) (Integer) ob
                            + (double) (Double) ob;
                    r += (int) ob;
                    char cc = ss[0].charAt(0);
                    cc += 1;
                    cc++;
                    r += cc;
                    r += ss.getClass().hashCode() + "a".getClass().getName().length();
                    return x * r;
                }
                @Differentiable static double a3(double x, int k, E e, String s, Integer bx, char c) {
                    var v1 = switch (k) {
                        case 1 -> 1;
                        case 2 -> 2L;
                        default -> 'a';
                    };
                    double d = switch (k) {
                        case 1 -> 16777217;
                        default -> 1.0f;
                    };
                    var v2 = switch (k) {
                        case 0 -> 'a';
                        default -> 98;
                    };
                    byte b = switch (k) {
                        case 1 -> 1;
                        default -> 2;
                    };
                    int q = 2 * switch (e) {
                        case P: yield 1;
                        case Q: {
                            if (k > 2) yield 5;
                            yield 6;
                        }
                    };
                    switch (bx) {
                        case 1: case 2: x++;
                        break;
                        default: {
                            x--;
                        }
                        case 3: x *= 2;
                    }
                    switch (s) {
                        case "a" -> x = 2;
                        case "b" -> {
                            x = 3;
                        }
                        default -> throw new IllegalStateException();
                    }
                    switch (c) {
                        case 'a': double loc = 2;
                        x += loc;
                        break;
                        case N: loc = 3;
                        x += loc;
                    }
                    switch (e) {
                        case P: return x;
                    }
                    String str = switch (e) {
                        case P -> "p";
                        default -> null;
                    };
                    Integer ii = switch (k) {
                        case 1 -> 1;
                        default -> bx;
                    };
                    lab: {
                        if (k > 1) break lab;
                        x = 2;
                        if (k > 0) {
                            x = 3;
                            break lab;
                        }
                        x = 4;
                    }
                    double u = v1 + d + v2 + b + q;
                    final int ck = 3;
                    byte b2 = ck;
                    final var cv = 4;
                    b2 = cv;
                    b2 = ck + cv;
                    b2 += 1;
                    b2 = (byte) (b2 + 1);
                    char c2 = 97;
                    c2 = ck;
                    short sh = 'a';
                    float fl = 1;
                    fl = 'c';
                    fl = 3L;
                    long lo = 'c';
                    double chain;
                    double c3 = chain = x = 2;
                    int p = k++ + ++k - k-- - --k;
                    x += x++ + ++x;
                    int[] ar = {1, 2};
                    ar[k++] += 2;
                    ar[0]++;
                    --ar[1];
                    long[] la = new long[3];
                    la[0] = ar[0];
                    la[1] = 'c';
                    double[][] dm = new double[2][];
                    dm[0] = new double[]{1, k};
                    double[][] d2 = {{1, 2}, {3}}, d3 = new double[2][3];
                    float[] fa[] = new float[1][];
                    int ln = dm.length + d2[0].length;
                    double[] cl = d2[0].clone();
                    x += cl[0] + dm[0][1];
                    do {
                        if (k > 3) {
                            k--;
                            continue;
                        }
                        k++;
                        if (k == 2) break;
                    }
                    while (k < 10);
                    for (int i = 0, j = 10; i < j; i++, j -= 2) {
                        x += i * j;
                    }
                    for (;;) {
                        if (k++ > 20) break;
                    }
                    int w = 0;
                    while (w++ < 3) x += w;
                    for (double t : new double[] {1, 2}) {
                        if (t > 1) {
                            return t;
                        }
                    }
                    return u * x;
                }
                @Differentiable static double a4(double x) {
                    return helper(x, 3) + gen(x) ;
                }
                static double helper(double a, long n) {
                    return n % 2 == 0 ? a : other(a);
                }
                static float other(double q) {
                    return (float) q;
                }
                static double gen(double d) {
                    class_: for (int i = 0; i < 3; i++) {
                        for (int j = 0; j < 3; j++) {
                            if (d > 2) break class_;
                            if (d < 1) continue class_;
                            if (d == 1.5) return 7;
                            d += 1;
                        }
                    }
                    return d;
                }
                """);
        assertThat(readings.errors()).isEmpty();
        assertThat(readings.misreadings()).isEmpty();
        for (String method : new String[] {"a1", "a2", "a3", "a4", "n1"}) {
            assertThat(readings.text(method)).isNotEmpty();
        }
    }
}
