package org.backwire.processor.random;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stands around random programs: constants, helpers, differentiable methods, in their class and in another one. */
final class Surroundings {
    static final String HEAD = """
            package random;

            import static java.lang.Math.*;
            import static org.backwire.Derivative.*;
            import static random.Shared.OFFSET;

            import org.backwire.Differentiable;

            """;

    private static final String MEMBERS = """
                enum Kind {
                    RED,
                    GREEN,
                    BLUE
                }

                static final double RATE = 0.75;
                static final double rate = -RATE / 3;
                private static final int HALF = 7 / 2;
                static final double START = Double.parseDouble("0.625");
                private static final double LN2 = Math.log(2);
                static final double[] NODES = {0.25, -0.5, 1.5, 3};
                static final float[][] grid = {{1, 2.5f}, {-0.5f, 1 / 3f}};
                static final float SLOPE = 1.25f;
                static final long BIG = 1L << 33;
                static final char LETTER = 'b' + 1;
                static final String NAME = "gre" + "en";
                static final boolean DEBUG = false;

                static class Inner {
                    static final double DEPTH = -0.375;

                    static double twist(double a, double b) {
                        double c = a * DEPTH - b;
                        return c * c > 4 ? Math.sqrt(c * c) : c * Math.cos(b);
                    }

                    @Differentiable({GRADIENT, JVP, HVP})
                    public static double mix(double a, double b, int n) {
                        return n * a * Math.sin(b);
                    }
                }

                static double scale(double v) {
                    return v * 0.5 + 1;
                }

                static float scale/*OfFloat*/(float v) {
                    return v * 1.5f;
                }

                static int scale(int v) {
                    return v / 2;
                }

                static long scale(long v) {
                    return v + 1;
                }

                static double descend(double a, double b, int n) {
                    if (n <= 0) {
                        return a - b * b;
                    }
                    double next = Math.sin(a) + b * 0.5;
                    return next * descend(b, next, n - 1) + a;
                }

                private static double fork(double a, int n) {
                    double sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += Math.cos(a * i) * fork(a - sum * 0.25, n - 1 - i);
                    }
                    return n > 0 ? sum : a * 0.75;
                }

                static double early(double a, int n) {
                    if (n > 2) {
                        return a * n;
                    }
                    double b = a - 0.125;
                    if (b > 0) {
                        return Math.sin(b) + scale(n);
                    }
                    return scale(a / 2) * b;
                }

                private static double blend(double a, double b, boolean first) {
                    a += 0.5;
                    if (first) {
                        b = a * b;
                        a = b - a;
                    } else if (a > b) {
                        return a;
                    }
                    return a * 0.25 + b;
                }

                static void require(boolean condition, String message) {
                    if (!condition) {
                        throw new IllegalArgumentException(message);
                    }
                }

                @Differentiable({GRADIENT, JVP, HVP})
                static double cube(double v) {
                    return v * v * v;
                }

                @Differentiable({GRADIENT, JVP, HVP})
                static float halve(float v) {
                    return v / 2;
                }

                @Differentiable(value = {GRADIENT, HVP}, wrt = "a")
                static double part(double a, double b) {
                    return Math.sin(a * b) + a;
                }
            """;

    private static final String ARRAYS = """

                static double total(double[] v) {
                    double total = 0;
                    for (double element : v) {
                        total += element;
                    }
                    return total;
                }

                static double[] axis(double length) {
                    double[] axis = new double[3];
                    axis[1] = length;
                    axis[2] = axis[1] * length;
                    return axis;
                }

                static double[] unfold(double[] v, double a, int n) {
                    if (n <= 0) {
                        return v;
                    }
                    double[] w = {v[0] * a, v[1] + a, Math.sin(v[2])};
                    return a > 0.5 ? unfold(w, a * 0.5, n - 1) : unfold(v, a + 0.25, n - 1);
                }

                private static double[] choose(double[] v, double[] w, int n) {
                    for (int i = 0; i < n; i++) {
                        if (v[i] > w[i]) {
                            return v;
                        }
                        if (w[0] > 1 + i) {
                            return new double[] {v[0] + w[1], v[1] * 0.5, w[2]};
                        }
                    }
                    return n <= 0 ? w : choose(w, v, n - 1);
                }

                static void soak(double[] v, double a, int n) {
                    if (n <= 0) {
                        return;
                    }
                    v[n % 3] += v[(n + 1) % 3] * a * 0.25;
                    soak(v, v[0] * 0.5, n - 1);
                    v[1] *= 0.5;
                }

                private static double drain(double[] v, int n) {
                    if (n <= 0) {
                        return v[0] - v[2];
                    }
                    double first = v[0];
                    v[0] = v[1];
                    v[1] = first * 0.5 + v[2];
                    return drain(v, n - 1) * 0.75 + first;
                }

                private static double weave(double[] v, double[] w, int n) {
                    if (n <= 0) {
                        return v[1] * w[2] + v[0];
                    }
                    double half = 0.5 * weave(n == 2 ? v : w, v, n - 1);
                    return half + v[n % 3] * Math.cos(weave(w, w, n - 2));
                }

                static void addTo(double[] v, double term) {
                    for (int i = 0; i < v.length; i++) {
                        v[i] += i * term;
                    }
                }
            """;

    private static final String INDICES = """

                static double weighed(double[] v) {
                    return v[0] * 1.1 + v[1] * 0.8 - v[2] * 0.45;
                }

                static int turn(int[] p, int i) {
                    int old = p[i];
                    p[i] = (old + 1) % 3;
                    return old;
                }

                static void rotate(int[] p) {
                    int first = p[0];
                    for (int i = 1; i < p.length; i++) {
                        p[i - 1] = p[i];
                    }
                    p[p.length - 1] = first;
                }

                record Places(int[] all, Object owner) {
                    int[] own() {
                        return all;
                    }
                }

                static Object hidden(int[] p) {
                    return p;
                }

                private static void scatter(double[] v, int[] p, double a) {
                    for (int i = 0; i < v.length; i++) {
                        double u = v[p[i]];
                        v[p[i]] = u * u * a - v[i];
                        p[i] = 2 - p[i];
                    }
                }
            """;

    private static final String RECORDS = """

                record Pair(double first, double second) {
                    double product() {
                        return first * second();
                    }
                }

                static Pair spiral(Pair p, double a, int n) {
                    return n <= 0 ? p : spiral(new Pair(p.second() * a, p.first() - p.product() * 0.25), a, n - 1);
                }
            """;

    static final String SHARED = """
            package random;

            import static org.backwire.Derivative.*;

            import org.backwire.Differentiable;

            public class Shared {
                public static final double WEIGHT = 0.4375;
                static final double OFFSET = WEIGHT - 1;
                static final int COUNT = 3;
                static final boolean QUIET = Boolean.parseBoolean("true");

                static double weight(int n) {
                    return n % 5 * 0.1;
                }

                @Differentiable({GRADIENT, JVP, HVP})
                public static double decay(double time, double rate) {
                    return Math.exp(-rate * rate) * time + rate;
                }

                @Differentiable({GRADIENT, JVP, HVP})
                public static double trace(double[][] m, double a) {
                    double sum = 0;
                    for (int i = 0; i < m.length; i++) {
                        sum += m[i][i] * (a - 0.25 * m[i][0]);
                    }
                    return Math.sin(sum);
                }

                @Differentiable({GRADIENT, JVP})
                public static double[] sums(double[][] m) {
                    double[] sums = new double[3];
                    for (double[] row : m) {
                        for (int j = 0; j < 3; j++) {
                            sums[j] = 0.5 * sums[j] + row[j];
                        }
                    }
                    return sums;
                }

                @Differentiable({GRADIENT, JVP})
                public static double[][] grown(double[][] m, double a) {
                    double[][] grown = new double[3][3];
                    for (int i = 0; i < 3; i++) {
                        for (int j = 0; j < 3; j++) {
                            grown[i][j] = Math.sin(m[i][j]) * a + 0.25 * m[j][i];
                        }
                    }
                    return grown;
                }

                @Differentiable({GRADIENT, JVP})
                public static double[] mixed(double a, double b) {
                    return new double[] {a * b, Math.sin(b) - a, 0.5 * b};
                }

                @Differentiable({GRADIENT, JVP})
                public static double[][] spread(double a, double b) {
                    return new double[][] {{a, b, a * b}, {1, Math.cos(a), 0.5}, {b, 2, Math.tanh(b)}};
                }
            }
            """;

    private static final String ROWS = """

                static double corner(double[][] m, int n) {
                    if (n <= 0) {
                        return m[0][0] * m[1][2];
                    }
                    return 0.75 * corner(m, n - 1) + Math.sin(m[n % 3][0]);
                }

                static double[][] pile(double a, int n) {
                    if (n <= 0) {
                        return new double[][] {{a, 1, 2}, {0.5, a * a, 1}, {a, a, Math.cos(a)}};
                    }
                    double[][] pile = pile(Math.sin(a), n - 1);
                    pile[n % 3][0] += a * pile[0][1];
                    return pile;
                }
            """;

    private Surroundings() {}

    /** The members that the text of some programs needs. */
    static String members(Set<Feature> features, String programs, boolean twin) {
        String all = MEMBERS
                + (features.contains(Feature.ARRAYS) ? ARRAYS : "")
                + (features.contains(Feature.INDICES) ? INDICES : "")
                + (features.contains(Feature.ROWS) ? ROWS : "")
                + (features.contains(Feature.RECORDS) ? RECORDS : "");
        List<String> declared = List.of(all.split("(?<![)e])\\n+(?=    [a-z@])"));
        Set<String> used = new HashSet<>();
        StringBuilder needed = new StringBuilder(programs);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (String member : declared) {
                if (!used.contains(member) && isUsed(member, needed)) {
                    used.add(member);
                    needed.append(member);
                    grows = true;
                }
            }
        }
        String members = declared.stream().filter(used::contains).collect(Collectors.joining("\n", "", "\n"));
        return twin ? twin(members) : members.replace("/*OfFloat*/", "");
    }

    /** Whether the name that a member declares stands in a text. */
    private static boolean isUsed(String member, CharSequence text) {
        String head = member.lines()
                .filter(line -> !line.isBlank() && !line.contains("@"))
                .findFirst()
                .orElse("")
                .replaceFirst("[=({].*", "")
                .strip();
        String name = head.substring(head.lastIndexOf(' ') + 1).replaceFirst("/.*", "");
        return Pattern.compile("(?<![\\w.])" + name + "\\b|scaleOfFloat")
                .matcher(text)
                .find();
    }

    private static String twin(String members) {
        return members.replace("/*", "")
                .replace("*/", "")
                .replace("float", "double")
                .replaceAll("([0-9])f\\b", "$1")
                .replaceAll("@Differentiable(\\(.*?\\))?\\s*", "");
    }
}
