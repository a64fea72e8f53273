package org.backwire.processor.source;

import static org.backwire.processor.source.SameAsJava.sameAsJava;

import org.junit.jupiter.api.Test;

/** What is read of code with loops, arrays and records computes what Java computes, bit for bit. */
class MemoryMeaningTest {
    @Test
    void arrayElements() {
        sameAsJava("c9", """
                @Differentiable static double c9(double[] a, int[] ix, double x) {
                    double s = 0;
                    for (double v : a) s += v * x;
                    for (int i : ix) {
                        a[i] += s;
                        a[i] *= x;
                    }
                    int k = 0;
                    a[k++] += 2;
                    a[k++] = a[k++ - 2] + k;
                    double[] c = a.clone();
                    c[0] = 3;
                    double[] t = a;
                    a = c;
                    a[1]++;
                    --a[1];
                    return s + t[0] + a[0] + k + a.length;
                }
                """);
    }

    @Test
    void matricesAndVariableArity() {
        sameAsJava("d1", """
                @Differentiable static double d1(double[][] w, double x) {
                    double s = 0;
                    for (int i = 0; i < w.length; i++) {
                        double[] row = w[i];
                        for (int j = 0; j < row.length; j++) {
                            s += row[j] * x;
                            row[j] = s;
                        }
                    }
                    double[][] m = {{1, 2}, {x}};
                    m[1][0] += 2;
                    double[] e = new double[3];
                    e[2] = m[1][0];
                    double[][] z = new double[2][3];
                    z[1][2] = e[2];
                    float[] f = {1, 'c', (float) x};
                    f[0] += x;
                    return s + z[1][2] + f[0] + f[1] + v() + v(x) + v(x, 1, 2) + v(e);
                }
                private static double v(double... q) {
                    double s = q.length;
                    for (double t : q) s += t;
                    return s;
                }
                """);
    }

    @Test
    void jumpsOutOfNestedLoops() {
        sameAsJava("d4", """
                @Differentiable static double d4(double x, int n) {
                    outer: while (n-- > 0) {
                        int j = 0;
                        do {
                            if (j == n) continue outer;
                            if (x > 50) break outer;
                            if (x < -50) return x;
                            x += j;
                            switch (j) {
                                case 2: continue;
                                case 3: break outer;
                                default: x += 0.5;
                            }
                        }
                        while (++j < 5);
                        x *= 2;
                    }
                    return x;
                }
                """);
    }

    @Test
    void returnsFromLoops() {
        sameAsJava("d8", """
                @Differentiable static double d8(double x, int k) {
                    while (x < 100) {
                        x += 1;
                        if (k-- < 0) {
                            if (x > 5) break;
                            else return -x;
                        }
                    }
                    for (int i = 0; ; i++) {
                        if (i > k) {
                            x += i;
                            break;
                        }
                        x *= 1.5;
                    }
                    return x;
                }
                """);
    }

    @Test
    void copiesOfArrays() {
        sameAsJava("e1", """
                @Differentiable static double e1(double[] a, double[][] w, int n, double x) {
                    double[] b = Arrays.copyOf(a, n);
                    double[] c = Arrays.copyOfRange(a, 1, n);
                    Arrays.fill(b, x);
                    Arrays.fill(c, 0, 1, 2);
                    System.arraycopy(a, 0, b, 1, 2);
                    double[][] v = Arrays.copyOf(w, 2);
                    int[] k = new int[4];
                    Arrays.fill(k, 'a');
                    v[1] = a;
                    float[] f = new float[2];
                    Arrays.fill(f, 3);
                    double s = k[2] + f[1];
                    for (double q : b) s += q;
                    for (double q : c) s += 2 * q;
                    return s + v[1][0];
                }
                """);
    }

    @Test
    void records() {
        sameAsJava("g1", """
                @Differentiable static double g1(double a, double b, int n) {
                    P p = new P(a, b), q = P.of(b);
                    P s = p.plus(q);
                    for (int i = 0; i < n; i++) {
                        s = i % 2 == 0 ? s.plus(p) : new P(s.y(), s.x);
                        if (s.x() > 50) {
                            s = q;
                            break;
                        }
                    }
                    Q z = new Q(s, n, new double[] {a});
                    z.w()[0] += z.n;
                    P t;
                    if (a > b) t = z.p;
                    else {
                        t = mk(a);
                    }
                    return t.dot(p) + z.n() + t.norm() + new Acc(a).v() + z.w[0] + new P(3).y() + new Vs(a, b,
                            1).w().length + new Vs(a, b).w()[1];
                }
                static P mk(double v) {
                    if (v > 2) return new P(v);
                    P r = new P(v, 1);
                    return r;
                }
                """);
    }

    @Test
    void recordsFromSwitches() {
        sameAsJava("g2", """
                @Differentiable static double g2(double a, int n) {
                    double r = (switch (n) { case 1 -> new P(a,
                            2); case 2 -> { P k = new P(2); yield k.plus(k); } default -> new P(1, 1); }).x();
                    return a * n + r;
                }
                """);
    }
}
