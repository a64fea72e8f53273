package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Point;
import org.junit.jupiter.api.Test;

/** Null keeps the type of the variable that holds it, wherever that is read. */
class NullLiteralsTest {
    private static final String OVERLOADED = """
            static int kind(Object o) { return 1; }
            static int kind(String s) { return 2; }
            """;

    private static void isWorthOne(String method) {
        Point point = companionOf(method, "class Other {" + OVERLOADED + "}").at(0.3);
        point.agreesWithDifferences();
        assertThat(point.gradient()).containsExactly(1);
    }

    @Test
    void chooseTheOverloadOfAHelpersParameter() {
        isWorthOne("""
                static double scaled(double x) { return times(x, null); }
                static double times(double x, Object o) { return x * Other.kind(o); }""");
    }

    @Test
    void chooseTheOverloadOfALocal() {
        isWorthOne("static double scaled(double x) { final Object o = null; return x * Other.kind(o); }");
        isWorthOne("static double scaled(double x) { Object o = null; return x * Other.kind(o); }");
    }

    @Test
    void haveMembers() {
        companionOf("""
                static double scaled(double x, double y) {
                    String tag = null;
                    if (y > 5) x *= tag.length();
                    return x * y;
                }""").at(0.3, 0.4).agreesWithDifferences();
    }

    @Test
    void saysWhatJavaSays() {
        companionOf("""
                static double named(double x) { return times(x, null); }
                static double times(double x, Object o) { return x * String.valueOf(o).length(); }""").at(0.3).agreesWithDifferences();
    }

    @Test
    void aMaskThatIsNotThere() {
        Companion companion = companionOf("""
                static double sum(double[] x) { return sum(x, null, null); }
                static double sum(double[] x, boolean[] mask, double[] w) {
                    double s = 0;
                    for (int i = 0; i < x.length; i++) {
                        if (mask != null && mask[i]) continue;
                        s += w == null ? x[i] * x[i] : w[i] * x[i];
                    }
                    return s;
                }""").companion();
        double[] x = {0.3, 0.5};
        assertThat(companion.numbers(companion.gradient((Object) x))).containsExactly(0.6, 1);
    }

    @Test
    void generics() {
        companionOf("""
                static double sized(double x, java.util.Map<String, String> names, int n) {
                    String s = names.getOrDefault("k", null);
                    String t = java.util.Objects.requireNonNullElse(null, "ab");
                    java.util.List<String> nothing = java.util.Collections.nCopies(n, null);
                    boolean p = java.util.Optional.ofNullable(null).isPresent();
                    return (p || s != null ? x : x * x) * t.length() * nothing.size();
                }""").at(0.3, java.util.Map.of(), 3).agreesWithDifferences();
    }
}
