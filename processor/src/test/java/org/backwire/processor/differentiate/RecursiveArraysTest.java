package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Helpers that call themselves and return arrays or records, or write to arrays: in all modes, against differences. */
class RecursiveArraysTest {
    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static final String VECTOR =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN})\n";

    @TestFactory
    List<DynamicTest> inAllModes() {
        return List.of(
                all("halves that are new", """
                        static double f(double[] x) {
                            double[] y = walsh(x);
                            double e = 0;
                            for (int k = 0; k < y.length; k++) e += (k + 1) * y[k] * y[k] * y[k];
                            return e;
                        }
                        private static double[] walsh(double[] x) {
                            if (x.length == 1) return new double[] {Math.sin(x[0])};
                            int h = x.length / 2;
                            double[] a = new double[h], b = new double[h];
                            for (int i = 0; i < h; i++) {
                                a[i] = x[2 * i] * x[2 * i];
                                b[i] = x[2 * i + 1];
                            }
                            double[] p = walsh(a), q = walsh(b), y = new double[x.length];
                            for (int i = 0; i < h; i++) {
                                y[i] = p[i] + q[i];
                                y[i + h] = p[i] * q[i];
                            }
                            return y;
                        }""", new double[] {0.3, -0.7, 1.1, 0.4}),
                all("an argument that comes back", """
                        static double f(double[] x) {
                            double[] y = smooth(x, 3);
                            double[] z = smooth(x, 0);
                            y[0] *= 2;
                            z[1] += y[0] * y[2];
                            return y[0] * y[1] * y[2] + x[1] * x[1] * z[0];
                        }
                        static double[] smooth(double[] x, int n) {
                            if (n == 0) return x;
                            double[] y = x.clone();
                            for (int i = 1; i < x.length; i++) y[i] = x[i] * x[i - 1] + 0.5 * x[i];
                            return smooth(y, n - 1);
                        }""", new double[] {0.3, -0.7, 1.1}),
                all("an argument or another that come back from a loop", """
                        static double f(double[] x, double a) {
                            double[] w = {a, 2 * a, 3};
                            double[] y = first(x, w, a, 4);
                            y[0] += 1;
                            double[] z = first(x, w, -a, 1);
                            z[2] *= a;
                            return y[0] * x[0] + w[0] * w[1] * z[2] + x[2] * x[2];
                        }
                        static double[] first(double[] x, double[] w, double a, int n) {
                            for (int i = 0; i < n; i++) {
                                if (x[0] > i) return x;
                                if (w[0] > i + 1) return w;
                                if (i == 3) {
                                    double[] made = new double[3];
                                    for (int k = 0; k < 3; k++) made[k] = x[k] * a;
                                    return made;
                                }
                            }
                            return first(w, x, a, n - 1);
                        }""", new double[] {0.3, -0.7, 1.1}, 0.8),
                all("null that comes back", """
                        static double f(double[] x) {
                            double[] y = find(x, 0, 5), z = find(x, 0, 1);
                            return (y == null ? x[0] * x[0] : y[0]) * (z == null ? 3 : z[1] * z[1] + z[0]);
                        }
                        static double[] find(double[] x, int i, double least) {
                            if (i == x.length) return null;
                            if (x[i] > least) return new double[] {x[i], x[i] * x[0]};
                            return find(x, i + 1, least);
                        }""", new double[] {0.3, -0.7, 1.1}),
                all("sums that are accumulated in place", """
                        static double f(double[] x) {
                            double[] sums = x.clone();
                            accumulate(sums, 1);
                            return sums[sums.length - 1] * sums[1];
                        }
                        static void accumulate(double[] sums, int i) {
                            if (i < sums.length) {
                                sums[i] += sums[i - 1] * sums[i - 1];
                                accumulate(sums, i + 1);
                            }
                        }""", new double[] {0.3, -0.7, 1.1, 0.2}),
                all("a parameter that is written", """
                        static double f(double[] x, double s) {
                            scale(x, s, 2);
                            x[0] *= s;
                            scale(x, x[1], 1);
                            return x[0] * x[1] + x[2];
                        }
                        private static void scale(double[] x, double s, int n) {
                            if (n == 0) return;
                            for (int i = 0; i < x.length; i++) x[i] = Math.sin(x[i] * s) + 0.1 * i;
                            scale(x, s * x[0], n - 1);
                            x[1] += x[0];
                        }""", new double[] {0.3, -0.7, 1.1}, 0.9),
                all("what was computed is remembered", """
                        static double f(double x, int n) { return fibonacci(x, n, new double[n + 1]); }
                        private static double fibonacci(double x, int n, double[] known) {
                            if (n < 2) return x * (n + 1);
                            if (known[n] != 0) return known[n];
                            return known[n] = fibonacci(x, n - 1, known) + Math.sin(fibonacci(x, n - 2, known));
                        }""", 0.4, 7),
                all("a sort by partition", """
                        static double f(double[] x) {
                            double[] a = x.clone();
                            sort(a, 0, a.length - 1);
                            double s = 0;
                            for (int i = 0; i < a.length; i++) s += (i + 1) * a[i] * a[i];
                            return s;
                        }
                        private static void sort(double[] a, int low, int high) {
                            if (low >= high) return;
                            int p = partition(a, low, high);
                            sort(a, low, p - 1);
                            sort(a, p + 1, high);
                        }
                        private static int partition(double[] a, int low, int high) {
                            double pivot = a[high];
                            int i = low;
                            for (int j = low; j < high; j++) {
                                if (a[j] < pivot) {
                                    double t = a[i];
                                    a[i] = a[j];
                                    a[j] = t;
                                    i++;
                                }
                            }
                            double t = a[i];
                            a[i] = a[high];
                            a[high] = t;
                            return i;
                        }""", new double[] {0.3, -0.7, 1.1, 0.2, 0.9}),
                all("a sort by merging, of numbers and their places", """
                        static double f(double[] x) {
                            double[] a = x.clone();
                            int[] places = new int[x.length];
                            for (int i = 0; i < places.length; i++) places[i] = i;
                            sort(a, places, new double[x.length], new int[x.length], 0, x.length);
                            double s = 0;
                            for (int i = 0; i < a.length; i++) s += (i + 1) * a[i] * x[places[i]] * (places[0] + 1);
                            return s;
                        }
                        static void sort(double[] a, int[] p, double[] b, int[] q, int low, int high) {
                            if (high - low < 2) return;
                            int middle = (low + high) >>> 1;
                            sort(a, p, b, q, low, middle);
                            sort(a, p, b, q, middle, high);
                            int i = low, j = middle;
                            for (int k = low; k < high; k++) {
                                boolean left = j == high || i < middle && a[i] <= a[j];
                                b[k] = left ? a[i] : a[j];
                                q[k] = left ? p[i++] : p[j++];
                            }
                            System.arraycopy(b, low, a, low, high - low);
                            System.arraycopy(q, low, p, low, high - low);
                        }""", new double[] {0.3, -0.7, 1.1, 0.2, 0.9}),
                all("in place and by name", """
                        static double f(double[] x) {
                            double[] y = x.clone();
                            double[] z = doubled(y, 2);
                            z[0] += y[1];
                            return y[0] * z[1] * z[2];
                        }
                        static double[] doubled(double[] x, int n) {
                            if (n == 0) return x;
                            for (int i = 0; i < x.length; i++) x[i] *= x[i] + n;
                            return doubled(x, n - 1);
                        }""", new double[] {0.3, -0.7, 1.1}),
                all("by turns", """
                        static double f(double[] x, double t) {
                            double[] y = x.clone();
                            double s = even(y, t, 4);
                            return s * y[0] + y[1] * odd(x, t, 2)[1];
                        }
                        private static double even(double[] x, double t, int n) {
                            if (n == 0) return x[0] * t;
                            x[0] = odd(x, t * 0.9, n - 1)[1];
                            return x[0] + t;
                        }
                        static double[] odd(double[] x, double t, int n) {
                            if (n == 0) return new double[] {t, x[1]};
                            double[] made = {t, even(x, t * t, n - 1)};
                            x[1] *= made[1];
                            return made;
                        }""", new double[] {0.3, -0.7, 1.1}, 0.9),
                all("a determinant by elimination in place", """
                        static double f(double[][] m) {
                            double[][] a = new double[m.length][m.length];
                            for (int i = 0; i < m.length; i++) for (int j = 0; j < m.length; j++) a[i][j] = m[i][j];
                            return eliminate(a, 0);
                        }
                        private static double eliminate(double[][] a, int k) {
                            if (k == a.length) return 1;
                            for (int i = k + 1; i < a.length; i++) {
                                double q = a[i][k] / a[k][k];
                                for (int j = k; j < a.length; j++) a[i][j] -= q * a[k][j];
                            }
                            return a[k][k] * eliminate(a, k + 1);
                        }""", new Object[] {
                    new double[][] {{2, 1, 0.5}, {0.3, 3, 1}, {1, 0.2, 2}}
                }),
                all("a matrix that is returned", """
                        static double f(double[][] m, int n) {
                            double[][] p = power(m, n);
                            return p[0][0] * p[1][1] + p[0][1];
                        }
                        private static double[][] power(double[][] m, int n) {
                            if (n == 1) return m;
                            double[][] h = power(m, n / 2);
                            double[][] s = product(h, h);
                            return n % 2 == 0 ? s : product(s, m);
                        }
                        private static double[][] product(double[][] a, double[][] b) {
                            double[][] c = new double[a.length][b[0].length];
                            for (int i = 0; i < a.length; i++)
                                for (int j = 0; j < b[0].length; j++)
                                    for (int k = 0; k < b.length; k++) c[i][j] += a[i][k] * b[k][j];
                            return c;
                        }""", new double[][] {{0.9, 0.4}, {-0.3, 1.1}}, 5),
                all("records of numbers", """
                        static double f(double[] w, double x, double y) {
                            Complex z = horner(w, 0, new Complex(x, y));
                            Complex p = new Complex(x, y).power(5);
                            return z.re * z.im + p.re * w[0] - p.im();
                        }
                        static Complex horner(double[] w, int i, Complex z) {
                            return i == w.length ? new Complex(0, 0) : new Complex(w[i], 0).plus(z.times(horner(w, i + 1, z)));
                        }
                         record Complex(double re, double im) {
                            Complex plus(Complex o) { return new Complex(re + o.re, im + o.im); }
                            Complex times(Complex o) { return new Complex(re * o.re - im * o.im, re * o.im + im * o.re); }
                            Complex power(int n) {
                                if (n == 0) return new Complex(1, 0);
                                return n % 2 == 0 ? times(this).power(n / 2) : times(power(n - 1));
                            }
                        }""", new double[] {0.3, -0.7, 1.1}, 0.8, -0.6),
                all("records with arrays and data, and with a check", """
                        static double f(double[] x, double s) {
                            Series y = next(new Series(x, 3, s));
                            return y.terms[0] * y.terms[1] * y.scale + y.count * x[0] * x[0];
                        }
                        private static Series next(Series of) {
                            if (of.count == 0) return new Series(of.terms, 7, of.scale * of.scale);
                            double[] terms = of.terms.clone();
                            for (int i = 1; i < terms.length; i++) terms[i] *= terms[i - 1] * of.scale;
                            return next(new Series(terms, of.count - 1, of.scale * 1.1));
                        }
                         record Series(double[] terms, int count, double scale) {
                            Series {
                                if (count < 0) throw new IllegalArgumentException("count");
                                scale = Math.max(scale, 0.1);
                            }
                        }""", new double[] {0.3, -0.7, 1.1}, 0.8),
                all("in a loop, each time with what the last left", """
                        static double f(double[] x, int n) {
                            double[] y = x.clone();
                            double s = 0;
                            for (int i = 0; i < n; i++) {
                                rotate(y, i % 2 + 1);
                                double[] z = mixed(y, 1);
                                s += z[0] * y[1];
                                y[2] += z[1] * 0.1;
                            }
                            return s;
                        }
                        private static void rotate(double[] y, int n) {
                            if (n == 0) return;
                            double first = y[0];
                            for (int i = 1; i < y.length; i++) y[i - 1] = y[i] * y[i] * 0.5 + y[i];
                            y[y.length - 1] = first;
                            rotate(y, n - 1);
                        }
                        private static double[] mixed(double[] y, int n) {
                            return n == 0 ? y : mixed(new double[] {y[0] * y[1], y[2]}, n - 1);
                        }""", new double[] {0.3, -0.7, 1.1}, 3),
                all("an element that is read before the call that writes it", """
                        static double f(double[] x, int n) {
                            double[] a = x.clone();
                            a[0] += up(a, n);
                            a[1] *= up(a, n);
                            return a[0] * a[1] * a[2];
                        }
                        static double up(double[] a, int n) {
                            if (n == 0) return a[0] * a[1];
                            a[n] += up(a, n - 1);
                            a[0] = a[0] * a[0] + up(a, n - 1);
                            return a[n] * a[0];
                        }""", new double[] {0.3, -0.7, 1.1}, 2),
                all("numbers of 32 bits", """
                        static float f(float[] x, float s) {
                            float[] y = halved(x, 2);
                            grow(y, s, 2);
                            return y[0] * y[1];
                        }
                        private static float[] halved(float[] x, int n) {
                            if (n == 0) return x.clone();
                            float[] y = halved(x, n - 1);
                            y[0] = y[0] * y[1] / 2;
                            return y;
                        }
                        private static void grow(float[] y, float s, int n) {
                            if (n == 0) return;
                            y[n - 1] *= s + y[0];
                            grow(y, s, n - 1);
                        }""", new float[] {0.3f, -0.7f}, 0.8f));
    }

    private static DynamicTest all(String name, String code, Object... arguments) {
        return DynamicTest.dynamicTest(
                name, () -> companionOf(ALL + code).at(arguments).agreesWithDifferences());
    }

    /** Each level runs once: an iterator gives each of its numbers to one of them. */
    @Test
    void dataThatGivesSomethingElseEachTime() {
        var companion = companionOf("""
                @Differentiable
                static double f(double[] x, java.util.List<Integer> places, int n) {
                    double[] v = x.clone();
                    double s = 0;
                    for (int i = 0; i < 2; i++) {
                        java.util.Iterator<Integer> it = places.iterator();
                        Pair p = walk(v, it, n);
                        s += p.a() * v[0] + p.b()[1];
                    }
                    return s * v[1];
                }
                 record Pair(double a, double[] b) {}
                private static Pair walk(double[] v, java.util.Iterator<Integer> it, int n) {
                    if (n == 0) return new Pair(v[0] * v[1], new double[] {v[2], v[0]});
                    int place = it.next();
                    v[place] = Math.sin(v[place]) * (v[0] + 1.5);
                    Pair below = walk(v, it, n - 1);
                    v[1] += below.a() * v[place];
                    below.b()[1] *= v[2];
                    return new Pair(below.a() + v[place], below.b());
                }""");
        double[] x = {0.3, -0.7, 1.1};
        companion.at(x, List.of(0, 2, 1, 0), 4).agreesWithDifferences();
        companion.at(x, List.of(1), 1).agreesWithDifferences();
        companion.at(x, List.of(), 0).agreesWithDifferences();
    }

    /** A helper that moves the rows it makes cannot be cut in two: it has no frames, and goes back as before. */
    @Test
    void rowsThatMove() {
        companionOf("""
                @Differentiable
                static double f(double[] x, int n) {
                    double[] y = turned(x, n);
                    return y[0] * y[1] + x[0];
                }
                static double[] turned(double[] x, int n) {
                    double[][] rows = new double[2][x.length];
                    for (int i = 0; i < x.length; i++) {
                        rows[0][i] = x[i] * x[i];
                        rows[1][i] = Math.sin(x[i]);
                    }
                    double[] first = rows[0];
                    rows[0] = rows[1];
                    rows[1] = first;
                    rows[0][0] += rows[1][1];
                    return n == 0 ? rows[1].clone() : turned(rows[0], n - 1).clone();
                }""").at(new double[] {0.3, -0.7}, 3).agreesWithDifferences();
    }

    /** What a helper gives may not matter where gradients come from: then its frame has no name. */
    @Test
    void framesOfWhichNothingComesBack() {
        companionOf("""
                @Differentiable
                static double f(double x, double[] w) {
                    double[] r = grow(w.clone(), 2);
                    double[] s = made(x, 3);
                    s[0] = x;
                    s[1] = r.length;
                    return s[0] * s[0] * s[1] + (s[2] > 0 ? 1 : x);
                }
                static double[] grow(double[] w, int n) {
                    if (n > 0) {
                        w[0] *= w[1];
                        grow(w, n - 1);
                    }
                    return w;
                }
                static double[] made(double x, int n) {
                    if (n == 0) return new double[] {x, x * x, 1};
                    double[] below = made(x * 0.5, n - 1);
                    below[0] += x;
                    return below;
                }""").at(0.7, new double[] {0.3, -0.7}).agreesWithDifferences();
    }

    @Test
    void backwardMayRunTwice() {
        String code = VECTOR + """
                static double[] f(double[] x, int n) {
                    double[] y = x.clone();
                    for (int i = 0; i < 2; i++) grow(y, n);
                    return y;
                }
                private static double grow(double[] y, int n) {
                    if (n == 0) return y[1];
                    y[n - 1] *= Math.cos(y[0]) + grow(y, n - 1);
                    return y[n - 1] * y[0];
                }""";
        var at = companionOf(code).at(new double[] {0.3, -0.7, 1.1}, 3);
        at.agreesWithDifferences();
        assertThat(generatedFrom(code).text()).contains("growFrame.backward(").doesNotContain("RecursiveGrow.vjp(");
    }

    @TestFactory
    List<DynamicTest> resultsThatAreNoNumbers() {
        return List.of(
                vector(
                        "polynomials that are multiplied by thirds",
                        """
                        static double[] f(double[] a, double[] b) { return product(a, b); }
                        private static double[] product(double[] a, double[] b) {
                            int n = a.length;
                            double[] c = new double[2 * n];
                            if (n == 1) {
                                c[0] = a[0] * b[0];
                                return c;
                            }
                            int h = n / 2;
                            double[] al = java.util.Arrays.copyOfRange(a, 0, h), ah = java.util.Arrays.copyOfRange(a, h, n);
                            double[] bl = java.util.Arrays.copyOfRange(b, 0, h), bh = java.util.Arrays.copyOfRange(b, h, n);
                            double[] low = product(al, bl), high = product(ah, bh);
                            double[] as = new double[h], bs = new double[h];
                            for (int i = 0; i < h; i++) {
                                as[i] = al[i] + ah[i];
                                bs[i] = bl[i] + bh[i];
                            }
                            double[] middle = product(as, bs);
                            for (int i = 0; i < n; i++) {
                                c[i] += low[i];
                                c[i + h] += middle[i] - low[i] - high[i];
                                c[i + n] += high[i];
                            }
                            return c;
                        }""",
                        new double[] {0.3, -0.7, 1.1, 2},
                        new double[] {1, 0.5, -0.2, 0.7}),
                vector("a parameter that comes back changed", """
                        static double[] f(double[] x, double s) {
                            grow(x, s, 3);
                            return x;
                        }
                        private static void grow(double[] x, double s, int n) {
                            if (n == 0) return;
                            x[n - 1] *= s + x[0];
                            grow(x, s, n - 1);
                        }""", new double[] {0.3, -0.7, 1.1}, 0.8),
                vector("a record", """
                        static Pair f(double[] x, double s) { return grow(new Pair(s, x), 2); }
                        private static Pair grow(Pair p, int n) {
                            if (n == 0) return p;
                            double[] b = p.b().clone();
                            b[n - 1] *= p.a();
                            return grow(new Pair(p.a() * b[0], b), n - 1);
                        }
                         record Pair(double a, double[] b) {}""", new double[] {0.3, -0.7, 1.1}, 0.8));
    }

    /** Its backward takes a number then, also where only the way back calls it. */
    @TestFactory
    List<DynamicTest> anArrayOfDataThatIsWrittenInPlace() {
        return List.of(vector("beside a number", """
                static double[] f(double[] x, int n) { return outer(x[0] * x[1], n); }
                private static double[] outer(double s, int n) {
                    if (n <= 0) return new double[] {Math.cos(s), s * s};
                    int[] c = {1, n};
                    double t = Math.sin(inner(c, s, n - 1)) * c[0];
                    double[] below = outer(t * s, n - 1);
                    return new double[] {below[0] * t, below[1] + s};
                }
                private static double inner(int[] c, double s, int n) {
                    c[0]++;
                    if (n <= 0) return s * c[1];
                    return Math.tanh(inner(c, s * s, n - 1)) + c[0] * s;
                }""", new double[] {0.3, 0.7}, 3));
    }

    /** It has nothing to go back, but what it returns is written to later. */
    @TestFactory
    List<DynamicTest> aHelperOfDataAlone() {
        return List.of(
                vector("in a circle with another", """
                        static double[] f(double[] x, int n) { return outer(x.clone(), n); }
                        private static double[] outer(double[] b, int n) {
                            if (n <= 0) return b.clone();
                            double[] h = inner(new int[] {1, n}, n - 1);
                            h[0] += Math.sin(b[0]);
                            return new double[] {b[0] * h[1], h[0]};
                        }
                        private static double[] inner(int[] c, int n) {
                            if (n <= 0) return new double[] {0.3, 0.4};
                            double[] h = inner(c, n - 1);
                            c[0]++;
                            double[] t = outer(new double[] {h[0], 0.2 * c[0]}, n - 1);
                            return new double[] {t[0], 0.5};
                        }""", new double[] {0.3, 0.4}, 3),
                vector("that calls another", """
                        static double[] f(double[] x, int n) {
                            int[] c = {n, 2};
                            double[] a = outer(x.clone(), n);
                            double[] k = inner(c, n);
                            a[0] *= k[1] + c[0];
                            k[0] += x[1];
                            return new double[] {a[0] * a[1] * k[0], k[1]};
                        }
                        private static double[] outer(double[] b, int n) {
                            if (n <= 0) return b.clone();
                            double[] h = outer(new double[] {b[1], b[0]}, n - 1);
                            h[0] += Math.sin(b[0]);
                            return new double[] {b[0] * h[1], h[0]};
                        }
                        private static double[] inner(int[] c, int n) {
                            if (n <= 0) return new double[] {0.3, 0.4};
                            c[0]++;
                            double[] t = outer(new double[] {0.3, 0.2 * c[0]}, n - 1);
                            double[] r = inner(c, n - 1);
                            return new double[] {t[0], r[0]};
                        }""", new double[] {0.3, 0.4}, 3));
    }

    private static DynamicTest vector(String name, String code, Object... arguments) {
        return DynamicTest.dynamicTest(
                name, () -> companionOf(VECTOR + code).at(arguments).agreesWithDifferences());
    }
}
