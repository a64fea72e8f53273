package org.backwire.processor.source;

import static org.backwire.processor.source.SameAsJava.sameAsJava;

import org.junit.jupiter.api.Test;

/** What is read of scalar code computes what Java computes, bit for bit. */
class ScalarMeaningTest {
    @Test
    void everyNumericType() {
        sameAsJava("c1", """
                @Differentiable static double c1(double x, byte b, short s, char c, int i, long l, float f) {
                    double r = 0;
                    r += b + s;
                    r += c + 1;
                    r += l * i;
                    r += f * l;
                    r += f * x;
                    r += b << l;
                    r += l >> i;
                    r += l >>> i;
                    r += i >>> 3;
                    r += -b;
                    r += ~c;
                    r += i > 0 ? b : 'a';
                    r += i > 0 ? 1 : 2.0f;
                    r += i > 0 ? c : 7;
                    r += 1 / 2 * x;
                    r += (byte) 300 + (char) 65;
                    r += (int) x / 2 * (short) l;
                    b += x;
                    s *= 1.5;
                    c -= 1;
                    i <<= l;
                    l >>>= 3;
                    f /= 3;
                    i ^= 5;
                    r += b + s + c + i + l + f;
                    r += c++ + ++b - s-- - --f;
                    r += (long) x + (int) f + (char) x + (byte) x + (short) x;
                    r += i % 3 + l % 5 + x % 2 + f % 2;
                    return r + (float) x;
                }
                """);
    }

    @Test
    void logic() {
        sameAsJava("c2", """
                @Differentiable static double c2(double x, int i, boolean p, boolean q) {
                    boolean t = p & q | i > 3 ^ p;
                    boolean u = p && (i = 3) > 2 || q && (x = 2) > 1;
                    boolean v = !t != u;
                    return (t ? 1 : 0) + (u ? 2 : 0) + (v ? 4.5f : 8) + x * i;
                }
                """);
    }

    @Test
    void switchStatements() {
        sameAsJava("c3", """
                @Differentiable static double c3(double x, int k, char c, String s) {
                    double r = 0;
                    switch (k) {
                        case 1: case 2: r++;
                        break;
                        default: {
                            r--;
                        }
                        case 3: r *= 2;
                    }
                    switch (c) {
                        case 'a': double loc = 2;
                        r += loc;
                        break;
                        case 'b': loc = 3;
                        r += loc;
                        case 'c': r += x;
                    }
                    switch (s) {
                        case "a" -> r += 2;
                        case "b", "c" -> {
                            r += 3;
                            if (x > 1) break;
                            r *= 2;
                        }
                        default -> throw new IllegalStateException();
                    }
                    switch (k) {
                        case 4: return x;
                        case 5: if (x > 2) return 5;
                        r += 7;
                        default: if (c == 'd') break;
                        r += 1;
                    }
                    return r;
                }
                """);
    }

    @Test
    void switchExpressions() {
        sameAsJava("c4", """
                @Differentiable static double c4(double x, int k) {
                    double d = switch (k) {
                        case 1 -> 16777217;
                        default -> 1.0f;
                    };
                    var v1 = switch (k) {
                        case 1 -> 1;
                        case 2 -> 2L;
                        default -> 'a';
                    };
                    int q = 2 * switch (k) {
                        case 1: yield 1;
                        case 3: {
                            if (x > 2) yield 5;
                            yield 6;
                        }
                        default: if (x > 3) {
                            yield 8;
                        } else for (int j = 0; ; j++) {
                            if (j > x) yield j;
                            if (j > 20) throw new RuntimeException();
                        }
                    };
                    return d + v1 + q + (k > 2 ? switch (k) { case 3 -> 1; default -> 2.5; } : 7);
                }
                """);
    }

    @Test
    void loopsThatAreLeftEarly() {
        sameAsJava("c5", """
                @Differentiable static double c5(double x, int n) {
                    double s = 0;
                    for (int i = 0; i < n; i++) {
                        if (i == 3) continue;
                        if (s > 10) break;
                        s += x * i;
                    }
                    int k = 0;
                    while (true) {
                        if (k++ > n) return s;
                        s += x;
                        if (s > 1000) break;
                    }
                    do {
                        if (k > 3) {
                            k--;
                            continue;
                        }
                        k++;
                        if (k == 2) break;
                    }
                    while (k < 10 && k > 2);
                    return s + k;
                }
                """);
    }

    @Test
    void labels() {
        sameAsJava("c6", """
                @Differentiable static double c6(double d, int n) {
                    class_: for (int i = 0; i < n; i++) {
                        for (int j = 0; j < 3; j++) {
                            if (d > 2) break class_;
                            if (d < 1) continue class_;
                            if (d == 1.5) return 7;
                            d += 1;
                        }
                        d *= 1.5;
                    }
                    lab: {
                        if (n > 1) break lab;
                        d = 2;
                        if (n > 0) {
                            d += 3;
                            break lab;
                        }
                        d += 4;
                    }
                    return d;
                }
                """);
    }

    @Test
    void assignmentsInConditions() {
        sameAsJava("c7", """
                @Differentiable static double c7(double x) {
                    double y;
                    int n = 0;
                    while ((y = x * x) > 2 && n++ < 20) x = y / 3 - 1;
                    do x += 1;
                    while ((n += 2) < 9);
                    do {
                        if (n > 3) break;
                        n++;
                    }
                    while (false);
                    return x + n + y;
                }
                """);
    }

    @Test
    void helpers() {
        sameAsJava("c8", """
                @Differentiable static double c8(double x, int k) {
                    return h(x) + h(x, 2) * h(x, k) + max(x) + L2 + fin(x, k);
                }
                static double h(double a) {
                    if (a > 0) return a * a;
                    return -a;
                }
                static double h(double a, int n) {
                    double s = a;
                    if (n > 1) {
                        if (a > 3) return 1;
                        s = 2;
                    }
                    return s * n;
                }
                private static double max(double v) {
                    return Math.max(v, 0) + Math.round(v) + StrictMath.sin(v) + Double.sum(v, 1);
                }
                static double fin(double a, int k) {
                    for (int i = 0; i < k; i++) {
                        a += 1;
                        if (a > 4) {
                            return a * i;
                        } else {
                            a *= 1.1;
                        }
                    }
                    if (a < 0) fail(a);
                    return a;
                }
                static void fail(double a) {
                    if (a < -1) throw new IllegalArgumentException("x" + a);
                }
                """);
    }

    @Test
    void orderOfEvaluation() {
        sameAsJava("d2", """
                @Differentiable static double d2(double x, int k) {
                    int p = k++ + ++k - k-- - --k;
                    x += x++ + ++x;
                    double a, b;
                    a = b = x;
                    a += b *= 2;
                    int i;
                    double r = (i = k) + i * (i = 2) + i;
                    if (x > 0) ;
                    else if (x < -1) a = 3;
                    else {
                    }
                    if (k > 2) {
                        if (x > 1) return 1;
                        else b = 3;
                    } else if (k > 1) {
                        if (x > 2) {
                            return 2;
                        }
                    } else return b;
                    return a + b + r + p;
                }
                """);
    }

    @Test
    void floats() {
        sameAsJava("d3", """
                @Differentiable static float d3(float x, double y) {
                    float z = x;
                    z += y;
                    z *= 1.1;
                    z++;
                    return x > y ? z : (float) (z * y) + 1;
                }
                """);
    }

    @Test
    void scopes() {
        sameAsJava("d5", """
                @Differentiable static double d5(double x, int n) {
                    for (int i = 0; i < n; i++) {
                        for (int j = i; j < n; j++) {
                            if (j == 4) return x;
                            x += i * j;
                        }
                        if (x > 30) {
                            x -= 7;
                        }
                    }
                    double y;
                    if (x > 3) {
                        y = 1;
                    } else {
                        if (n > 4) return 9;
                        y = 2;
                    }
                    final double z;
                    z = y + 1;
                    {
                        double t = z;
                        x += t;
                    }
                    {
                        double t = x;
                        y = t;
                    }
                    return x + y;
                }
                """);
    }

    @Test
    void exceptionsAndLibrary() {
        sameAsJava("d6", """
                @Differentiable static double d6(double x) {
                    if (x > 1) {
                        if (x > 2) throw new IllegalStateException("a");
                        return x;
                    } else if (x < -1) {
                        throw new IllegalArgumentException();
                    }
                    assert x == x || Double.isNaN(x) : "never";
                    return Math.fma(x, 2, 1) + Math.floor(x) + Math.scalb(x, 2) + Math.getExponent(x)
                            + Double.compare(x, 1) + (Double.isNaN(x) ? 1 : 0) + Math.floorMod(7, 4) + Math.abs(-3)
                                    + Math.max(1, 2L) + Float.max(1, 2) + Math.nextAfter(x, 3) + Math.atan2(x, 1)
                                            + Math.pow(x, 3) + Math.signum(x) + Math.copySign(1, x);
                }
                """);
    }

    @Test
    void constantsThatChooseAnOverload() {
        sameAsJava("d8", """
                @Differentiable static double d8(double x) {
                    return Math.nextAfter(-2.0, x) + Math.nextAfter(1.0f, x) + Math.nextUp(4.0) + Math.ulp(1.0)
                            + Math.scalb(3.0, 2) + Math.getExponent(8.0) + Math.fma(2.0, 3.0, 1.0);
                }
                """);
    }

    @Test
    void constantsAndBoxes() {
        sameAsJava("d7", """
                @Differentiable static double d7(double x, int k) {
                    double r = 1;
                    if (N > 4) r = x;
                    else r = 2;
                    if (N < 3 && x > 2) r = 5;
                    if (true || x > 2) r += 1;
                    r += N > 2 ? x : 3;
                    return r + BOXED(k) + (k > 2 ? 1 : 'b');
                }
                private static double BOXED(int k) {
                    Integer b = k;
                    b++;
                    b += 2;
                    Double d = 1.0;
                    d = d + b;
                    return d;
                }
                """);
    }
}
