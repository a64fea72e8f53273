package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An array of data that comes out of an object may be one of the method's own, which is written to after it was read. */
class HiddenAliasesTest {
    /** They see the array a as r, or in the place of r. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object o = a; int[] r = (int[]) o;",
                "Box b = new Box(a); int[] r = b.o();",
                "Object[] b = {a}; int[] r = (int[]) b[0];",
                "Object[] b = new Object[1]; b[0] = a; int[] r = (int[]) b[0];",
                "java.util.List<int[]> l = java.util.List.of(a); int[] r = l.get(0);",
                "int[] r = java.util.List.of(a).iterator().next();",
                "int[] r = java.util.Optional.of(a).get();",
                "int[] r = java.util.Map.of(\"k\", a).get(\"k\");",
                "int[][] m = {a}; Object[] rows = m; int[] r = (int[]) rows[0];",
                "Object o = a; int[] r = o instanceof int[] s ? s : null;",
                "int[] r = passed(a);",
            })
    void areKnown(String aliases) {
        String code = """
                static double f(double x, int n) {
                    int[] a = {2, 3};
                    %s
                    double y = x;
                    for (int v : r) {
                        y = y * v + Math.sin(y);
                    }
                    a[0] = 9;
                    for (int i = 0; i < n; i++) {
                        y = y * 0.1 * r[1] * r[0] + x * Math.cos(r[0] * y);
                        a[i %% 2] = i;
                    }
                    return y;
                }
                static int[] passed(Object o) { return (int[]) o; } record Box(int[] o) {}
                """.formatted(aliases);
        companionOf(code).at(0.7, 0).agreesWithDifferences();
        companionOf(code).at(0.7, 5).agreesWithDifferences();
    }

    @Test
    void reflectionMayWrite() {
        companionOf("""
                static double f(double x) {
                    int[] a = {2, 3};
                    Object o = a;
                    double y = x;
                    for (int v : a) {
                        y = y * v;
                    }
                    java.lang.reflect.Array.setInt(o, 0, 9);
                    return y * a[0];
                }""").at(0.7).hasGradient(54);
    }

    @Test
    void writingToAnArrayOfUnknownTypeIsRefused() {
        refuses("""
                @Differentiable static double f(double x) {
                    int[] a = {2, 3};
                    Object o = a;
                    System.arraycopy(new int[] {5}, 0, o, 0, 1);
                //                                     ^ WriteToOuterArray
                    return x * a[0];
                }
                """);
    }

    @Test
    void branchesAreTakenAsBefore() {
        companionOf("""
                static double f(double x) {
                    boolean[] a = {true, false};
                    Object o = a;
                    double y = x;
                    for (boolean v : (boolean[]) o) {
                        y = v ? y * x : Math.sin(y);
                    }
                    a[0] = false;
                    return y;
                }""").at(0.7).agreesWithDifferences();
    }

    /** A gate copies what others may change; in a branch that was not taken there is nothing to copy. */
    @Test
    void gatesCopyWhatIsThere() {
        String code = """
                static double[] f(double[] x, String s, double y) {
                    double[] r = new double[x.length];
                    if (y > 1) {
                        char[] c = s.toCharArray();
                        for (int i = 0; i < c.length; i++) {
                            r[i % r.length] += Math.sin(x[c[i] % x.length]) * (c[i] - 'a') * y;
                        }
                    } else {
                        r[0] = y * x[0];
                    }
                    return r;
                }""";
        companionOf(code).at(new double[] {1, 2}, "abc", 0.5).agreesWithDifferences();
        companionOf(code).at(new double[] {1, 2}, "abc", 1.5).agreesWithDifferences();
    }
}
